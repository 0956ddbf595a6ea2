#pragma once

#include <cstdint>

#include "store/inner.h"

namespace feedwitness::store {

// Whether the whole file is written anew, which leaves nothing between the rows and costs a pass over all that stays.
enum class Rewrite : std::uint8_t { no, yes };

// Takes what was deleted out of the dictionaries, the search index and the write-ahead log. What another process keeps
// from being done (it reads, or it writes for long) stays noted in `upkeep` ("erase") for idle().
void erase_traces(Inner& inner, Rewrite rewrite);

}  // namespace feedwitness::store
