#pragma once

#include <string>

#include "parser/legacy/landmarks.h"
#include "parser/page.h"
#include "parser/record.h"

namespace feedwitness::parser::legacy {

// Reads what stands under the post: reactions by kind and in total, comments, shares, and the advertisement's id where
// its share button bears it. Of the kinds the site shows the three most given. Before 2016 there were only likes, told
// in a sentence: "Ana, Ben and 34 others like this". Gives the post's id, by which its feedback goes: digits; empty
// when the page holds none.
std::string read_feedback(const Page& page, const Landmarks& landmarks, Metadata& metadata);

}  // namespace feedwitness::parser::legacy
