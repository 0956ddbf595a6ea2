#include "views/xml_text.h"

#include <array>

#include <date/date.h>

#include "base/utf8.h"

namespace feedwitness::views {

void append_element(std::string& out, std::string_view name, std::string_view text) {
  out.append("<").append(name).append(">");
  for (const char c : well_formed(std::string{text})) {
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
  out.append("</").append(name).append(">\n");
}

std::string rfc822(Time time) {
  return date::format("%a, %d %b %Y %H:%M:%S GMT", date::floor<std::chrono::seconds>(time));
}

}  // namespace feedwitness::views
