#pragma once

#include <string_view>

#include "parser/page.h"

namespace feedwitness::parser {

// Where on the site a page stands: "feed", "page", "profile", "group", "permalink", "search". By its address, else by
// what it tells an app about itself, else by the names of its parts. Empty when none of them says.
std::string_view position_of(const Page& page);

}  // namespace feedwitness::parser
