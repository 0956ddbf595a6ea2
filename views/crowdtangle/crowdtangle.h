#pragma once

#include <span>

#include "views/view.h"

namespace feedwitness::views::crowdtangle {

// The calls of CrowdTangle's API over the local store, and its file of posts, docs/crowdtangle.md.
std::span<const View> views();

}  // namespace feedwitness::views::crowdtangle
