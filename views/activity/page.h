#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/feed.h"

namespace feedwitness::views::activity {

// Where a page begins, and which impressions the walk that it belongs to looks at.
struct Cursor {
  store::FeedPlace place;
  std::int64_t newest_impression = 0;
};

// Opaque to whoever follows a link; nullopt for what was never written.
std::string write_cursor(const Cursor& cursor);
std::optional<Cursor> read_cursor(std::string_view text);

// What is asked for: of `source_link`, `nature` and `label` those that are given.
struct Wanted {
  std::string source_link;
  std::optional<parser::Nature> nature;
  std::string label;  // a topic (views/topics.h)
  std::int64_t amount = 0;
  std::optional<Cursor> after;   // older than
  std::optional<Cursor> before;  // newer than
};

struct Page {
  std::vector<store::FeedPlace> places;  // the newest first
  std::optional<Cursor> next;            // older ones: `after`
  std::optional<Cursor> previous;        // newer ones: `before`
};

// A page. For a label at most kMostLooked posts are looked at, so that a page can hold fewer than were asked for and
// still have a next one; no next one is the end.
inline constexpr std::int64_t kMostLooked = 5'000;
Result<Page> find_page(store::Store& store, const Wanted& wanted);

}  // namespace feedwitness::views::activity
