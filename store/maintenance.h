#pragma once

#include "store/inner.h"

namespace feedwitness::store {

// Rewrites the search index without what was taken out of it, and empties the write-ahead log: after that no byte of
// what was deleted is left in the database's files. false when another process reads and keeps the log from being
// emptied; `erase` in `upkeep` stays set then, and idle() tries again.
bool finish_erasure(Inner& inner);

}  // namespace feedwitness::store
