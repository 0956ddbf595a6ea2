#pragma once

#include <span>

#include "views/view.h"

// Graph conventions over the store: nodes and edges with fields, expansion and paging, the supporter's own annotations,
// batches and oEmbed. docs/graph.md is the contract.
namespace feedwitness::views::graph {

std::span<const View> views();

}  // namespace feedwitness::views::graph
