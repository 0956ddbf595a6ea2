#pragma once

#include <cstdint>
#include <filesystem>

#include "store/sqlite.h"

namespace feedwitness::store {

// "fwit": what the header of the file says that it is (`PRAGMA application_id`).
inline constexpr std::int64_t kApplicationId = 0x66776974;

std::filesystem::path database_file(const std::filesystem::path& folder);

// The version that this program writes.
int newest_schema_version();

// Throws store_damaged for a file that is no feedwitness store, store_newer for one from the future. Brings an empty or
// older one to the newest version, and sets what must be set for each connection.
void prepare_schema(Database& database);

}  // namespace feedwitness::store
