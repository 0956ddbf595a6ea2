#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "parser/tree/tree.h"

namespace feedwitness::parser {

// The text that a person reads in the subtree of `node`: white space folded, each block element and <br> on a line of
// its own without empty lines, an emoji picture as its alternative text. Left out are script, style, titles of
// pictures, form fields, what the viewer types, what stands in for <video> or <canvas>, and elements with display:none
// (`node` itself may be one). Zero-width and direction marks are dropped; joiners stay, since words and emoji are spelt
// with them. `skip` names subtrees to leave out.
std::string visible_text(const Tree& tree, NodeIndex node, const std::function<bool(NodeIndex)>& skip = {});

// True for a field in which the viewer types: nothing in it was published, wherever in a post it stands.
bool is_typed_into(const Tree& tree, NodeIndex node);

// White space folded to single spaces and cut at both ends, zero-width marks, direction marks and joiners dropped,
// no-break spaces as spaces: how two labels are compared.
std::string folded(std::string_view text);

// The subtree as markup again, from which build_tree() gives an equal tree. `skip` names subtrees to leave out.
std::string serialise(const Tree& tree, NodeIndex node, const std::function<bool(NodeIndex)>& skip = {});

}  // namespace feedwitness::parser
