#pragma once

#include <optional>

#include "parser/legacy/landmarks.h"
#include "parser/page.h"
#include "parser/record.h"

namespace feedwitness::parser::legacy {

// The link card under the message, or the call to action of an advertisement; also that of the original which the post
// shares. Cards that lead to another place on the site are none.
std::optional<LinkCard> read_card(const Page& page, const Landmarks& landmarks);

// The photos of the post, and of the original that it shares.
Images read_images(const Page& page, const Landmarks& landmarks);

}  // namespace feedwitness::parser::legacy
