#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>

#include <boost/json.hpp>

#include "base/error.h"
#include "host/frame_reader.h"

namespace feedwitness::cli {

// The real host, started as Chromium starts it and spoken to in real frames (docs/protocol.md). Belongs to one thread.
class HostConnection {
 public:
  // `environment` is set over this process's own. Error: host_unavailable.
  static Result<HostConnection> start(const std::filesystem::path& host,
                                      const std::map<std::string, std::string>& environment = {});
  HostConnection(HostConnection&& other) noexcept;
  HostConnection& operator=(HostConnection&&) = delete;
  ~HostConnection();

  // Says hello and gives the welcome. Errors: host_unavailable, and those that the host answers.
  Result<boost::json::object> hello();

  // Sends a request without waiting. Its `type` and `id` are set here. Error: host_unavailable.
  Result<void> send(std::string_view type, boost::json::object request);
  // The answer to the oldest request that has none yet; an error answer as the Error that it tells.
  Result<boost::json::object> receive();
  // Requests that wait for their answer.
  std::int64_t waiting() const { return sent_ - answered_; }

  // Closes the connection as a browser does and waits for the host to leave. Error: host_unavailable when it does not,
  // or leaves with a status other than 0.
  Result<void> close();

 private:
  HostConnection(pid_t pid, int to_host, int from_host) : pid_(pid), to_host_(to_host), from_host_(from_host) {}

  pid_t pid_;
  int to_host_;
  int from_host_;
  host::FrameReader reader_;
  std::int64_t sent_ = 0;
  std::int64_t answered_ = 0;
};

}  // namespace feedwitness::cli
