#include "host/parts.h"

#include <string>

#include <doctest/doctest.h>

#include "parser/parse.h"

using namespace feedwitness;
using host::Parts;

TEST_CASE("parts are joined in their order, each html by its name, once") {
  Parts parts;
  REQUIRE(parts.add("a", 1, "<di"));
  REQUIRE(parts.add("b", 1, "other"));
  REQUIRE(parts.add("a", 2, "v>"));

  CHECK(*parts.take("a", 2) == "<div>");
  CHECK_FALSE(parts.take("a", 2));
  CHECK(*parts.take("b", 1) == "other");
}

TEST_CASE("a part that is missing or doubled drops its html") {
  for (const int wrong : {2, 4}) {
    Parts parts;
    REQUIRE(parts.add("a", 1, "x"));
    REQUIRE(parts.add("a", 2, "y"));

    CHECK(parts.add("a", wrong, "z").error().code == ErrorCode::bad_request);
    CHECK_FALSE(parts.take("a", 2));
  }
}

TEST_CASE("number 1 begins an html anew") {
  Parts parts;
  REQUIRE(parts.add("a", 1, "old"));
  REQUIRE(parts.add("a", 1, "new"));

  CHECK(*parts.take("a", 1) == "new");
}

TEST_CASE("an html of parts cannot be taken before all of them came") {
  Parts parts;
  REQUIRE(parts.add("a", 1, "x"));

  CHECK(parts.take("a", 2).error().code == ErrorCode::bad_request);
  CHECK(parts.take("b", 1).error().code == ErrorCode::bad_request);
  REQUIRE(parts.add("a", 2, "y"));
  CHECK(*parts.take("a", 2) == "xy");
}

TEST_CASE("one html, and all that is open together, have a limit") {
  Parts parts;
  const std::string largest(parser::kHtmlLimit, 'x');
  REQUIRE(parts.add("a", 1, largest));

  CHECK(parts.add("a", 2, "x").error().code == ErrorCode::too_large);
  REQUIRE(parts.add("a", 1, largest));
  REQUIRE(parts.add("b", 1, largest));
  CHECK(parts.add("c", 1, "x").error().code == ErrorCode::too_large);
  REQUIRE(parts.take("b", 1));
  CHECK(parts.add("c", 1, largest));
}
