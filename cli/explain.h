#pragma once

#include <string>

#include "parser/record.h"

namespace feedwitness::cli {

// What was read in each post and which signals spoke for it, as a text for people: one paragraph per post, one line per
// signal, the losers marked. Decides nothing itself: a signal won when what it says is what was read.
std::string explanation_of(const parser::Feed& feed);

}  // namespace feedwitness::cli
