#pragma once

#include <span>

#include "views/view.h"

namespace feedwitness::views::activity {

// The feed to subscribe to, and the notices that remove from it (docs/activity.md).
std::span<const View> views();

}  // namespace feedwitness::views::activity
