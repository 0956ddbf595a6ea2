#pragma once

#include <optional>
#include <vector>

#include "parser/evidence.h"
#include "parser/grammar/data_ft.h"
#include "parser/mobile/story.h"
#include "parser/page.h"

namespace feedwitness::parser {

// What a mobile story says of itself in small print.
struct MobileHeader {
  Nature nature = Nature::unknown;
  Visibility visibility = Visibility::unknown;
  std::optional<PublicationTime> publication_time;
};

// Decides the three from every witness: the line of small print ("2 hrs · Ulvik · Public", kNoNode when there is none),
// the story's notes, its links, and what a person saw rendered. All are kept in `evidence`.
MobileHeader read_mobile_header(const Page& page, const MobileStory& story, NodeIndex small_print,
                                const StoryData& notes, std::vector<Evidence>& evidence);

}  // namespace feedwitness::parser
