#include "views/crowdtangle/score.h"

#include <algorithm>

namespace feedwitness::views::crowdtangle {
namespace {

// The weight that all reactions have; nullopt when they differ. `thankful` is shown nowhere and has no say.
std::optional<double> weight_of_reactions(const Weights& weights) {
  const double weight = weights[index_of(Metric::like)];
  const bool differs = std::any_of(kMetrics.begin(), kMetrics.end(), [&](const MetricKind& kind) {
    return is_reaction(kind.metric) && kind.metric != Metric::thankful && weights[index_of(kind.metric)] != weight;
  });
  return differs ? std::nullopt : std::optional{weight};
}

constexpr std::int64_t kMinimumOfReactions = [] {
  std::int64_t minimum = 0;
  for (const MetricKind& kind : kMetrics) {
    if (is_reaction(kind.metric) && kind.metric != Metric::thankful) minimum += kind.minimum;
  }
  return minimum;
}();

// Calls add(weight, minimum, value of each) for what is known in all of `counts` and has a weight.
template <typename Add, typename... All>
void each_known(const Weights& weights, const Add& add, const All&... counts) {
  const auto weight = weight_of_reactions(weights);
  const bool by_sum = weight && (counts.reactions && ...);
  if (by_sum && *weight > 0) add(*weight, kMinimumOfReactions, *counts.reactions...);
  for (const MetricKind& kind : kMetrics) {
    const double own = weights[index_of(kind.metric)];
    if (own <= 0 || (by_sum && is_reaction(kind.metric)) || !(counts[kind.metric] && ...)) continue;
    add(own, kind.minimum, *counts[kind.metric]...);
  }
}

}  // namespace

double score(const Sums& sums) {
  const auto& [actual, expected, minimum] = sums;
  if (actual >= expected) {
    const double divisor = std::max(expected, minimum);
    return divisor > 0 ? actual / divisor : 0;
  }
  if (expected < minimum) return -(expected - actual) / expected;
  return actual > 0 ? -expected / actual : -2 * expected;
}

std::optional<double> score(const Counts& actual, const Counts& expected, const Weights& weights) {
  Sums sums;
  bool any = false;
  each_known(
      weights,
      [&](double weight, std::int64_t minimum, std::int64_t counted, std::int64_t benchmark) {
        sums.actual += weight * static_cast<double>(counted);
        sums.expected += weight * static_cast<double>(benchmark);
        sums.minimum += weight * static_cast<double>(minimum);
        any = true;
      },
      actual, expected);
  return any ? std::optional{score(sums)} : std::nullopt;
}

std::optional<double> weighted_interactions(const Counts& counts, const Weights& weights) {
  std::optional<double> sum;
  each_known(
      weights,
      [&](double weight, std::int64_t /*minimum*/, std::int64_t counted) {
        sum = sum.value_or(0) + weight * static_cast<double>(counted);
      },
      counts);
  return sum;
}

std::optional<std::int64_t> interactions(const Counts& counts) {
  std::optional<std::int64_t> sum;
  each_known(
      kStandardWeights,
      [&](double /*weight*/, std::int64_t /*minimum*/, std::int64_t counted) { sum = sum.value_or(0) + counted; },
      counts);
  return sum;
}

}  // namespace feedwitness::views::crowdtangle
