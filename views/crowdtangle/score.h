#pragma once

#include <cstdint>
#include <optional>

#include "views/crowdtangle/metrics.h"

// How a post did against the past of its own account.
//
// Source: CrowdTangle codebook 1.1, "Score", and CrowdTangle's help article "How do you calculate overperforming
// scores?". With the weights w, the counts a, the benchmarks e and the minimums m of the metrics:
//
//     A = sum of w a    B = sum of w e    M = sum of w m
//     A >= B:          A / max(B, M)     1 and above: as expected or better; below 1: better, but by small numbers
//     A < B, B >= M:   -B / A            -1 and below: worse; -2 B where A is 0
//     A < B < M:       -(B - A) / B      between -1 and 0: worse, by small numbers
//
// The minimum is one for the sum, not one for each metric. The last line is inferred from a single published value,
// since the help article breaks off there; all 28 published values that are known come out to 1e-9.
namespace feedwitness::views::crowdtangle {

// A, B and M.
struct Sums {
  double actual = 0;
  double expected = 0;
  double minimum = 0;
};

double score(const Sums& sums);

// The same of a post's numbers. A metric that is unknown on one side counts on neither, nor does its minimum: equals
// are compared. All reactions count by their sum when it is known on both sides and their weights are equal, since a
// page shows the sum and only some of the kinds. nullopt: there is nothing to compare.
std::optional<double> score(const Counts& actual, const Counts& expected, const Weights& weights);

// What a post has: reactions by their sum where it is known, else the kinds that are, comments and shares. nullopt:
// nothing is known.
std::optional<std::int64_t> interactions(const Counts& counts);
// The same with weights; where those of the reactions differ, by their kinds alone.
std::optional<double> weighted_interactions(const Counts& counts, const Weights& weights);

}  // namespace feedwitness::views::crowdtangle
