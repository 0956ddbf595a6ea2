#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "store/store.h"

// Posts that had to go because somebody said so (a removal notice), and what is remembered of them: a keyed hash and
// the time, in the table `removals`. The hash tells feedwitness that a post which comes along again must not be kept,
// and the feed that there was one. It tells nothing to whoever does not hold the supporter's secret.
namespace feedwitness::store {

// What one notice names: a post by its id, or by its permalink where that holds none; or all that an author published,
// by whichever of the addresses and the number are known.
struct Removal {
  std::string post_id;
  std::string perma_link;
  std::vector<std::string> source_links;
  std::string source_id;
};

struct Removed {
  std::int64_t removed = 0;          // posts that were here
  std::int64_t sharing = 0;          // other posts that went with them, since they showed one of them
  std::int64_t unknown = 0;          // notices that named nothing that is or was here
  std::int64_t already_removed = 0;  // notices of posts that were removed before
  std::optional<Receipt> receipt;    // nullopt: nothing was deleted
};

// Deletes what the notices name through the store's deletion path, with one proof for all of them. A post that is named
// is kept out from then on, known or not, so that it does not matter which comes first, the notice or an old capture.
// The same notices again change nothing.
Result<Removed> remove_posts(Store& store, std::span<const Removal> removals, Time now);

// What that would count, without a receipt.
Result<Removed> preview_removals(Store& store, std::span<const Removal> removals);

// Lets a post be kept again: the person says so. false: it was not kept out.
Result<bool> forget_removal(Store& store, const Removal& post);
// All of them; how many there were.
Result<std::int64_t> forget_removals(Store& store);

struct RemovalCounts {
  std::int64_t kept_out = 0;  // posts that are not taken in again
  std::int64_t refused = 0;   // how often one of them came along, and was kept as order and time alone
};
Result<RemovalCounts> count_removals(Store& store);

}  // namespace feedwitness::store
