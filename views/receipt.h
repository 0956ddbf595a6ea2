#pragma once

#include <string>

#include "store/store.h"

namespace feedwitness::views {

// What a deletion removed, and its proof, as every door answers it:
//   {"id","time","deleted":{...},"keyRemoved","sampled","found","scanned":[...]}
std::string counts_json(const store::DeletionCounts& counts);
std::string receipt_json(const store::Receipt& receipt);

// Error: check_failed when something of what was removed is still in the files, with what to do. The rows are gone.
Result<void> proved(const store::Receipt& receipt);

}  // namespace feedwitness::views
