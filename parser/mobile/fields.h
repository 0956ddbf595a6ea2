#pragma once

#include <optional>
#include <string_view>

#include "parser/mobile/story.h"
#include "parser/page.h"

namespace feedwitness::parser {

// Everything that both mobile sites tell alike of a post: all but its counts. `small_print` is the line with time and
// audience, which each site keeps in its own place.
Impression read_mobile_post(const Page& page, const MobileStory& story, NodeIndex small_print);

// "31", "1.2K reacted", "Ana Silva and 10 others" (11). nullopt when there is no number.
std::optional<Count> read_reaction_sentence(std::string_view text, const Locale& locale);

}  // namespace feedwitness::parser
