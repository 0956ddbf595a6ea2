#pragma once

#include <string>
#include <string_view>

#include "base/time.h"

namespace feedwitness::views {

// Escaped for what stands between tags; what XML 1.0 cannot hold at all is left out.
void append_text(std::string& out, std::string_view text);

// A space and name="value". append_address: an IRI, in which what may not stand in one is percent-encoded (RFC 3987).
void append_attribute(std::string& out, std::string_view name, std::string_view value);
void append_address(std::string& out, std::string_view name, std::string_view address);

// <name>text</name> and a line feed; what XML 1.0 cannot hold at all is left out.
void append_element(std::string& out, std::string_view name, std::string_view text);

// "Sun, 22 Nov 2026 18:30:00 GMT": the dates of RSS.
std::string rfc822(Time time);

}  // namespace feedwitness::views
