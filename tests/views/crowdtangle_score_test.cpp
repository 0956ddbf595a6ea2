#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "views/crowdtangle/benchmarks.h"
#include "views/crowdtangle/score.h"
#include "views/crowdtangle/timesteps.h"

using namespace feedwitness;
using namespace feedwitness::views::crowdtangle;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

// Every metric at zero but those that are named: nothing is unknown.
Counts counted(std::initializer_list<std::pair<Metric, std::int64_t>> known) {
  Counts counts;
  counts.metrics.fill(0);
  for (const auto& [metric, value] : known) counts[metric] = value;
  return counts;
}

// All of it as likes: the minimum is 5 + 8 * 2 = 21.
double of_likes(std::int64_t actual, std::int64_t expected) {
  const auto likes = [](std::int64_t value) { return counted({{Metric::like, value}}); };
  return score(likes(actual), likes(expected), kStandardWeights).value();
}

Counts counts_of(const json::value& numbers) {
  Counts counts;
  for (const MetricKind& kind : kMetrics) {
    counts[kind.metric] = numbers.at({kind.word.data(), kind.word.size()}).as_int64();
  }
  return counts;
}

// Where published values lie beside the project. They are others', so they are not in it.
json::array published_values() {
  std::ifstream file{FEEDWITNESS_SOURCE_DIR "/../shared/vectors/crowdtangle-scores.json"};
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return text.empty() ? json::array{} : json::parse(text).as_array();
}

}  // namespace

TEST_CASE("each branch of the formula gives what the help article computes by hand") {
  CHECK(of_likes(100, 50) == doctest::Approx(2.0).epsilon(1e-12));
  CHECK(of_likes(100, 200) == doctest::Approx(-2.0).epsilon(1e-12));
  CHECK(of_likes(0, 200) == -400);
  CHECK(of_likes(200, 200) == 1);
  CHECK(of_likes(9, 2) == doctest::Approx(9.0 / 21).epsilon(1e-12));
  CHECK(of_likes(3, 18) == doctest::Approx(-15.0 / 18).epsilon(1e-12));
  CHECK(of_likes(0, 18) == -1);
  CHECK(of_likes(0, 0) == 0);
  CHECK(of_likes(20, 21) == doctest::Approx(-21.0 / 20).epsilon(1e-12));
  CHECK(score({.actual = 9, .expected = 2, .minimum = 10}) == doctest::Approx(0.9).epsilon(1e-12));
}

TEST_CASE("a minimum is one for the sum, and shrinks with the weights") {
  Weights likes_alone{};
  likes_alone[index_of(Metric::like)] = 1;
  Weights without_care = kStandardWeights;
  without_care[index_of(Metric::care)] = 0;
  const Counts actual = counted({{Metric::like, 40}, {Metric::share, 17}, {Metric::care, 5}});
  const Counts expected = counted({{Metric::like, 1}, {Metric::share, 2}});

  CHECK(*score(actual, expected, kStandardWeights) == doctest::Approx(62.0 / 21).epsilon(1e-12));
  CHECK(*score(actual, expected, without_care) == doctest::Approx(57.0 / 19).epsilon(1e-12));
  CHECK(*score(actual, expected, likes_alone) == doctest::Approx(40.0 / 5).epsilon(1e-12));
  likes_alone[index_of(Metric::like)] = 3;
  CHECK(*score(actual, expected, likes_alone) == doctest::Approx(120.0 / 15).epsilon(1e-12));
}

TEST_CASE("what is unknown on one side counts on neither") {
  Counts actual;
  actual[Metric::comment] = 30;
  actual[Metric::share] = 500;
  Counts expected;
  expected[Metric::comment] = 10;
  expected[Metric::like] = 900;

  CHECK(*score(actual, expected, kStandardWeights) == doctest::Approx(3.0).epsilon(1e-12));
  expected[Metric::comment].reset();
  CHECK_FALSE(score(actual, expected, kStandardWeights));
}

TEST_CASE("reactions count by their sum where it is known and their weights are equal, else by their kinds") {
  Counts actual;
  actual.reactions = 100;
  actual[Metric::like] = 60;
  Counts expected;
  expected.reactions = 50;
  expected[Metric::like] = 20;
  Weights likes_twice = kStandardWeights;
  likes_twice[index_of(Metric::like)] = 2;

  CHECK(*score(actual, expected, kStandardWeights) == doctest::Approx(2.0).epsilon(1e-12));
  CHECK(*score(actual, expected, likes_twice) == doctest::Approx(3.0).epsilon(1e-12));
  expected.reactions.reset();
  CHECK(*score(actual, expected, kStandardWeights) == doctest::Approx(3.0).epsilon(1e-12));
  CHECK(interactions(actual) == 100);
  CHECK(*weighted_interactions(actual, likes_twice) == 120);
  CHECK_FALSE(interactions(Counts{}));
}

TEST_CASE("every published score comes out of the formula") {
  const json::array values = published_values();
  if (values.empty()) {
    MESSAGE("skipped: ../shared/vectors/crowdtangle-scores.json is not there");
    return;
  }
  for (const json::value& value : values) {
    Weights weights = kStandardWeights;
    weights[index_of(Metric::care)] = value.at("care_weight").to_number<double>();
    const auto own = score(counts_of(value.at("actual")), counts_of(value.at("expected")), weights);
    REQUIRE(own);
    CHECK(std::abs(*own - value.at("score").to_number<double>()) < 1e-9);
    const json::value* step = value.as_object().if_contains("timestep");
    if (step == nullptr) continue;
    const std::chrono::duration<double, std::ratio<60>> age{value.at("age_minutes").to_number<double>()};
    CHECK(timestep_of(std::chrono::duration_cast<std::chrono::milliseconds>(age)) == step->as_int64());
  }
}

TEST_CASE("a benchmark is the mean of the middle half, rounded") {
  const auto middle = [](std::vector<std::int64_t> values) { return middle_mean(values); };

  CHECK_FALSE(middle({1, 2, 3}));
  CHECK(middle({9000, 2, 5, 0}) == 4);             // (2 + 5) / 2, away from zero
  CHECK(middle({1, 2, 3, 4, 5}) == 3);             // one at each end
  CHECK(middle({7, 1, 2, 3, 4, 5, 6}) == 4);       // floor(7 / 4) = 1 at each end
  CHECK(middle({8, 1, 2, 3, 100, 5, 6, 7}) == 5);  // (3 + 5 + 6 + 7) / 4 = 5.25
  CHECK(middle({0, 0, 0, 0}) == 0);
}

TEST_CASE("benchmarks look at the last hundred posts of the same type and timestep, each metric by itself") {
  Benchmarks past;
  for (std::int64_t i = 1; i <= 150; ++i) {
    Counts counts;
    counts[Metric::like] = i;
    if (i > 147) counts[Metric::share] = i;
    past.add(1, 7, counts);
  }

  const auto expected = past.expected(1, 7);

  CHECK(expected.posts == 100);
  CHECK(expected.counts[Metric::like] == 101);  // the mean of 76 to 125 is 100.5
  CHECK_FALSE(expected.counts[Metric::share]);  // three posts are too few
  CHECK_FALSE(expected.counts[Metric::comment]);
  CHECK(past.expected(1, 8).posts == 0);
  CHECK(past.expected(2, 7).posts == 0);
}

TEST_CASE("a timestep begins with its first instant and ends before its last") {
  using Step = std::pair<std::chrono::milliseconds, int>;
  constexpr std::array kSteps{Step{0ms, 0},
                              Step{15min - 1ms, 0},
                              Step{15min, 1},
                              Step{90min, 6},
                              Step{12h, 27},
                              Step{24h - 1ms, 38},
                              Step{24h, 39},
                              Step{48h, 47},
                              Step{96h, 55},
                              Step{144h - 1ms, 58},
                              Step{144h, 59},
                              Step{19 * 24h + 2h, 72},
                              Step{19 * 24h + 10h, 72},
                              Step{480h - 1ms, 72}};

  for (const auto& [age, step] : kSteps) {
    CAPTURE(age.count());
    CHECK(timestep_of(age) == step);
  }
  CHECK_FALSE(timestep_of(480h));
  CHECK_FALSE(timestep_of(-1ms));
}

TEST_CASE("an age that could be in two timesteps is in none") {
  const Time published = parse_time("2026-03-04T00:00:00Z").value();

  CHECK(timestep_of({published, 1s}, published + 3h) == 9);
  CHECK_FALSE(timestep_of({published, 1h}, published + 4h));   // "3 h": 180 to 240 minutes, two steps
  CHECK(timestep_of({published, 1h}, published + 14h) == 28);  // "13 h": one step of an hour
  CHECK_FALSE(timestep_of({published, 1h}, published + 14h + 30min));
  CHECK(timestep_of({published, 60s}, published + 5min) == 0);
  CHECK_FALSE(timestep_of({published, 24h}, published + 1h));
}
