#pragma once

#include <string>
#include <string_view>

namespace feedwitness::server {

// Every call on one page, each with an example. With the token the examples are links that work; it is written only for
// whoever has given it.
std::string index_page(std::string_view token);

}  // namespace feedwitness::server
