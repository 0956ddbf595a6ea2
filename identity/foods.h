#pragma once

#include <span>
#include <string_view>

namespace feedwitness::identity {

// The words of pseudonyms: at least 1,024 foods and dishes from everywhere, each one word of a-z, sorted, no two alike.
// A pseudonym depends on the length and the order of this list: changing it gives new timelines new names, and leaves
// those that are stored as they are.
std::span<const std::string_view> foods();

}  // namespace feedwitness::identity
