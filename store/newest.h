#pragma once

namespace feedwitness::store {

// A condition on a row of `impressions`: no later impression of the same post is there, of those up to the key ?1. A
// post is known by its id, or else by its permalink.
inline constexpr const char* kIsNewest =
    " AND NOT EXISTS (SELECT 1 FROM impressions AS later WHERE later.post_id = impressions.post_id AND later.key <= ?1 "
    "AND (later.time, later.key) > (impressions.time, impressions.key))"
    " AND NOT EXISTS (SELECT 1 FROM impressions AS later INDEXED BY impressions_by_perma_link "
    "WHERE impressions.post_id IS NULL AND later.post_id IS NULL AND later.perma_link = impressions.perma_link "
    "AND later.key <= ?1 AND (later.time, later.key) > (impressions.time, impressions.key))";

}  // namespace feedwitness::store
