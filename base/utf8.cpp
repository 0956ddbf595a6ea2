#include "base/utf8.h"

namespace feedwitness {
namespace {

// Where `text` first is no UTF-8; its size when all of it is.
std::size_t first_fault(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0) break;
    at += length;
  }
  return at;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(at < text.size() ? text[at] : 0); };
  const auto follows = [&](std::size_t at) { return (byte(at) & 0xC0U) == 0x80U; };
  const unsigned char first = byte(0);
  const unsigned char second = byte(1);
  if (first < 0x80) return text.empty() ? 0 : 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool is_overlong = first == 0xE0 && second < 0xA0;
    const bool is_surrogate = first == 0xED && second > 0x9F;
    return follows(1) && follows(2) && !is_overlong && !is_surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool is_overlong = first == 0xF0 && second < 0x90;
    const bool is_above = first == 0xF4 && second > 0x8F;
    return follows(1) && follows(2) && follows(3) && !is_overlong && !is_above ? 4 : 0;
  }
  return 0;
}

std::string well_formed(std::string text) {
  std::size_t fault = first_fault(text, 0);
  if (fault == text.size()) return text;
  std::string mended;
  std::size_t copied = 0;
  for (; fault < text.size(); fault = first_fault(text, copied)) {
    mended.append(text, copied, fault - copied).append("\xEF\xBF\xBD");
    copied = fault + 1;
  }
  return mended.append(text, copied);
}

}  // namespace feedwitness
