#pragma once

#include <optional>

#include "parser/record.h"

namespace feedwitness::intake {

// Whether the content of a post may be kept: its audience was found to be everybody. Whatever else was found, unknown
// audience included, fails closed; sponsored posts have no rule of their own. What could not be read besides is kept as
// html, for a parser that can.
inline bool is_open(const parser::Impression& impression) {
  return impression.visibility == parser::Visibility::public_post;
}

// The post of a fragment that was cut out of a page as one. Several are none: whose audience would count?
inline const parser::Impression* only_post(const parser::Feed& feed) {
  return feed.impressions.size() == 1 ? &feed.impressions.front() : nullptr;
}

}  // namespace feedwitness::intake
