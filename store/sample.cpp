#include "store/sample.h"

#include <algorithm>

#include "store/row_reader.h"
#include "store/scan.h"

namespace feedwitness::store {
namespace {

constexpr std::size_t kSlice = 40;
constexpr std::size_t kBlobSlice = 16;
constexpr std::size_t kBlobStride = 1024;
constexpr std::size_t kLongWord = 12;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

void Sample::add_text(std::string_view text) {
  if (text.size() <= kSlice) return add(text);
  for (std::size_t from = 0; from < text.size(); from += kSlice) {
    add(text.substr(std::min(from, text.size() - kSlice), kSlice));
  }
}

void Sample::add_blob(std::string_view bytes) {
  for (std::size_t from = kBlobSlice; from + kBlobSlice <= bytes.size(); from += kBlobStride) {
    add(bytes.substr(from, kBlobSlice));
  }
}

void Sample::add_id(std::string_view bytes) {
  HexBuffer digits{};
  add(bytes);
  add(write_hex(digits, bytes));
}

void Sample::add_words(std::string_view text) {
  for (const auto* begin = text.begin(); begin != text.end();) {
    begin = std::find_if(begin, text.end(), is_letter);
    const auto* end = std::find_if_not(begin, text.end(), is_letter);
    const bool is_whole = (begin == text.begin() || is_ascii(*(begin - 1))) && (end == text.end() || is_ascii(*end));
    if (is_whole && static_cast<std::size_t>(end - begin) >= kLongWord) {
      std::string tail{end - ByteScan::kShortest, end};
      std::transform(tail.begin(), tail.end(), tail.begin(), lower);
      add(tail);
    }
    begin = end;
  }
}

// Reservoir sampling (Vitter's algorithm R).
void Sample::add(std::string_view string) {
  if (string.size() < ByteScan::kShortest) return;
  if (strings_.size() < kSize) {
    if (!known_.emplace(string).second) return;
    ++offered_;
    strings_.emplace_back(string);
    return;
  }
  known_.clear();
  ++offered_;
  const std::size_t place = std::uniform_int_distribution<std::size_t>{0, offered_ - 1}(random_);
  if (place < kSize) strings_[place] = string;
}

}  // namespace feedwitness::store
