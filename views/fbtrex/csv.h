#pragma once

#include "views/view.h"

namespace feedwitness::views::fbtrex {

// personal/$token/csv/$paging of the fbtrex API, docs/fbtrex.md: RFC 4180, UTF-8, the seed's fifteen columns, then the
// counts and the id. An empty cell is unknown. Parameters: paging (1000-0; at most 10,000,000), search.
extern const View kCsv;

}  // namespace feedwitness::views::fbtrex
