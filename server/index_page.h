#pragma once

#include <string>
#include <string_view>

namespace feedwitness::server {

// Every call on one page, each with an example. `address` is the server's, "http://127.0.0.1:8642/". With the token the
// examples work as they stand; it is written only for whoever has given it.
std::string index_page(std::string_view address, std::string_view token);

}  // namespace feedwitness::server
