#include "views/xml_text.h"

#include <array>

#include <date/date.h>

#include "base/utf8.h"

namespace feedwitness::views {

namespace {

// U+FFFE and U+FFFF are well-formed UTF-8 and no characters of XML.
bool is_no_character(std::string_view rest) {
  return rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF");
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
  const std::string whole = well_formed(std::string{text});
  for (std::size_t at = 0; at < whole.size(); ++at) {
    const char c = whole[at];
    if (is_no_character(std::string_view{whole}.substr(at))) {
      at += 2;
      continue;
    }
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '\n':
      case '\t': out += c; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
  }
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
