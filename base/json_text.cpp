#include "base/json_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace feedwitness {
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

template <typename Number>
void append_number(std::string& out, Number value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end.ptr);
}

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

std::string& JsonObject::member(std::string_view key) {
  if (!first_) out_ += ',';
  first_ = false;
  out_ += '"';
  out_ += key;  // keys are ours: nothing in them needs escaping
  out_ += "\":";
  return out_;
}

void JsonObject::text(std::string_view key, std::string_view value) { append_json_string(member(key), value); }

void JsonObject::text_or_null(std::string_view key, std::string_view value) {
  if (value.empty()) {
    member(key) += "null";
  } else {
    text(key, value);
  }
}

void JsonObject::text_if_any(std::string_view key, std::string_view value) {
  if (!value.empty()) text(key, value);
}

void JsonObject::number(std::string_view key, std::int64_t value) { append_number(member(key), value); }

void JsonObject::number_if_any(std::string_view key, std::optional<std::int64_t> value) {
  if (value) number(key, *value);
}

void JsonObject::real_if_any(std::string_view key, std::optional<double> value) {
  if (value) append_number(member(key), *value);
}

void JsonObject::boolean(std::string_view key, bool value) { member(key) += value ? "true" : "false"; }

void JsonObject::boolean_if_any(std::string_view key, std::optional<bool> value) {
  if (value) boolean(key, *value);
}

void JsonObject::json(std::string_view key, std::string_view value) { member(key) += value; }

void JsonObject::json_if_any(std::string_view key, std::string_view value) {
  if (!value.empty()) json(key, value);
}

}  // namespace feedwitness
