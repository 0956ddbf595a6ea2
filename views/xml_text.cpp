#include "views/xml_text.h"

#include <algorithm>

#include <date/date.h>

#include "base/utf8.h"

namespace feedwitness::views {

namespace {

// U+FFFE and U+FFFF are well-formed UTF-8 and no characters of XML.
bool is_no_character(std::string_view rest) {
  return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

}  // namespace

// Whole runs are copied: a feed is made of little else than text.
void append_text(std::string& out, std::string_view text) {
  std::size_t copied = 0;
  const auto replace = [&](std::size_t at, std::size_t size, std::string_view by) {
    out.append(text, copied, at - copied).append(by);
    copied = at + size;
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    std::size_t size = 1;
    if (byte >= 0x80) {
      const std::size_t length = utf8_length(text.substr(at));
      size = std::max(length, size);
      if (length == 0) replace(at, size, "\xEF\xBF\xBD");
      if (is_no_character(text.substr(at))) replace(at, size, "");
    } else if (byte == '&') {
      replace(at, 1, "&amp;");
    } else if (byte == '<') {
      replace(at, 1, "&lt;");
    } else if (byte == '>') {
      replace(at, 1, "&gt;");
    } else if (byte < 0x20 && byte != '\n' && byte != '\t') {
      replace(at, 1, "");
    }
    at += size;
  }
  out.append(text, copied);
}

void append_element(std::string& out, std::string_view name, std::string_view text) {
  out.append("<").append(name).append(">");
  append_text(out, text);
  out.append("</").append(name).append(">\n");
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  std::string text;
  append_text(text, value);
  out.append(" ").append(name).append("=\"");
  for (const char c : text) {
    if (c == '"') {
      out += "&quot;";
    } else {
      out += c == '\n' || c == '\t' ? ' ' : c;
    }
  }
  out += '"';
}

void append_address(std::string& out, std::string_view name, std::string_view address) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string sound;
  for (const char c : well_formed(std::string{address})) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F || std::string_view{"\"<>\\^`{|}"}.find(c) != std::string_view::npos) {
      sound.append("%").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 0xFU]);
    } else {
      sound += c;
    }
  }
  append_attribute(out, name, sound);
}

std::string rfc822(Time time) {
  return date::format("%a, %d %b %Y %H:%M:%S GMT", date::floor<std::chrono::seconds>(time));
}

}  // namespace feedwitness::views
