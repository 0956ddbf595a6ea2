#pragma once

#include <optional>
#include <span>
#include <string>

#include "store/store.h"

namespace feedwitness::intake {

// The alarm for the day on which the site moves its markup and nothing is read any more: what the person must be told,
// or nullopt while reading goes as it did.
//
// Looks at two shares of the posts that were read, those understood and those with a visible audience, on the newest
// day on which this version of the parser saw at least 10 posts, against the 14 such days before it together, of any
// version. Either share falling under four fifths of what it was is an alarm; with no such days before it, falling
// under one half. So is a day on which all posts were private before they could be read, after days on which most were
// not. An update of feedwitness ends the alarm, until the new parser fails too.
//
// `days`: Store::health(), oldest first.
std::optional<std::string> attention(std::span<const store::HealthDay> days);

}  // namespace feedwitness::intake
