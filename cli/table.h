#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace feedwitness::cli {

// A captured text as one line that is safe to print: white space folded, and no character left that could steer the
// terminal or turn the order of the line around.
std::string one_line(std::string_view text);

// How many columns of a terminal a line takes.
int width_of(std::string_view line);

// Rows under titles, cut to the width of the screen.
class Table {
 public:
  struct Column {
    std::string title;
    bool right = false;  // numbers stand on the right
    int limit = 0;       // the widest it may grow; 0: what the others leave
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // As many cells as columns. Each is made one line.
  void add(const std::vector<std::string>& cells);
  void print(std::ostream& out, int screen_columns) const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace feedwitness::cli
