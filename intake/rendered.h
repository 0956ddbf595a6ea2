#pragma once

#include <string>
#include <string_view>

#include "parser/parse.h"

namespace feedwitness::intake {

// The rendered evidence as it is kept beside the html, for reading it again: {"label":"Sponsored","audience":"Public"},
// without what is unknown; empty when all of it is.
std::string rendered_text(const parser::Rendered& rendered);

// Back again; what cannot be read is unknown.
parser::Rendered read_rendered(std::string_view text);

}  // namespace feedwitness::intake
