#pragma once

#include <string>

#include "parser/page.h"

namespace feedwitness::parser {

// One post's markup by itself, from which the same is read again: its subtree without comments (HTML's and other
// people's), what the viewer types, scripts and styles, and in a <div hidden> behind it the short elements elsewhere in
// the page that its labels refer to by id.
std::string excerpt_of(const Page& page, NodeIndex post, bool (*is_comment)(const Tree& tree, NodeIndex node));

}  // namespace feedwitness::parser
