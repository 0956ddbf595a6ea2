#pragma once

#include <map>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace feedwitness::tests {

struct Finished {
  int status = -1;  // exit status; 128 + signal when a signal ended it
  std::string out;
  std::string err;
};

// Runs a program to its end. `environment` adds to this process's own.
Finished run(const std::vector<std::string>& command, std::string_view input = {},
             const std::map<std::string, std::string>& environment = {});

// A program with its stdin and stdout held open: the way a browser runs the host. stderr goes to this process's own.
class Process {
 public:
  explicit Process(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // false when the program no longer reads.
  bool write(std::string_view bytes);
  void close_input();
  void close_output();
  // Exactly `size` bytes, fewer at the end of the output or after `milliseconds`.
  std::string read(std::size_t size, int milliseconds = 10000);
  void signal(int number) const;
  pid_t pid() const { return pid_; }
  // The exit status as in Finished; -1 when it still runs after `milliseconds`.
  int wait(int milliseconds = 10000);

 private:
  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int status_ = -1;
  bool reaped_ = false;
};

}  // namespace feedwitness::tests
