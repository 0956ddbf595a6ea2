#pragma once

#include <string>
#include <string_view>

namespace feedwitness::identity {

// HMAC-SHA256 (RFC 2104) as 64 hex digits. The key is taken as the text that it is.
std::string hmac_sha256_hex(std::string_view key, std::string_view text);

}  // namespace feedwitness::identity
