#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"

namespace CLI {
class App;
}

namespace feedwitness::cli {

// A standard stream and what is known of it.
struct Screen {
  std::ostream& stream;
  bool is_terminal = false;
  int columns = 120;  // of the terminal; where there is none, what a wide one has
};

// The outside world, as a command sees it. Made once, in main.
struct World {
  std::function<std::string(std::string_view)> variable;  // of the environment; empty when it is not set
  std::function<Time()> now;
  std::filesystem::path program;  // the feedwitness that runs
  std::istream& in;
  bool in_is_terminal = false;
  Screen out;
  Screen err;
};

// What a command does once its options are read. An Error ends the program with its message and its number.
using Run = std::function<Result<void>(World& world)>;

// A sub-command: one file of this folder gives one, and main.cpp names it in its table.
struct Command {
  std::string_view group;             // under which --help lists it
  std::string_view name;              // "import"
  std::string_view help;              // one line
  std::string_view examples;          // shown below the options
  Run (*prepare)(CLI::App& command);  // adds the options; what it gives holds their values
};

}  // namespace feedwitness::cli
