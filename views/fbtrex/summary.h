#pragma once

#include <string>

#include "parser/record.h"
#include "store/rows.h"
#include "views/view.h"

namespace feedwitness::views::fbtrex {

// personal/$token/summary/$paging of the fbtrex API, docs/fbtrex.md: one object per public impression, newest first.
// Parameters: paging (200-0; at most 10,000), search.
extern const View kSummary;

// One row with the seed's names, in the seed's order, then ours. Also how `feedwitness parse` prints what it read: then
// the row has no ids and no times.
void append_summary_row(std::string& out, const store::ImpressionRow& row, parser::Visibility visibility);

// The query that `paging` and `search` ask for: public impressions, newest first.
Result<store::ImpressionQuery> read_query(const Parameters& parameters, const PagingLimits& limits);

}  // namespace feedwitness::views::fbtrex
