#pragma once

#include <cstdint>

#include "base/time.h"
#include "store/inner.h"
#include "store/rows.h"

namespace feedwitness::store {

// Replaces the content of an impression; with is_public false nothing but order and time is left, whatever `row` holds.
// Its html is the caller's to see to. Call inside a writing transaction.
void replace_content(Inner& inner, std::int64_t key, Time time, bool is_public, const ImpressionRow& row);

void remove_html(Database& database, std::int64_t key);

}  // namespace feedwitness::store
