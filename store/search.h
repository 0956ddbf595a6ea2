#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/sqlite.h"

// The search index is filled behind the captures, since a row costs it more than its storing: up to the key in `upkeep`
// ("indexed") it holds every public impression, above it none.
namespace feedwitness::store {

// Indexes the next impressions, `limit` at most; whether there are more.
bool index_some(Database& database, std::int64_t limit);

// Indexes what is left, in short transactions.
void index_all(Database& database);

// What FTS5 is asked: every word of the person's text, whatever signs stand in it. Empty when there is no word.
std::string match_of(std::string_view words);

}  // namespace feedwitness::store
