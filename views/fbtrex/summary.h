#pragma once

#include "views/view.h"

namespace feedwitness::views::fbtrex {

// personal/$token/summary/$paging of the fbtrex API, docs/fbtrex.md: one object per public impression, newest first.
// Parameters: paging (200-0; at most 10,000), search.
extern const View kSummary;

// The query that `paging` and `search` ask for: public impressions, newest first.
Result<store::ImpressionQuery> read_query(const Parameters& parameters, const PagingLimits& limits);

}  // namespace feedwitness::views::fbtrex
