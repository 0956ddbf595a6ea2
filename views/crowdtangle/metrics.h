#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace feedwitness::views::crowdtangle {

// What people do with a post, in the order in which CrowdTangle's files and answers name it. `thankful` was a reaction
// of 2016; no page shows it today.
enum class Metric : std::uint8_t { like, share, comment, love, wow, haha, sad, angry, thankful, care };
inline constexpr std::size_t kMetricCount = 10;

// How a metric is written, and the least that a benchmark of it counts for.
struct MetricKind {
  Metric metric;
  std::string_view word;       // "like": weights on the command line, the file of `crowdtangle score`
  std::string_view column;     // "Likes": the table
  std::string_view member;     // "likeCount": JSON
  std::string_view parameter;  // "weightLike": the API
  std::int64_t minimum;        // CrowdTangle codebook, "Score": 5 likes, 2 of everything else
  double weight;               // that of a dashboard nobody has changed
};

inline constexpr std::array<MetricKind, kMetricCount> kMetrics{{
    {Metric::like, "like", "Likes", "likeCount", "weightLike", 5, 1},
    {Metric::share, "share", "Shares", "shareCount", "weightShare", 2, 1},
    {Metric::comment, "comment", "Comments", "commentCount", "weightComment", 2, 1},
    {Metric::love, "love", "Love", "loveCount", "weightLove", 2, 1},
    {Metric::wow, "wow", "Wow", "wowCount", "weightWow", 2, 1},
    {Metric::haha, "haha", "Haha", "hahaCount", "weightHaha", 2, 1},
    {Metric::sad, "sad", "Sad", "sadCount", "weightSad", 2, 1},
    {Metric::angry, "angry", "Angry", "angryCount", "weightAngry", 2, 1},
    {Metric::thankful, "thankful", "Thankful", "thankfulCount", "weightThankful", 2, 0},
    {Metric::care, "care", "Care", "careCount", "weightCare", 2, 1},
}};

constexpr std::size_t index_of(Metric metric) { return static_cast<std::size_t>(metric); }
constexpr bool is_reaction(Metric metric) { return metric != Metric::share && metric != Metric::comment; }

// How much one of each counts, 0 to 10.
using Weights = std::array<double, kMetricCount>;
inline constexpr Weights kStandardWeights = [] {
  Weights weights{};
  for (const MetricKind& kind : kMetrics) weights.at(index_of(kind.metric)) = kind.weight;
  return weights;
}();

// The numbers of one post: what was counted (actual) or what its account's past lets one expect. A page names the two
// or three most frequent kinds of reactions and the sum of all, so the sum is kept beside the kinds.
struct Counts {
  std::array<std::optional<std::int64_t>, kMetricCount> metrics;
  std::optional<std::int64_t> reactions;

  std::optional<std::int64_t>& operator[](Metric metric) { return metrics[index_of(metric)]; }
  const std::optional<std::int64_t>& operator[](Metric metric) const { return metrics[index_of(metric)]; }
  bool operator==(const Counts&) const = default;
};

}  // namespace feedwitness::views::crowdtangle
