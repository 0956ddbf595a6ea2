#pragma once

#include <string>
#include <string_view>

namespace feedwitness::tests {

// An invented post, as a timeline of 2018 marked one up.
std::string post(std::string_view text, std::string_view audience = "Public");

// A page that shows these posts.
std::string page(std::string_view posts);

}  // namespace feedwitness::tests
