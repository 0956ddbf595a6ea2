#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/removals.h"

namespace feedwitness::views::activity {

// A notice is at most so large, and names at most so many posts or authors.
inline constexpr std::size_t kLargestNotice = std::size_t{4} << 20U;
inline constexpr std::size_t kMostRemovals = 10'000;

struct Notice {
  std::vector<store::Removal> removals;
  std::int64_t unreadable = 0;  // removals of something that cannot be told: no known address, number or author
  std::int64_t others = 0;      // entries that remove nothing
};

// Reads removals: a feed, a document of one entry, or entries one after the other, in either of two shapes.
//
//   Public Feed API, "Removing Posts": an <entry> whose <activity:verb> ends in "/delete", however broken its end is
//   ("delete[CB24] /"), or that has <deleted> and no verb. It names a post by <id>, a permalink in any form of the
//   site's, escaped once or more often ("&amp;amp;"), or by <fb:id>; without either, all of its <author>, by <fb:id>,
//   <uri>, <permanent_uri>, <display_uri>. An <id> that cannot be read never means the author.
//
//   RFC 6721: <at:deleted-entry ref="permalink">.
//
// No entry at all, and nothing else, is a notice that names nothing. Prefixes do not matter beyond telling <id> from
// <fb:id>; attributes need no space between them.
//
// Errors: bad_request for what is no XML of this kind, has a document type (so neither entities nor external files are
// ever looked at), or is nested deeper than 32 elements; too_large.
Result<Notice> read_notice(std::string_view xml);

}  // namespace feedwitness::views::activity
