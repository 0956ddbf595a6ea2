#include "host/log.h"

#include <exception>
#include <iostream>
#include <utility>

#include <spdlog/logger.h>
#include <spdlog/sinks/rotating_file_sink.h>

namespace feedwitness::host {

Log::Log(const std::filesystem::path& folder) {
  constexpr std::size_t kLargest = 1'000'000;
  try {
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_st>((folder / "host.log").string(), kLargest, 1);
    file_ = std::make_shared<spdlog::logger>("host", std::move(sink));
    file_->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %P %l %v", spdlog::pattern_time_type::utc);
    file_->flush_on(spdlog::level::info);
  } catch (const std::exception&) {
    file_.reset();  // a log is no reason not to start
  }
}

Log::~Log() = default;

void Log::note(std::string_view line) {
  if (file_) file_->info(line);
}

void Log::fault(std::string_view line) {
  std::cerr << "feedwitness-host: " << line << '\n';
  if (file_) file_->error(line);
}

}  // namespace feedwitness::host
