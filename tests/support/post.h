#pragma once

#include <string>
#include <string_view>

namespace feedwitness::tests {

// An invented post, as the small pages for old telephones marked one up (mbasic).
std::string post(std::string_view text, std::string_view audience = "Public");

// A page that shows these posts.
std::string page(std::string_view posts);

}  // namespace feedwitness::tests
