#pragma once

#include <string>
#include <string_view>

#include "parser/scrub/disguise.h"

// Values of attributes and contents of scripts, each scrubbed by its own grammar. What comes in and goes out is
// unescaped: without character references.
namespace feedwitness::parser {

// An address: its structure, the names of parameters and the site's own hosts stay; addresses in it are scrubbed, too.
std::string scrub_address(std::string_view href, const Disguise& disguise);

// JSON or a handler's script: its strings are scrubbed as what they look like, keys and numbers as code.
std::string scrub_data(std::string_view data, const Disguise& disguise);

// CSS: what stands in url(), strings and comments is replaced.
std::string scrub_style(std::string_view css, const Disguise& disguise);

// What a person reads; a text that is the name of another site stays one, as scrub_address() names it.
std::string scrub_text(std::string_view text, const Disguise& disguise);

// A value that may be an address, data, a code or words.
std::string scrub_any(std::string_view value, const Disguise& disguise);

}  // namespace feedwitness::parser
