#include "identity/signature.h"

#include <array>

#include <sodium.h>

namespace feedwitness::identity {

std::string hmac_sha256_hex(std::string_view key, std::string_view text) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()), key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> code{};
  crypto_auth_hmacsha256_final(&state, code.data());
  std::array<char, crypto_auth_hmacsha256_BYTES * 2 + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), code.data(), code.size());
  return digits.data();
}

}  // namespace feedwitness::identity
