#pragma once

#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tests/host/browser.h"
#include "tests/support/process.h"
#include "tests/support/temporary_folder.h"

namespace feedwitness::tests {

// An invented timeline: seven posts, of which one is not public and two are sponsored.
inline const std::string kTimeline = FEEDWITNESS_SOURCE_DIR "/installer/sample-timeline.html";

inline std::string read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A home in which the built programs run.
struct Home {
  Finished run(std::vector<std::string> words) const {
    words.insert(words.begin(), FEEDWITNESS_CLI);
    return tests::run(words, {}, environment());
  }
  std::map<std::string, std::string> environment() const { return Browser::surroundings(folder); }
  std::string token() const {
    std::string printed = run({"token"}).out;
    REQUIRE(printed.size() == 41);
    printed.pop_back();
    return printed;
  }

  TemporaryFolder folder;
};

// feedwitness serve on a free port.
class Serving {
 public:
  explicit Serving(const Home& home) : process_({FEEDWITNESS_CLI, "serve", "--port", "0"}, home.environment()) {
    constexpr std::string_view kAddress = "http://127.0.0.1:";
    std::string line;
    while (!line.ends_with('\n')) {
      const std::string byte = process_.read(1);
      REQUIRE_FALSE(byte.empty());
      line += byte;
    }
    const std::size_t at = line.find(kAddress);
    REQUIRE(at != std::string::npos);
    port_ = std::stoi(line.substr(at + kAddress.size()));
  }

  int port() const { return port_; }
  int stop() {
    process_.signal(SIGTERM);
    return process_.wait();
  }

 private:
  Process process_;
  int port_ = 0;
};

}  // namespace feedwitness::tests
