#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "parser/tree.h"

namespace feedwitness::parser {

// The text that a person reads in the subtree of `node`: white space folded, each block element and <br> on a line of
// its own, an emoji picture as its alternative text, nothing of script, style, title of pictures, or elements with
// display:none. Zero-width and direction marks are dropped. `skip` names subtrees to leave out.
std::string visible_text(const Tree& tree, NodeIndex node, const std::function<bool(NodeIndex)>& skip = {});

// White space folded to single spaces and cut at both ends, zero-width and direction marks dropped, no-break spaces as
// spaces: how two labels are compared.
std::string folded(std::string_view text);

// The subtree as markup again, from which build_tree() gives an equal tree. `skip` names subtrees to leave out.
std::string serialise(const Tree& tree, NodeIndex node, const std::function<bool(NodeIndex)>& skip = {});

}  // namespace feedwitness::parser
