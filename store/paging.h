#pragma once

#include <cstdint>
#include <optional>

#include "store/sqlite.h"
#include "store/store.h"

// Where a page begins, without walking over what it skips.
//
// Public impressions are ordered by (time, key). Every kRankStride-th of them, counted from the oldest, is marked in
// `rank_marks` with its rank, so that new impressions, which come at the other end, move no mark. To find a rank is to
// find the mark below it and to walk less than a stride over the index. An impression that comes or goes between older
// ones removes the marks after it (triggers, schema.cpp); the next reader that needs them puts them back.
namespace feedwitness::store {

inline constexpr std::int64_t kRankStride = 1000;

// An impression's place in the order by time.
struct Place {
  std::int64_t time = 0;
  std::int64_t key = 0;
};

// The place of the first row that the query gives. nullopt: it gives none. Does not look at `search`.
std::optional<Place> first_place(Database& database, const ImpressionQuery& query);

// How many rows the query gives without amount and skip. Does not look at `search`.
std::int64_t count_places(Database& database, const ImpressionQuery& query);

}  // namespace feedwitness::store
