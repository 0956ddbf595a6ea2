#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "store/annotations.h"
#include "store/rows.h"
#include "store/store.h"

// What the graph walks: from each of some rows to those that belong to it, in one statement however many they are, and
// to the next page at the same cost at any depth.
namespace feedwitness::store {

// From what to what, and in which order. The newest impression of a post gives its content; `creation` is when that
// says the post was published, or when it was shown where it does not say.
enum class Walk : std::uint8_t {
  posts,           // of the store, by creation
  source_posts,    // of a source_link, by creation
  source_photos,   // those whose own page is a photo's
  source_videos,   // those whose own page is a video's
  link_posts,      // of a card_link, by creation
  impressions,     // of the store, by time, private ones too
  shown,           // impressions of a post_id, by time
  orders,          // impressions of a TimelineRow::key, by order
  source,          // impressions of a source_link, by creation
  source_numbers,  // impressions of a source_id, by key
  link,            // impressions of a card_link, by creation
  keyed,           // the impression of a key
};

// A row's place in its order.
struct GraphPlace {
  std::int64_t order = 0;  // a time in milliseconds, or an order
  std::int64_t key = 0;

  bool operator==(const GraphPlace&) const = default;
};

struct Range {
  bool ascending = false;
  std::int64_t limit = 0;  // for each row that is walked from
  std::int64_t offset = 0;
  std::optional<GraphPlace> after = {};  // in the direction of the walk, exclusive
  std::optional<std::int64_t> at = {};   // only rows with this in GraphPlace::order
  std::optional<Time> since = {};        // inclusive; of the order where that is a time, else of the impression
  std::optional<Time> until = {};        // inclusive
};

// Rows of `walk` from each of the names (post ids, addresses, keys as decimal texts; one empty name where the walk is
// of the store), in their order and then in that of the walk. `from` is the index of the name. Of the timeline's
// columns a row has its timeline_id.
Result<void> walk(Store& store, Walk kind, const std::vector<std::string>& names, const Range& range,
                  const std::function<void(std::size_t from, const GraphPlace& place, const ImpressionRow& row)>& use);

// How many rows the walk has from each of the names; limit, offset and after are not looked at.
Result<std::vector<std::int64_t>> count_walk(Store& store, Walk kind, const std::vector<std::string>& names,
                                             const Range& range);

// The same for timelines, by start_time. With `at_key`, that timeline alone.
Result<void> walk_timelines(Store& store, const Range& range,
                            const std::function<void(const GraphPlace& place, const TimelineRow& row)>& use);
Result<std::optional<std::int64_t>> timeline_key(Store& store, std::string_view timeline_id);
Result<bool> read_timeline(Store& store, std::int64_t key, const std::function<void(const TimelineRow&)>& use);

// The same for annotations on nodes of one kind, by creation. An empty `label`: any name.
struct NotesOf {
  std::optional<Noted> kind;  // nullopt: all of the supporter, whatever they are about
  std::string label;
};
Result<void> walk_annotations(
    Store& store, const NotesOf& of, const std::vector<std::string>& names, const Range& range,
    const std::function<void(std::size_t from, const GraphPlace& place, const AnnotationRow& row)>& use);
Result<bool> read_annotation(Store& store, std::int64_t key, const std::function<void(const AnnotationRow&)>& use);

// What cursors are signed with: of this store alone, and no other key can be told from it.
Result<identity::Secret> cursor_key(Store& store);

}  // namespace feedwitness::store
