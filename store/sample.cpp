#include "store/sample.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "store/row_reader.h"

namespace feedwitness::store {
namespace {

constexpr std::size_t kShortest = 8;
constexpr std::size_t kSlice = 40;
constexpr std::size_t kLongWord = 12;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

void Sample::add_text(std::string_view text) {
  if (text.size() < kShortest) return;
  std::size_t from = 0;
  if (text.size() > kSlice) from = std::uniform_int_distribution<std::size_t>{0, text.size() - kSlice}(random_);
  add(std::string{text.substr(from, kSlice)});
}

void Sample::add_id(std::string_view bytes) {
  HexBuffer digits{};
  const std::string_view hex = write_hex(digits, bytes);
  if (hex.empty()) return;
  add(std::string{bytes});
  add(std::string{hex});
}

void Sample::add_word(std::string_view text) {
  for (auto begin = text.begin(); begin != text.end();) {
    begin = std::find_if(begin, text.end(), is_letter);
    const auto end = std::find_if_not(begin, text.end(), is_letter);
    // A byte beyond ASCII beside it: only part of a word.
    const bool is_whole = (begin == text.begin() || static_cast<unsigned char>(*(begin - 1)) < 0x80) &&
                          (end == text.end() || static_cast<unsigned char>(*end) < 0x80);
    if (is_whole && static_cast<std::size_t>(end - begin) >= kLongWord) {
      std::string tail{end - static_cast<std::ptrdiff_t>(kShortest), end};
      std::transform(tail.begin(), tail.end(), tail.begin(), lower);
      add(std::move(tail));
    }
    begin = end;
  }
}

// Reservoir sampling (Vitter's algorithm R).
void Sample::add(std::string string) {
  ++offered_;
  if (strings_.size() < kSize) {
    if (std::find(strings_.begin(), strings_.end(), string) == strings_.end()) strings_.push_back(std::move(string));
    return;
  }
  const std::size_t place = std::uniform_int_distribution<std::size_t>{0, offered_ - 1}(random_);
  if (place < kSize) strings_[place] = std::move(string);
}

}  // namespace feedwitness::store
