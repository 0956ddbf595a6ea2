#include "base/time.h"

#include <doctest/doctest.h>

using feedwitness::format_time;
using feedwitness::parse_time;

TEST_CASE("an instant survives being written and read") {
  const auto time = parse_time("2019-04-19T18:06:49.123Z");

  REQUIRE(time);
  CHECK(format_time(*time) == "2019-04-19T18:06:49.123Z");
}

TEST_CASE("an offset is taken off, to UTC") {
  CHECK(format_time(*parse_time("2019-04-19T20:06:49+02:00")) == "2019-04-19T18:06:49.000Z");
  CHECK(format_time(*parse_time("2019-12-31T23:30:00.5-0130")) == "2020-01-01T01:00:00.500Z");
}

TEST_CASE("what is not an instant is refused") {
  CHECK_FALSE(parse_time(""));
  CHECK_FALSE(parse_time("2019-04-19"));
  CHECK_FALSE(parse_time("2019-04-19T18:06:49"));
  CHECK_FALSE(parse_time("2019-02-30T00:00:00Z"));
  CHECK_FALSE(parse_time("2019-04-19T24:00:00Z"));
  CHECK_FALSE(parse_time("2019-04-19T18:06:49Z and more"));
}
