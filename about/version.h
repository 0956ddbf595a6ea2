#pragma once

#include <string>
#include <string_view>

namespace feedwitness::about {

// "0.1.0"
std::string_view version();

// What `--version` prints: the program, then each library that reads or keeps what a person captured, a line each.
std::string versions(std::string_view program);

}  // namespace feedwitness::about
