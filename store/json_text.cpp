#include "store/json_text.h"

#include <algorithm>
#include <array>

namespace feedwitness::store {
namespace {

// For each byte that must be escaped, the letter of its short escape, or 'u' where it has none. 0: copied as it is.
constexpr std::array<char, 256> kEscapes = [] {
  std::array<char, 256> escapes{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) escapes.at(byte) = 'u';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\n'] = 'n';
  escapes['\r'] = 'r';
  escapes['\t'] = 't';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}();

char escape_of(char c) { return kEscapes[static_cast<unsigned char>(c)]; }

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  while (!text.empty()) {
    const auto* special = std::find_if(text.begin(), text.end(), [](char c) { return escape_of(c) != 0; });
    out.append(text.begin(), special);
    if (special == text.end()) break;
    out += '\\';
    out += escape_of(*special);
    if (escape_of(*special) == 'u') {
      const auto byte = static_cast<unsigned char>(*special);
      out += "00";
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0xFU];
    }
    text.remove_prefix(static_cast<std::size_t>(special - text.begin()) + 1);
  }
  out += '"';
}

}  // namespace feedwitness::store
