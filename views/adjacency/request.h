#pragma once

#include "views/adjacency/around.h"
#include "views/view.h"

namespace feedwitness::views::adjacency {

// The timelines that `platform` and `position` name; `any` is every position.
store::Placement placement_of(const Question& question);

// That, with `from` and `to` by the clock of `timezone`, `distance` and `advertiser`, as far as the call takes them.
// Lives as long as the question. Errors: bad_request.
Result<Selection> read_selection(const Question& question);

}  // namespace feedwitness::views::adjacency
