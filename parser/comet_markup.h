#pragma once

#include <string>

#include "parser/comet_layout.h"
#include "parser/comet_story.h"

namespace feedwitness::parser::comet {

// The markup of one post by itself, from which the same is read again: without comments, composers, decoys and scripts,
// but with what stands elsewhere in the page and belongs to it: the words that its labels refer to, the one link of its
// comments that names the post, and what the page's data say of it, written as a story of that.
// `story` may be null.
std::string write_markup(const Page& page, const Layout& layout, const Story* story);

// The story as data again: read_stories() reads the same from it.
std::string write_story(const Story& story);

}  // namespace feedwitness::parser::comet
