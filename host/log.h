#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

namespace spdlog {
class logger;
}

namespace feedwitness::host {

// host.log in the store's folder: two files of at most 1 MB, readable by their owner alone. For the person who looks
// for a fault; holds nothing of what was captured, no token, and no word that an extension sent.
class Log {
 public:
  // Without a file, when it cannot be made: faults go to stderr then, and notes nowhere.
  explicit Log(const std::filesystem::path& folder);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void note(std::string_view line);
  void fault(std::string_view line);  // to stderr, too

 private:
  std::shared_ptr<spdlog::logger> file_;
};

}  // namespace feedwitness::host
