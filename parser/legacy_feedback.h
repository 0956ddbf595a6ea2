#pragma once

#include <string>

#include "parser/legacy_landmarks.h"
#include "parser/page.h"
#include "parser/record.h"

namespace feedwitness::parser::legacy {

// Reads what stands under the post: reactions by kind and in total, comments, shares. Of the kinds the site shows the
// three most given. Before 2016 there were only likes, told in a sentence: "Ana, Ben and 34 others like this".
void read_feedback(const Page& page, const Landmarks& landmarks, Metadata& metadata);

// The post's id as its feedback knows it: digits; empty when the page holds none.
std::string feedback_id(const Tree& tree, const Landmarks& landmarks);

}  // namespace feedwitness::parser::legacy
