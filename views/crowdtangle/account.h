#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/store.h"
#include "views/crowdtangle/benchmarks.h"
#include "views/crowdtangle/types.h"

namespace feedwitness::views::crowdtangle {

// The counts of a post at one age.
struct Moment {
  std::int64_t impression = 0;
  Time time;
  std::optional<int> timestep;
  Counts actual;
};

// A post with what was counted of it.
struct Post {
  parser::PublicationTime published;
  std::optional<Type> type;
  Moment newest;
  std::vector<Moment> history;  // the last of each timestep, the oldest first
};

Counts counts_of(const store::Observation& seen);

// What the post's past lets one expect at a moment; nothing where its type or timestep is unknown.
Counts expected_of(const Post& post, const Moment& moment, const Benchmarks& past);

// Every post of an account by its publication, with the benchmarks of those before it. A post that was shown without
// any count is none: there is nothing to compare. It belongs to the account that its newest impression names.
// Memory: 24 bytes for each post of the account, and its benchmarks.
Result<void> each_post(store::Store& store, const std::string& account,
                       const std::function<void(const Post&, const Benchmarks&)>& use);

}  // namespace feedwitness::views::crowdtangle
