#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "parser/scrub/disguise.h"

namespace feedwitness::parser {

// The same page about nobody: every name, text, id and address replaced by invented ones of the same shape, so that a
// page that is read wrongly can be shown to others. What parse() reads in it has the same shape as before.
//
// Stay: elements, attributes' names, their order and nesting; classes, roles, test ids, styles, pictures drawn in
// paths; which id refers to which; the interface's own words in all languages of parser/locale/, the site's own words
// in addresses and data; short numbers (counts, dates), emoji; text that the site cut into single letters.
// Replaced: the letters of all other words, by others of the same script and case; numbers of six digits or more (more
// than six in what people read), equal ones by equal ones wherever they stand; other sites by ".example"; pictures in
// the page by an empty one.
// Emptied: scripts, but for data that holds posts and the name of the language; comments, but for hidden posts.
//
// Of MHTML only the page is given, with its address in front. Pure: all chance is in the key.
// Errors: too_large; unsafe_html for markup that cannot be read in one way only; those of read_mhtml().
Result<std::string> scrub(std::string_view html, const ScrubKey& key);

}  // namespace feedwitness::parser
