#pragma once

#include <array>
#include <optional>

#include "parser/comet/layout.h"
#include "parser/record.h"

namespace feedwitness::parser::comet {

// The counts below a post. The site shows the three most frequent kinds of reaction alone, so kinds do not add up to
// the total; what it does not show is unknown.
struct Counts {
  std::array<std::optional<Count>, kReactionCount> reactions;
  std::optional<Count> reactions_total;
  std::optional<Count> comments;
  std::optional<Count> shares;
};

Counts read_counts(const Page& page, const Layout& layout);

}  // namespace feedwitness::parser::comet
