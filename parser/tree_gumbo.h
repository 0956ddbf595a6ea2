#pragma once

#include <string_view>

#include "base/error.h"
#include "parser/tree_builder.h"

namespace feedwitness::parser {

// How much of Gumbo's memory one html may take. What would take more is refused with unsafe_html. Real pages take four
// to nine times their size.
constexpr std::size_t gumbo_memory_limit(std::size_t html_size) { return (std::size_t{16} << 20U) + 16 * html_size; }

// Adds the nodes that Gumbo reads from `html` to `builder`.
Result<void> build_with_gumbo(std::string_view html, TreeBuilder& builder);

}  // namespace feedwitness::parser
