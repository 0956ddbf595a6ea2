#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/command.h"

namespace feedwitness::cli {

// One line on a terminal that says how far a long work is; nothing where stderr is no terminal. Gone when the work
// ends.
class Progress {
 public:
  Progress(Screen& screen, std::string what) : screen_(screen), what_(std::move(what)) {}
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::int64_t done, std::int64_t all);
  // Makes room for a line that stays.
  void clear();

 private:
  Screen& screen_;
  std::string what_;
  std::chrono::steady_clock::time_point last_{};
  bool shown_ = false;
};

}  // namespace feedwitness::cli
