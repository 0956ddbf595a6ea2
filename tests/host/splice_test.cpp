#include "host/splice.h"

#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

using feedwitness::host::splice;
namespace json = boost::json;

namespace {

const std::string kLong(3000, 'x');

std::string with_html(const std::string& raw) { return R"({"id":1,"html":")" + raw + kLong + R"("})"; }

}  // namespace

TEST_CASE("a large string is taken out and unescaped as Boost.JSON reads it") {
  for (const std::string raw : {R"(plain)", R"(\"quoted\" \\ \/ \b\f\n\r\t)", R"(\u003Cdiv\u003e)", R"(\ud83e\udd9a)",
                                R"(é€🜚 \u00e9\u20ac)", R"(\\)", R"(\\\")", R"(\u0000)", R"(\u0001)"}) {
    CAPTURE(raw);
    const auto spliced = splice(with_html(raw));

    REQUIRE(spliced);
    REQUIRE(spliced->large.size() == 1);
    CHECK(spliced->rest == R"({"id":1,"html":"\u00010"})");
    CHECK(json::string(spliced->large[0]) == json::parse(with_html(raw)).at("html").as_string());
  }
}

TEST_CASE("a large string with a fault is left to Boost.JSON to refuse") {
  for (const std::string raw : {"\n", "\x01", "\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82",
                                R"(\x)", R"(\u12)", R"(\u12g4)", R"(\ud800)", R"(\ud800\n)", R"(\udc00\ud800)"}) {
    CAPTURE(raw);
    CHECK_FALSE(splice(with_html(raw)));
    json::error_code failed;
    json::parse(with_html(raw), failed);
    CHECK(failed);
  }
}

TEST_CASE("a small string cannot pass for a large one") {
  CHECK_FALSE(splice(R"({"html":")" + kLong + R"(","extension":"\u00010"})"));
}

TEST_CASE("strings are told apart wherever their quotes are") {
  const auto spliced = splice(R"(["\"","\\",")" + kLong + R"(","]\\\"",")" + kLong + R"(y"])");

  REQUIRE(spliced);
  CHECK(spliced->rest == R"(["\"","\\","\u00010","]\\\"","\u00011"])");
  CHECK(spliced->large == std::vector<std::string>{kLong, kLong + "y"});
}
