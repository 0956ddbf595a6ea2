#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"

namespace feedwitness::parser {

// Gumbo takes quadratic time or worse for markup that nests deeply, repeats attributes or needs much repair: 75 KB can
// keep it busy for seconds. So markup is looked through first, once, in linear time, and refused beyond these bounds.
// What is accepted takes Gumbo's linear time, under a second for the largest html, and at most `kStepLimit` steps of a
// few nanoseconds in its loops. Real pages stay far below all of them.
inline constexpr std::size_t kDepthLimit = 512;      // open elements
inline constexpr std::size_t kAttributeLimit = 256;  // of one tag
inline constexpr std::size_t kFormattingLimit = 64;  // open <a>, <b>, <font> ... that a text is in
constexpr std::size_t step_limit(std::size_t html_size) { return (std::size_t{32} << 20U) + 16 * html_size; }

// What the look tells besides.
struct Markup {
  bool is_page = false;  // a doctype, <html>, <head> or <body> stands in it, else it is a fragment
};

// Errors: too_large, unsafe_html.
Result<Markup> check_markup(std::string_view html);

}  // namespace feedwitness::parser
