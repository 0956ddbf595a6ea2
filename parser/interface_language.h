#pragma once

#include <string>

#include "parser/tree/tree.h"

namespace feedwitness::parser {

// The language in which a page speaks to its reader, for pages that do not declare it, as mobile ones never do: from
// the site's own scripts where they were saved, else the language that knows most of the short labels on the page.
// Empty when no language leads. A language tag, as in <html lang>: "id_ID", "en".
std::string interface_language(const Tree& tree);

}  // namespace feedwitness::parser
