#include "cli/table.h"

#include <algorithm>
#include <cstddef>
#include <ostream>

#include <utf8proc.h>

namespace feedwitness::cli {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::string_view kCut = "…";
constexpr int kLeast = 16;  // columns that a cell without a limit keeps on a narrow screen

// The code point at the start of `text` and its length in bytes; a byte that is no UTF-8 reads as U+FFFD.
struct Character {
  utf8proc_int32_t code = 0xFFFD;
  std::size_t bytes = 1;
};

Character first_of(std::string_view text) {
  Character character;
  utf8proc_int32_t code = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const utf8proc_ssize_t size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (size > 0) character = {code, static_cast<std::size_t>(size)};
  return character;
}

bool is_space(utf8proc_int32_t code) {
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         category == UTF8PROC_CATEGORY_CC;
}

// Unicode UAX #9: the embeddings, overrides and isolates.
bool turns_the_line(utf8proc_int32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

// `line` in exactly `width` columns.
std::string fitted(std::string_view line, int width, bool right) {
  std::string cell(line);
  int used = width_of(line);
  if (used > width) {
    cell.clear();
    used = 0;
    while (!line.empty()) {
      const Character character = first_of(line);
      const int wide = utf8proc_charwidth(character.code);
      if (used + wide > width - 1) break;
      cell.append(line.substr(0, character.bytes));
      used += wide;
      line.remove_prefix(character.bytes);
    }
    cell += kCut;
    ++used;
  }
  const std::string space(static_cast<std::size_t>(std::max(0, width - used)), ' ');
  return right ? space + cell : cell + space;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line;
  bool gap = false;
  while (!text.empty()) {
    const Character character = first_of(text);
    const std::string_view bytes = text.substr(0, character.bytes);
    text.remove_prefix(character.bytes);
    if (is_space(character.code)) {
      gap = !line.empty();
    } else if (!turns_the_line(character.code)) {
      if (gap) line += ' ';
      gap = false;
      line += character.code == 0xFFFD ? std::string_view("\xEF\xBF\xBD") : bytes;
    }
  }
  return line;
}

int width_of(std::string_view line) {
  int width = 0;
  while (!line.empty()) {
    const Character character = first_of(line);
    width += utf8proc_charwidth(character.code);
    line.remove_prefix(character.bytes);
  }
  return width;
}

void Table::add(const std::vector<std::string>& cells) {
  std::vector<std::string>& row = rows_.emplace_back();
  for (const std::string& cell : cells) row.push_back(one_line(cell));
}

void Table::print(std::ostream& out, int screen_columns) const {
  std::vector<int> widths;
  int left = screen_columns - static_cast<int>(kGap.size() * (columns_.size() - 1));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    int width = width_of(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, width_of(row.at(i)));
    if (columns_[i].limit > 0) width = std::min(width, columns_[i].limit);
    widths.push_back(width);
    if (columns_[i].limit > 0) left -= width;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].limit == 0) widths[i] = std::min(widths[i], std::max(left, kLeast));
  }

  const auto print_row = [&](const auto& cell_of) {
    std::string line;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) line += kGap;
      line += fitted(cell_of(i), widths[i], columns_[i].right);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  };
  print_row([&](std::size_t i) { return columns_[i].title; });
  for (const auto& row : rows_) print_row([&](std::size_t i) { return row[i]; });
}

}  // namespace feedwitness::cli
