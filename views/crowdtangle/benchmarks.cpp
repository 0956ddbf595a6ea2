#include "views/crowdtangle/benchmarks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace feedwitness::views::crowdtangle {
namespace {

template <typename Pick>
std::optional<std::int64_t> benchmark(const std::vector<Counts>& posts, const Pick& pick) {
  std::array<std::int64_t, kMostPosts> values{};
  std::size_t known = 0;
  for (const Counts& counts : posts) {
    if (const std::optional<std::int64_t>& value = pick(counts)) values.at(known++) = *value;
  }
  return middle_mean(std::span{values}.first(known));
}

}  // namespace

std::optional<std::int64_t> middle_mean(std::span<std::int64_t> values) {
  if (values.size() < kFewest) return std::nullopt;
  std::sort(values.begin(), values.end());
  const std::size_t dropped = values.size() / 4;
  const auto middle = values.subspan(dropped, values.size() - 2 * dropped);
  const double sum = std::accumulate(middle.begin(), middle.end(), 0.0);
  return std::llround(sum / static_cast<double>(middle.size()));
}

Benchmarks::Expected Benchmarks::expected(int type, int timestep) const {
  const auto past = pasts_.find({type, timestep});
  if (past == pasts_.end()) return {};
  const std::vector<Counts>& posts = past->second.posts;
  Expected expected{{}, posts.size()};
  if (posts.size() < kFewest) return expected;
  for (const MetricKind& kind : kMetrics) {
    expected.counts[kind.metric] = benchmark(posts, [&](const Counts& counts) { return counts[kind.metric]; });
  }
  expected.counts.reactions = benchmark(posts, [](const Counts& counts) { return counts.reactions; });
  return expected;
}

void Benchmarks::add(int type, int timestep, const Counts& counts) {
  Past& past = pasts_[{type, timestep}];
  if (past.posts.size() < kMostPosts) {
    past.posts.push_back(counts);
  } else {
    past.posts[past.oldest] = counts;
    past.oldest = (past.oldest + 1) % kMostPosts;
  }
}

}  // namespace feedwitness::views::crowdtangle
