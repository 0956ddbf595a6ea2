#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

// Who may ask. Any page that a browser shows can send requests to this machine; what keeps it from reading or deleting
// anything is decided here.
namespace feedwitness::server {

// The Host header must name this machine: a page whose own name is made to point here (DNS rebinding) sends its own
// name. Error: forbidden_caller.
Result<void> check_host(std::string_view host, int port);

// "https://example.org", "http://localhost:5173": scheme, host and port, and nothing else.
bool is_origin(std::string_view text);

// What may be said to a browser about a page of this origin. `other`: it is not to read an answer.
enum class Origin { none, own, allowed, other };
Origin judge_origin(std::string_view origin, std::span<const std::string> allowed, int port);

// The token of "Bearer 0123..."; empty when there is none. The scheme is read as RFC 9110 says, in any case.
std::string_view bearer_token(std::string_view authorization);

}  // namespace feedwitness::server
