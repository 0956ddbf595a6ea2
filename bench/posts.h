#pragma once

#include <cstdint>
#include <string>

namespace feedwitness::bench {

// An invented public post in the site's Comet markup, as a browser's outerHTML gives it: the same bytes for the same
// number on every machine. Sized and shaped like real ones (median 32 KB, half of it class attributes, about 1 % text,
// 36 levels deep).
std::string comet_post(std::uint64_t number);

}  // namespace feedwitness::bench
