#include "intake/attention.h"

#include <vector>

#include <doctest/doctest.h>

namespace {

using feedwitness::intake::attention;
using feedwitness::store::HealthDay;

using feedwitness::parser::kParserVersion;

HealthDay day(const char* name, std::int64_t seen, std::int64_t understood, std::int64_t unknown_audience = 0) {
  HealthDay result;
  result.parser_version = kParserVersion;
  result.day = name;
  result.health.seen = seen;
  result.health.understood = understood;
  result.health.unknown = seen - understood;
  result.health.unknown_audience = unknown_audience;
  return result;
}

}  // namespace

TEST_CASE("nothing seen, or too little to tell, is no alarm") {
  CHECK_FALSE(attention({}));
  CHECK_FALSE(attention(std::vector{day("2026-01-01", 9, 0)}));
}

TEST_CASE("reading as on the days before is no alarm, however good or bad it was") {
  CHECK_FALSE(attention(std::vector{day("2026-01-01", 100, 99), day("2026-01-02", 50, 48)}));
  CHECK_FALSE(attention(std::vector{day("2026-01-01", 100, 40), day("2026-01-02", 50, 20)}));
}

TEST_CASE("a fall of the share understood is an alarm that says what to do") {
  const auto said = attention(std::vector{day("2026-01-01", 100, 98), day("2026-01-02", 40, 12)});

  REQUIRE(said);
  CHECK(said->find("40 posts only 12 could be read") != std::string::npos);
  CHECK(said->find("feedwitness reparse") != std::string::npos);
}

TEST_CASE("audiences that can no longer be seen are an alarm, though the texts are read") {
  const auto said = attention(std::vector{day("2026-01-01", 100, 98, 2), day("2026-01-02", 40, 40, 39)});

  REQUIRE(said);
  CHECK(said->find("only 1 showed an audience") != std::string::npos);
}

TEST_CASE("from the first day on, less than half understood is an alarm") {
  CHECK(attention(std::vector{day("2026-01-01", 30, 14)}));
  CHECK_FALSE(attention(std::vector{day("2026-01-01", 30, 15)}));
}

TEST_CASE("eras and parsers of one day count together, and a day too thin does not hide the one before") {
  CHECK_FALSE(attention(std::vector{day("2026-01-01", 100, 100), day("2026-01-02", 6, 0), day("2026-01-02", 60, 60)}));
  CHECK(attention(std::vector{day("2026-01-01", 100, 100), day("2026-01-02", 50, 5), day("2026-01-03", 3, 3)}));
}

TEST_CASE("what an older parser could not read is no alarm for this one, and counts as what was before") {
  HealthDay old = day("2026-01-01", 100, 5);
  old.parser_version = kParserVersion - 1;

  CHECK_FALSE(attention(std::vector{old}));
  CHECK_FALSE(attention(std::vector{old, day("2026-01-02", 50, 10)}));
  old.health.understood = 95;
  old.health.unknown = 5;
  CHECK(attention(std::vector{old, day("2026-01-02", 50, 10)}));
}

TEST_CASE("many private posts are no alarm; nothing but private posts, after days with public ones, is") {
  HealthDay among_friends = day("2026-01-02", 20, 20);
  among_friends.health.seen = 100;
  CHECK_FALSE(attention(std::vector{day("2026-01-01", 100, 100), among_friends}));

  HealthDay closed = day("2026-01-02", 0, 0);
  closed.health.seen = 40;
  const auto said = attention(std::vector{day("2026-01-01", 100, 100), closed});
  REQUIRE(said);
  CHECK(said->find("40 posts none was found public") != std::string::npos);
  CHECK_FALSE(attention(std::vector{closed}));
}
