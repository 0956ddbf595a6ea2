#pragma once

#include <string>
#include <string_view>

namespace feedwitness::parser {

// RFC 4648, section 4. What is no digit of it (line breaks, padding) is skipped.
std::string from_base64(std::string_view text);

// Without padding.
std::string to_base64(std::string_view bytes);

}  // namespace feedwitness::parser
