#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "identity/identity.h"

namespace feedwitness::store {

// The supporter's secret and token: what must never be in the database or in an export. One file of mode 0600 beside
// the database, two lines:
//
//     secret <64 hex digits>
//     token <40 hex digits>
struct Keys {
  identity::Secret secret;
  std::string token;
};

std::filesystem::path key_file(const std::filesystem::path& folder);

// nullopt when there is no key file. One that cannot be understood is thrown as store_damaged.
std::optional<Keys> read_keys(const std::filesystem::path& folder);
void write_keys(const std::filesystem::path& folder, const Keys& keys);

}  // namespace feedwitness::store
