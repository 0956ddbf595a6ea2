#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "identity/identity.h"
#include "parser/record.h"

// Advertisements and what stood around them. An advertisement is a public impression whose nature is sponsored.
namespace feedwitness::store {

class Store;

// Which timelines. What is empty is any.
struct Placement {
  std::string platform;  // "facebook"
  std::string position;  // "feed"
};

// An advertisement as the index gives it, without its row.
struct Ad {
  Time time;
  std::int64_t timeline = 0;  // TimelineRow::key
  int order = 0;
  identity::Id timeline_id{};
  std::string platform;
  std::string position;  // empty: unknown
  std::string source;
  std::string source_link;
  std::string source_id;
  std::string ad_id;
};

// One order of a timeline: of a private post nothing but order and time. Texts live until the next one.
struct PlacedPost {
  int order = 0;
  Time time;
  bool is_public = false;
  parser::Nature nature = parser::Nature::unknown;
  std::optional<double> seen_ratio;
  std::optional<std::int64_t> seen_milliseconds;
  std::string_view impression_id;  // 40 hex digits
  std::string_view post_id;
  std::string_view source;
  std::string_view source_link;
  std::string_view source_id;
  std::string_view perma_link;
  std::string_view ad_id;
  std::string_view text;
  std::string_view shared;  // as in ImpressionRow
};

// Those from one instant to another, by time: ask for a stretch that fits into memory, an hour or a day.
Result<std::vector<Ad>> ads(Store& store, const Placement& placement, Time from, Time to);

// The first instant from here on at which an advertisement was shown; the same for any impression, and the newest one.
Result<std::optional<Time>> next_ad(Store& store, const Placement& placement, Time from);
Result<std::optional<Time>> next_impression(Store& store, const Placement& placement, Time from);
Result<std::optional<Time>> last_impression(Store& store, const Placement& placement);

// What was captured of a timeline from one order to another, both inclusive, by order.
Result<void> each_placed(Store& store, std::int64_t timeline, int first, int last,
                         const std::function<void(const PlacedPost&)>& use);

// The same of a whole timeline, with order, time, audience and nature alone.
Result<void> each_order(Store& store, std::int64_t timeline, const std::function<void(const PlacedPost&)>& use);

}  // namespace feedwitness::store
