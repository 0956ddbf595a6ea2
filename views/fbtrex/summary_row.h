#pragma once

#include <string>

#include "parser/record.h"
#include "store/rows.h"

namespace feedwitness::views::fbtrex {

// One row with the seed's names, in the seed's order, then ours. Also how `feedwitness parse` prints what it read: then
// the row has no ids and no times.
void append_summary_row(std::string& out, const store::ImpressionRow& row, parser::Visibility visibility);

}  // namespace feedwitness::views::fbtrex
