#include "host/splice.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/utf8.h"

namespace feedwitness::host {
namespace {

// Strings of more raw bytes than this are large.
constexpr std::size_t kLarge = 2048;

constexpr std::uint64_t repeated(unsigned char byte) { return 0x0101010101010101U * byte; }
constexpr std::uint64_t kHighBits = repeated(0x80);

// High bits set where a byte of `word` is zero, and perhaps above the first of them.
constexpr std::uint64_t zero_bytes(std::uint64_t word) { return (word - repeated(1)) & ~word & kHighBits; }

// True when a byte ends a run of plain characters: a quote, a backslash, a control character, or anything not ASCII.
bool is_special(unsigned char c) { return c == '"' || c == '\\' || c < 0x20 || c >= 0x80; }
bool has_special(std::uint64_t word) {
  const std::uint64_t control = (word - repeated(0x20)) & ~word & kHighBits;
  return (zero_bytes(word ^ repeated('"')) | zero_bytes(word ^ repeated('\\')) | control | (word & kHighBits)) != 0;
}

std::size_t end_of_plain(std::string_view text, std::size_t at) {
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    if (has_special(word)) break;
  }
  while (at < text.size() && !is_special(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

std::optional<std::uint32_t> read_hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    const auto lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      value = value * 16 + static_cast<std::uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      value = value * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) return put(point);
  if (point < 0x800) {
    put(0xC0U | (point >> 6U));
  } else if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3FU));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
    put(0x80U | ((point >> 6U) & 0x3FU));
  }
  put(0x80U | (point & 0x3FU));
}

// Appends what \uXXXX at the start of `text` stands for, a pair of surrogates included; the length read, 0 for a fault.
std::size_t unescape_unicode(std::string_view text, std::string& out) {
  const auto first = read_hex4(text.substr(2));
  if (!first) return 0;
  if (*first < 0xD800 || *first > 0xDFFF) {
    append_utf8(out, *first);
    return 6;
  }
  const auto second = text.substr(6, 2) == "\\u" ? read_hex4(text.substr(8)) : std::nullopt;
  if (*first > 0xDBFF || !second || *second < 0xDC00 || *second > 0xDFFF) return 0;
  append_utf8(out, 0x10000U + ((*first - 0xD800U) << 10U) + (*second - 0xDC00U));
  return 12;
}

// The same for any escape.
std::size_t unescape_one(std::string_view text, std::string& out) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kCharacters = "\"\\/\b\f\n\r\t";
  if (text.size() < 2) return 0;
  if (text[1] == 'u') return unescape_unicode(text, out);
  const std::size_t which = kNames.find(text[1]);
  if (which == std::string_view::npos) return 0;
  out += kCharacters[which];
  return 2;
}

// Unescapes a raw string strictly; nullopt for any fault.
std::optional<std::string> unescape(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  std::size_t run = 0;  // start of what is not yet copied
  for (std::size_t at = end_of_plain(raw, 0); at < raw.size(); at = end_of_plain(raw, at)) {
    if (raw[at] == '\\') {
      out.append(raw, run, at - run);
      const std::size_t read = unescape_one(raw.substr(at), out);
      if (read == 0) return std::nullopt;
      at += read;
      run = at;
    } else {
      const std::size_t length = utf8_length(raw.substr(at));
      if (length < 2) return std::nullopt;  // 1: a control character
      at += length;
    }
  }
  out.append(raw, run);
  return out;
}

// Where the string ends that starts after the quote before `at`: the index of its closing quote, npos without one.
std::size_t end_of_string(std::string_view json, std::size_t at) {
  for (;;) {
    const std::size_t quote = json.find('"', at);
    if (quote == std::string_view::npos) return quote;
    std::size_t backslashes = 0;
    while (backslashes < quote - at && json[quote - 1 - backslashes] == '\\') ++backslashes;
    if (backslashes % 2 == 0) return quote;
    at = quote + 1;
  }
}

}  // namespace

std::optional<Spliced> splice(std::string_view json) {
  if (json.size() < kLarge) return std::nullopt;
  Spliced spliced;
  std::size_t copied = 0;
  for (std::size_t open = json.find('"'); open != std::string_view::npos; open = json.find('"', open)) {
    const std::size_t close = end_of_string(json, open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view raw = json.substr(open + 1, close - open - 1);
    if (raw.size() > kLarge) {
      auto text = unescape(raw);
      if (!text) return std::nullopt;
      spliced.rest.append(json, copied, open - copied);
      spliced.rest.append("\"\\u0001").append(std::to_string(spliced.large.size())).append("\"");
      spliced.large.push_back(std::move(*text));
      copied = close + 1;
    } else if (raw.find("\\u0001") != std::string_view::npos) {
      return std::nullopt;
    }
    open = close + 1;
  }
  if (spliced.large.empty()) return std::nullopt;
  spliced.rest.append(json, copied);
  return spliced;
}

}  // namespace feedwitness::host
