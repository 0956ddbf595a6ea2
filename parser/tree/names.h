#pragma once

#include <string_view>

#include "parser/tree/tree.h"

namespace feedwitness::parser {

// The element with this lower-case name; Tag::other for one that no reader asks for.
Tag tag_named(std::string_view name);

// The attribute with this lower-case name; Name::other for one that no reader asks for.
Name attribute_named(std::string_view name);

// The name of an element in markup; empty for documents, texts, comments and `other`.
std::string_view written(Tag tag);

}  // namespace feedwitness::parser
