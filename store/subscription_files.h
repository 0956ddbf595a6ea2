#pragma once

#include <cstdint>
#include <filesystem>

namespace feedwitness::store {

// "push-7.secret"
std::filesystem::path secret_file(const std::filesystem::path& folder, std::int64_t subscription);

// Overwrites and removes those of all subscriptions.
void shred_secrets(const std::filesystem::path& folder);

}  // namespace feedwitness::store
