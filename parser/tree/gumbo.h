#pragma once

#include <string_view>

#include "base/error.h"
#include "parser/tree/builder.h"

namespace feedwitness::parser {

// How much memory Gumbo may take for one html; what would take more is refused with unsafe_html. Pages of the site take
// about twelve times their size. The tree itself takes less than half of what Gumbo took.
constexpr std::size_t gumbo_memory_limit(std::size_t html_size) { return (std::size_t{32} << 20U) + 16 * html_size; }

// Adds the nodes that Gumbo reads from `html` to `builder`.
Result<void> build_with_gumbo(std::string_view html, TreeBuilder& builder);

}  // namespace feedwitness::parser
