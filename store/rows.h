#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "parser/record.h"

namespace feedwitness::store {

// One stored impression with all that is known of it. Views point into the database's page and live until the next
// next(). Of a private impression only order, time and the timeline's columns are set.
struct ImpressionRow {
  std::int64_t key = 0;            // internal; the keyset of paging
  std::string_view impression_id;  // 40 hex digits
  std::string_view timeline_id;    // 40 hex digits
  std::string_view timeline;       // pseudonym
  std::string_view user;           // pseudonym
  Time start_time;                 // of the timeline
  std::string_view location;
  std::string_view platform;
  std::string_view position;
  int order = 0;
  Time time;
  bool is_public = false;
  std::optional<double> seen_ratio;
  std::optional<std::int64_t> seen_milliseconds;

  std::string_view html_id;  // 40 hex digits; the `id` of the seed's summary
  std::string_view html;     // this and the next three only with ImpressionQuery::with_html
  std::string_view language;
  std::chrono::minutes utc_offset{0};
  std::string_view rendered;

  int parser_version = 0;
  parser::Era era = parser::Era::unknown;
  parser::Nature nature = parser::Nature::unknown;
  parser::Understanding understanding = parser::Understanding::unknown;
  std::string_view semantic_id;  // 40 hex digits; empty without text
  std::string_view source;
  std::string_view source_link;
  std::string_view source_id;
  std::string_view display_source;
  std::string_view reason;
  std::string_view post_id;
  std::string_view perma_link;
  std::string_view fblinktype;
  std::string_view ad_id;
  std::optional<parser::PublicationTime> publication_time;
  std::string_view text;   // the own text
  std::string_view texts;  // JSON array of strings: the seed's texts
  std::int64_t textsize = 0;
  std::optional<bool> truncated;
  bool has_card = false;
  std::string_view card_type;
  std::string_view card_link;
  bool card_is_valid = false;
  std::string_view card_site_name;
  std::string_view card_title;
  std::string_view card_description;
  std::optional<std::int64_t> images_count;
  std::string_view captions;  // JSON array of strings
  std::optional<bool> video;
  std::optional<bool> video_autoplay;
  std::array<std::optional<parser::Count>, parser::kReactionCount> reactions;
  std::optional<parser::Count> reactions_total;
  std::optional<parser::Count> comments;
  std::optional<parser::Count> shares;
  std::string_view shared;    // JSON object, the keys of views/fbtrex's sharedFrom; empty when it shares nothing
  std::string_view evidence;  // JSON array of {field, signal, says}

  // How many earlier impressions had the same semantic_id; only with ImpressionQuery::with_repetition.
  std::optional<std::int64_t> seen_before;
};

struct TimelineRow {
  std::int64_t key = 0;  // internal; for ImpressionQuery::timeline and Deletion::timelines
  std::string_view timeline_id;
  std::string_view timeline;  // pseudonym
  Time start_time;
  std::string_view location;
  std::string_view platform;
  std::string_view position;
  std::int64_t impressions = 0;
  // Only with TimelineQuery::with_counts.
  std::int64_t private_impressions = 0;
  std::int64_t organic = 0;
  std::int64_t sponsored = 0;
  std::int64_t unknown_nature = 0;
  std::int64_t highest_order = 0;
  std::optional<Time> first_impression;
  std::optional<Time> last_impression;
};

// A query in progress. `if (auto row = cursor.next()) ...` until it gives nullptr; failed() then tells an end from an
// error.
class ImpressionCursor {
 public:
  ImpressionCursor(ImpressionCursor&&) noexcept;
  ImpressionCursor& operator=(ImpressionCursor&&) noexcept;
  ~ImpressionCursor();

  const ImpressionRow* next();
  const std::optional<Error>& failed() const;

 private:
  friend class Store;
  struct State;
  explicit ImpressionCursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class TimelineCursor {
 public:
  TimelineCursor(TimelineCursor&&) noexcept;
  TimelineCursor& operator=(TimelineCursor&&) noexcept;
  ~TimelineCursor();

  const TimelineRow* next();
  const std::optional<Error>& failed() const;

 private:
  friend class Store;
  struct State;
  explicit TimelineCursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace feedwitness::store
