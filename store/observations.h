#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "parser/record.h"

// Posts as their accounts published them, and what was counted of each whenever it was shown. An account is known by
// the address of its page, group or profile (source_link); posts whose publisher has none belong to the account "".
namespace feedwitness::store {

// A post with an id and a time of publication.
struct PublishedPost {
  std::int64_t impression = 0;        // ImpressionRow::key of one that showed it: names the post inside the store
  parser::PublicationTime published;  // the most precise that was seen
};

// The counts of a post at one moment, and what tells its kind. Texts live until the next observation.
struct Observation {
  std::int64_t impression = 0;  // ImpressionRow::key
  Time time;
  std::string_view account;
  std::array<std::optional<std::int64_t>, parser::kReactionCount> reactions;
  std::optional<std::int64_t> reactions_total;
  std::optional<std::int64_t> comments;
  std::optional<std::int64_t> shares;
  std::optional<bool> video;
  std::optional<std::int64_t> images_count;
  std::string_view fblinktype;
  std::string_view card_type;  // empty: no link attachment
  std::string_view card_link;
};

// What a text must hold: all phrases of one of the lists.
using SearchTerms = std::vector<std::vector<std::string>>;

}  // namespace feedwitness::store
