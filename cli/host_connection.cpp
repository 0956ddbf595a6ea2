#include "cli/host_connection.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "about/version.h"
#include "host/frame_writer.h"
#include "manifest/extension_ids.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX leaves it to the program

namespace feedwitness::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::chrono::minutes kPatience{2};  // with one answer: the largest page under a sanitizer takes seconds
constexpr std::chrono::seconds kFarewell{10};

Error unavailable(std::string_view what) {
  return {ErrorCode::host_unavailable, std::string(what) + "; feedwitness doctor looks for the reason"};
}

// NAME=value of this process, with `changes` over it.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& changes) {
  std::vector<std::string> lines;
  for (char** line = environ; *line != nullptr; ++line) {
    const std::string_view text(*line);
    if (!changes.contains(std::string(text.substr(0, text.find('='))))) lines.emplace_back(text);
  }
  for (const auto& [name, value] : changes) lines.emplace_back(name).append("=").append(value);
  return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  bool open() { return pipe2(ends.data(), O_CLOEXEC) == 0; }
  void shut() const {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
};

std::optional<pid_t> spawn(const fs::path& host, const std::map<std::string, std::string>& environment, int in,
                           int out) {
  std::vector<std::string> words{host.string(),
                                 "chrome-extension://" + std::string(manifest::kChromiumIds.front()) + "/"};
  std::vector<std::string> lines = environment_with(environment);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  pid_t pid = -1;
  const int failed =
      posix_spawn(&pid, host.c_str(), &actions, nullptr, pointers_to(words).data(), pointers_to(lines).data());
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? std::optional(pid) : std::nullopt;
}

// The Error of {"type":"error","code":...,"message":...}.
Error error_of(const json::object& answer) {
  const json::value* code = answer.if_contains("code");
  const json::value* message = answer.if_contains("message");
  Error error{ErrorCode::internal, "the host answered with an error that has no message"};
  if (message != nullptr && message->is_string()) error.message = message->get_string();
  for (int number = 1; number <= kErrorCodes; ++number) {
    const auto known = static_cast<ErrorCode>(number);
    if (code != nullptr && code->is_string() && code->get_string() == name_of(known)) error.code = known;
  }
  return error;
}

}  // namespace

Result<HostConnection> HostConnection::start(const fs::path& host,
                                             const std::map<std::string, std::string>& environment) {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));  // a host that has gone is an error of write_frame()
  Pipe to_host;
  Pipe from_host;
  if (!to_host.open() || !from_host.open()) {
    to_host.shut();
    return unavailable("no pipe can be made");
  }
  const auto pid = spawn(host, environment, to_host.ends[0], from_host.ends[1]);
  if (!pid) {
    to_host.shut();
    from_host.shut();
    return unavailable(host.string() + " cannot be started");
  }
  ::close(to_host.ends[0]);
  ::close(from_host.ends[1]);
  return HostConnection(*pid, to_host.ends[1], from_host.ends[0]);
}

HostConnection::HostConnection(HostConnection&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      to_host_(std::exchange(other.to_host_, -1)),
      from_host_(std::exchange(other.from_host_, -1)),
      reader_(std::move(other.reader_)),
      sent_(other.sent_),
      answered_(other.answered_) {}

HostConnection::~HostConnection() {
  if (pid_ < 0) return;
  const auto ignored = close();  // whoever wanted to know how the host left has called close()
  if (ignored || pid_ < 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

Result<json::object> HostConnection::hello() {
  if (auto sent = send("hello", {{"protocol", 1}, {"extension", about::version()}, {"browser", "replay"}}); !sent)
    return sent.error();
  return receive();
}

Result<void> HostConnection::send(std::string_view type, json::object request) {
  request["type"] = type;
  request["id"] = ++sent_;
  auto written = host::write_frame(to_host_, json::serialize(request));
  if (written || written.error().code == ErrorCode::too_large) return written;
  return unavailable("the host has gone");
}

Result<json::object> HostConnection::receive() {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    if (const auto frame = reader_.next()) {
      if (frame->kind != host::FrameReader::Kind::message) return unavailable("the host does not answer in frames");
      boost::system::error_code failed;
      json::value answer = json::parse(json::string_view(frame->body.data(), frame->body.size()), failed);
      if (failed || !answer.is_object()) return unavailable("the host does not answer in JSON");
      ++answered_;
      const json::value* type = answer.get_object().if_contains("type");
      if (type != nullptr && *type == "error") return error_of(answer.get_object());
      return std::move(answer.get_object());
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    pollfd waiting{from_host_, POLLIN, 0};
    const int ready = left <= 0 ? 0 : poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return unavailable("the host does not answer");
    if (reader_.read_from(from_host_) != host::FrameReader::Read::bytes) return unavailable("the host has gone");
  }
}

Result<void> HostConnection::close() {
  ::close(std::exchange(to_host_, -1));
  const auto deadline = std::chrono::steady_clock::now() + kFarewell;
  int status = 0;
  while (waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) return unavailable("the host does not leave");
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  pid_ = -1;
  ::close(std::exchange(from_host_, -1));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return unavailable("the host did not leave in order");
  return {};
}

}  // namespace feedwitness::cli
