#include "store/key_file.h"

#include <sstream>

#include "store/failure.h"
#include "store/private_files.h"

namespace feedwitness::store {

std::filesystem::path key_file(const std::filesystem::path& folder) { return folder / "feedwitness.key"; }

std::optional<Keys> read_keys(const std::filesystem::path& folder) {
  const auto bytes = read_private_file(key_file(folder));
  if (!bytes) return std::nullopt;
  std::istringstream words{*bytes};
  std::string secret_word;
  std::string secret_digits;
  std::string token_word;
  std::string token;
  words >> secret_word >> secret_digits >> token_word >> token;
  const auto secret = identity::Secret::from_hex(secret_digits);
  if (secret_word != "secret" || token_word != "token" || !secret || !identity::id_from_hex(token)) {
    throw Failure{{ErrorCode::store_damaged, key_file(folder).string() +
                                                 " is not a feedwitness key file. Restore it from a backup; without "
                                                 "it, all that is left is `feedwitness delete-my-data`"}};
  }
  return Keys{*secret, token};
}

void write_keys(const std::filesystem::path& folder, const Keys& keys) {
  write_private_file(key_file(folder), "secret " + keys.secret.hex() + "\ntoken " + keys.token + "\n");
}

}  // namespace feedwitness::store
