#pragma once

#include <string>

#include "store/rows.h"

namespace feedwitness::views::fbtrex {

// The semanticId that the former service gave to the same text until November 2020, so that old data sets join: SHA-1
// over "text", U+2234, the lines joined by line feeds, and a comma. Empty without text.
std::string legacy_semantic_id(const store::ImpressionRow& row);

}  // namespace feedwitness::views::fbtrex
