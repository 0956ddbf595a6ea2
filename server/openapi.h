#pragma once

#include <string>

namespace feedwitness::server {

// The OpenAPI 3.1 document of every call, made from the table that routes.
std::string openapi_document();

}  // namespace feedwitness::server
