#pragma once

#include <span>

#include "views/view.h"

namespace feedwitness::views::adjacency {

// The calls of the Feed Verification API over the local store, and ours beside them, docs/adjacency.md.
std::span<const View> views();

}  // namespace feedwitness::views::adjacency
