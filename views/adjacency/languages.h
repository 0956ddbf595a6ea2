#pragma once

#include <cstdint>
#include <string_view>

namespace feedwitness::views::adjacency {

// The languages that a report names.
enum class Languages : std::uint8_t {
  business,  // 28 of them, in the files
  ad_set,    // 34, in the answer for an advertiser
};

// The language of a text as the report writes it; empty where it is none of the report's, or CLD2 is not sure.
std::string_view language_in(Languages list, std::string_view text);

}  // namespace feedwitness::views::adjacency
