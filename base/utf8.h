#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feedwitness {

// The length of the UTF-8 sequence at the start of `text`; 0 when there is none (The Unicode Standard, table 3-7).
std::size_t utf8_length(std::string_view text);

// `text` with U+FFFD in place of each byte that is no UTF-8; the same text, not copied, when there is none.
std::string well_formed(std::string text);

}  // namespace feedwitness
