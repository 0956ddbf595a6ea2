#pragma once

#include <span>

#include "views/view.h"

namespace feedwitness::views::fbtrex {

// The calls of the fbtrex API v2 over the local store, docs/fbtrex.md: its paths, names and shapes.
std::span<const View> views();

}  // namespace feedwitness::views::fbtrex
