#pragma once

#include "store/store.h"
#include "views/view.h"

namespace feedwitness::views::fbtrex {

// What `paging` and `search` ask for: public impressions, newest first.
store::ImpressionQuery query_of(const Question& question);

}  // namespace feedwitness::views::fbtrex
