#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "views/crowdtangle/metrics.h"

// What an account's past lets one expect of a post.
//
// Source: CrowdTangle codebook 1.1, "Benchmarks": of the last 100 posts of the same account, type and timestep, sort by
// each metric, drop the top and the bottom 25, and average the middle 50. Ours, where the codebook is silent: the last
// 100 are those published before the post itself, so that a benchmark never changes afterwards; of n values floor(n /
// 4) are dropped at each end; fewer than kFewest values give none; halves are rounded away from zero.
namespace feedwitness::views::crowdtangle {

inline constexpr std::size_t kMostPosts = 100;
inline constexpr std::size_t kFewest = 4;

// The mean of the middle, rounded. Sorts the values.
std::optional<std::int64_t> middle_mean(std::span<std::int64_t> values);

// The past of one account, filled while its posts go by in the order of their publication. Holds the last 100 posts of
// each type and timestep, however long the past is.
class Benchmarks {
 public:
  // One for each metric, from the posts that were added so far; and how many posts there were.
  struct Expected {
    Counts counts;
    std::size_t posts = 0;
  };
  Expected expected(int type, int timestep) const;
  void add(int type, int timestep, const Counts& counts);

 private:
  struct Past {
    std::vector<Counts> posts;  // a ring once it is full
    std::size_t oldest = 0;
  };
  std::map<std::pair<int, int>, Past> pasts_;
};

}  // namespace feedwitness::views::crowdtangle
