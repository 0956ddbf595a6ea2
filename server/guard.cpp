#include "server/guard.h"

#include <algorithm>
#include <array>

namespace feedwitness::server {
namespace {

constexpr std::array<std::string_view, 3> kOwnNames{"127.0.0.1", "localhost", "[::1]"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool equal_in_any_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

// Whether `authority` is one of our names with our port; without a port it means 80.
bool is_own(std::string_view authority, int port) {
  return std::any_of(kOwnNames.begin(), kOwnNames.end(), [&](std::string_view name) {
    return equal_in_any_case(authority, std::string{name} + ":" + std::to_string(port)) ||
           (port == 80 && equal_in_any_case(authority, name));
  });
}

bool is_host_character(char c) {
  constexpr std::string_view kSigns = "-._:[]";
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || kSigns.find(c) != std::string_view::npos;
}

}  // namespace

Result<void> check_host(std::string_view host, int port) {
  if (is_own(host, port)) return {};
  return Error{ErrorCode::forbidden_caller, "ask for http://127.0.0.1:" + std::to_string(port) +
                                                "/ by this name: another one in the Host header is refused"};
}

bool is_origin(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://", "moz-extension://", "chrome-extension://"}) {
    if (!text.starts_with(scheme)) continue;
    text.remove_prefix(scheme.size());
    return !text.empty() && std::all_of(text.begin(), text.end(), is_host_character);
  }
  return false;
}

Origin judge_origin(std::string_view origin, std::span<const std::string> allowed, int port) {
  if (origin.empty()) return Origin::none;
  constexpr std::string_view kScheme = "http://";
  if (origin.starts_with(kScheme) && is_own(origin.substr(kScheme.size()), port)) return Origin::own;
  return std::find(allowed.begin(), allowed.end(), origin) == allowed.end() ? Origin::other : Origin::allowed;
}

std::string_view bearer_token(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (!equal_in_any_case(authorization.substr(0, kScheme.size()), kScheme)) return {};
  authorization.remove_prefix(kScheme.size());
  const std::size_t begin = authorization.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view{} : authorization.substr(begin);
}

}  // namespace feedwitness::server
