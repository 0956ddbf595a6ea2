#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "store/removals.h"
#include "views/activity/notice.h"

namespace feedwitness::views::activity {

// What a notice did.
struct Applied {
  store::Removed removed;
  std::int64_t unreadable = 0;  // as in Notice
  std::int64_t others = 0;
  bool dry_run = false;
};

// Obeys a notice (notice.h), or with `dry_run` only counts. Errors: those of reading it, and the store's.
Result<Applied> apply_notice(store::Store& store, std::string_view xml, bool dry_run, Time now);

// {"removed","sharing","unknown","alreadyRemoved","unreadable","others","dryRun","receipt":{...}}; `receipt` is null
// when nothing was deleted.
std::string applied_json(const Applied& applied);

}  // namespace feedwitness::views::activity
