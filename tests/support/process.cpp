#include "tests/support/process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace feedwitness::tests {
namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  }
  std::array<int, 2> ends{};
};

void close_end(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

int exit_status(int raw) { return WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw); }

pid_t start(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment, int in,
            int out, int err) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) throw std::runtime_error("no process");
  if (pid > 0) return pid;
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  if (err >= 0) dup2(err, STDERR_FILENO);
  std::signal(SIGPIPE, SIG_DFL);
  execv(arguments.front(), arguments.data());
  _exit(127);
}

}  // namespace

Finished run(const std::vector<std::string>& command, std::string_view input,
             const std::map<std::string, std::string>& environment) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe in;
  Pipe out;
  Pipe err;
  const pid_t pid = start(command, environment, in.ends[0], out.ends[1], err.ends[1]);
  close_end(in.ends[0]);
  close_end(out.ends[1]);
  close_end(err.ends[1]);
  if (input.empty()) close_end(in.ends[1]);
  fcntl(in.ends[1], F_SETFL, O_NONBLOCK);

  Finished result;
  while (out.ends[0] >= 0 || err.ends[0] >= 0) {
    std::array<pollfd, 3> waiting{pollfd{out.ends[0], POLLIN, 0}, pollfd{err.ends[0], POLLIN, 0},
                                  pollfd{in.ends[1], POLLOUT, 0}};
    if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) break;
    for (int which = 0; which < 2; ++which) {
      if (waiting.at(static_cast<std::size_t>(which)).revents == 0) continue;
      std::array<char, 65536> buffer{};
      int& descriptor = which == 0 ? out.ends[0] : err.ends[0];
      const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
      if (got > 0) {
        (which == 0 ? result.out : result.err).append(buffer.data(), static_cast<std::size_t>(got));
      } else if (got == 0 || errno != EINTR) {
        close_end(descriptor);
      }
    }
    if (in.ends[1] >= 0 && waiting[2].revents != 0) {
      const ssize_t put = ::write(in.ends[1], input.data(), input.size());
      if (put > 0) input.remove_prefix(static_cast<std::size_t>(put));
      if (input.empty() || (put < 0 && errno != EAGAIN && errno != EINTR)) close_end(in.ends[1]);
    }
  }
  close_end(in.ends[1]);
  int raw = 0;
  while (waitpid(pid, &raw, 0) < 0 && errno == EINTR) {
  }
  result.status = exit_status(raw);
  return result;
}

Process::Process(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe in;
  Pipe out;
  pid_ = start(command, environment, in.ends[0], out.ends[1], -1);
  close_end(in.ends[0]);
  close_end(out.ends[1]);
  input_ = in.ends[1];
  output_ = out.ends[0];
}

Process::~Process() {
  close_end(input_);
  close_end(output_);
  if (wait(3000) == -1) {
    signal(SIGKILL);
    wait();
  }
}

bool Process::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(input_, bytes.data(), bytes.size());
    if (put > 0) bytes.remove_prefix(static_cast<std::size_t>(put));
    if (put < 0 && errno != EINTR) return false;
  }
  return true;
}

void Process::close_input() { close_end(input_); }
void Process::close_output() { close_end(output_); }

std::string Process::read(std::size_t size, int milliseconds) {
  const auto deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
  std::string bytes;
  while (bytes.size() < size) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd waiting{output_, POLLIN, 0};
    if (left <= 0 || poll(&waiting, 1, static_cast<int>(left)) == 0) break;
    std::array<char, 65536> buffer{};
    const ssize_t got = ::read(output_, buffer.data(), std::min(buffer.size(), size - bytes.size()));
    if (got == 0 || (got < 0 && errno != EINTR)) break;
    if (got > 0) bytes.append(buffer.data(), static_cast<std::size_t>(got));
  }
  return bytes;
}

void Process::signal(int number) const { kill(pid_, number); }

int Process::wait(int milliseconds) {
  const auto deadline = Clock::now() + std::chrono::milliseconds(milliseconds);
  while (!reaped_) {
    int raw = 0;
    const pid_t ended = waitpid(pid_, &raw, WNOHANG);
    if (ended == pid_) {
      status_ = exit_status(raw);
      reaped_ = true;
      break;
    }
    if (Clock::now() > deadline) return -1;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return status_;
}

}  // namespace feedwitness::tests
