#include <string>

#include <doctest/doctest.h>

#include "tests/cli/home.h"

using namespace feedwitness;

TEST_CASE("crowdtangle score prints the score of each post of a document, and says what shape it takes") {
  const tests::Home home;

  const auto scores = home.run({"crowdtangle", "score"}, R"([
    {"actual": {"like": 90, "share": 10}, "expected": {"like": 40, "share": 10}},
    {"actual": {"like": 20}, "expected": {"like": 50}, "weights": {"like": 3, "share": 0}},
    {"actual": {"care": 8}, "expected": {"care": 2}, "care_weight": 0},
    {"actual": {"like": null}, "expected": {"like": 2}}])");

  CHECK(scores.out == "2\n-2.5\nnull\nnull\n");
  CHECK(home.run({"crowdtangle", "score"}, R"({"actual":{"like":9},"expected":{"like":3}})").out == "1.8\n");
  for (const char* misshapen : {"", "7", "[7]", R"({"actual":{}})", R"({"actual":{"like":-1},"expected":{}})",
                                R"({"actual":{},"expected":{},"weights":{"like":"much"}})"}) {
    CAPTURE(misshapen);
    const auto refused = home.run({"crowdtangle", "score"}, misshapen);
    CHECK(refused.status == 2);
    CHECK(refused.err.find(R"("actual")") != std::string::npos);
  }
}
