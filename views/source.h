#pragma once

#include <string_view>

// Publishers by their addresses.
namespace feedwitness::views {

// "https://www.facebook.com/harbour.choir" is harbour.choir; /groups/N is N; profile.php?id=N is N; empty for neither.
std::string_view handle_of(std::string_view source_link);

// "/groups/N"; a member's address inside of a group goes on: "/groups/N/user/M".
bool is_group(std::string_view source_link);

// Digits alone.
bool is_platform_number(std::string_view text);

// The publisher's number: what the markup says, else what stands in the address; empty for neither.
std::string_view number_of_source(std::string_view source_id, std::string_view source_link);

}  // namespace feedwitness::views
