#pragma once

#include <vector>

#include "parser/page.h"

namespace feedwitness::parser::comet {

// The roots of what stands where posts stand, in page order. Ways in, by how sure they are:
//
//   1. <div aria-posinset> or <div role=article> with the map of comet_layout.h: every year, but not every page
//   2. <div data-pagelet="FeedUnit_3"> (2020-2022), children of <div role=feed> with the heading of an author
//   3. what holds an author's heading and the counts and buttons below it: fragments, dialogs, photo views
//
// Chat, notifications, menus and the right column are never looked into; placeholders have no heading.
std::vector<NodeIndex> find_posts(const Page& page);

}  // namespace feedwitness::parser::comet
