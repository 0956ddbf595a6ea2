#pragma once

#include <string>

#include "parser/comet/layout.h"
#include "parser/comet/story.h"

namespace feedwitness::parser::comet {

// The markup of one post by itself, from which the same is read again: the excerpt, without decoys, with the one link
// of its comments that names the post, and behind it what the page's data say of the post, as a story of their kind,
// less the comments and the viewer that theirs hold. `story` may be null.
std::string write_markup(const Page& page, const Layout& layout, const Story* story);

// The story as data again: read_stories() reads the same from it.
std::string write_story(const Story& story);

}  // namespace feedwitness::parser::comet
