#include <set>
#include <string>

#include "tests/views/fixture.h"
#include "views/parameters.h"
#include "views/route.h"

using namespace feedwitness;
using tests::Fixture;
using tests::kNow;

namespace {

std::string with_token(std::string_view target) {
  std::string text{target};
  if (const auto at = text.find("$TOKEN"); at != std::string::npos) text.replace(at, 6, "me");
  return text;
}

ErrorCode code_of(std::string_view method, std::string_view target) {
  const auto routed = views::route(method, target);
  REQUIRE_FALSE(routed);
  return routed.error().code;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "every call of the table has a path of its own, and its example is answered") {
  store::Capture capture{
      {"examples", tests::at("2026-03-04T05:30:00Z"), "https://www.facebook.com/", "facebook", "feed"}, {rich()}, {}};
  capture.impressions[0].metadata.post_id = "5567788990011223";  // which examples name
  REQUIRE(store.add({&capture, 1}, kNow));
  std::set<std::string> names;
  for (const views::View& view : views::all()) {
    CAPTURE(view.name);
    CHECK(names.emplace(view.name).second);
    const auto routed = views::route(name_of(view.method), with_token(view.example));
    REQUIRE_MESSAGE(routed, (routed ? "" : routed.error().message));
    CHECK(routed->view->name == view.name);

    std::string body;
    const auto asked = views::ask_for_file(view, store, routed->parameters, kNow, [&](std::string_view piece) {
      body += piece;
      return true;
    });

    REQUIRE_MESSAGE(asked, (asked ? "" : asked.error().message));
    CHECK_FALSE(body.empty());
    if (media_type(view, routed->parameters) == "application/json") CHECK_NOTHROW(boost::json::parse(body));
  }
}

TEST_CASE("what a parameter takes when it is absent is something it takes") {
  for (const views::View& view : views::all()) {
    for (const views::Parameter& parameter : view.parameters) {
      CAPTURE(view.name);
      CAPTURE(parameter.name);
      CHECK_FALSE(parameter.help.empty());
      for (const std::string_view value : {parameter.standard, parameter.example}) {
        if (value.empty()) continue;
        const auto read = read_parameters(view, {{std::string{parameter.name}, std::string{value}}});
        if (!read) CHECK(read.error().message.find("is needed") != std::string::npos);
      }
    }
  }
}

TEST_CASE("a path names its call, its parameters and whose they are") {
  const auto routed = views::route("GET", "/api/v2/personal/0123abcd/summary/20-5?search=ferry+bell%20caf%C3%A9");

  REQUIRE(routed);
  CHECK(routed->view->name == "fbtrex/summary");
  CHECK(routed->token == "0123abcd");
  CHECK(routed->parameters == views::Parameters{{"paging", "20-5"}, {"search", "ferry bell café"}});
}

TEST_CASE("the last part of a path may be left away where it has a standard value, and a slash may end it") {
  for (const char* target :
       {"/api/v2/personal/me/summary", "/api/v2/personal/me/summary/", "/api/v2/personal/me/exporter"})
    CHECK(views::route("GET", target));
  CHECK(code_of("GET", "/api/v2/personal/me") == ErrorCode::not_found);
  CHECK(code_of("GET", "/api/v2/statistics/impressions/day") == ErrorCode::not_found);
}

TEST_CASE("what no call has is refused: another path, another method, a parameter twice, what is no path") {
  CHECK(code_of("GET", "/api/v2/personal/me/summary/1/2") == ErrorCode::not_found);
  CHECK(code_of("GET", "/api/v2/personal/me/remove/1-0") == ErrorCode::wrong_method);
  CHECK(code_of("DELETE", "/api/v2/personal/me/summary/1-0") == ErrorCode::wrong_method);
  CHECK(code_of("GET", "/api/v2/personal/me/summary/1-0?paging=2") == ErrorCode::bad_request);
  CHECK(code_of("GET", "/%zz") == ErrorCode::bad_request);
  CHECK(code_of("GET", "personal") == ErrorCode::bad_request);
}

TEST_CASE("under /graph a version may stand before the path, and errors have Graph's codes") {
  CHECK(views::is_graph("/graph/v2.11/me/feed?limit=2"));
  CHECK_FALSE(views::is_graph("/graphs"));
  const auto refused = views::route("GET", "/graph/v2.11/one/two/three");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.starts_with("(#2500) Unknown path components"));
}

TEST_CASE("a body gives its parameters, as a form or as an object, and none twice") {
  views::Parameters form;
  REQUIRE(views::read_body("application/x-www-form-urlencoded; charset=utf-8", "name=topic&value=a+b%21", form));
  CHECK(form == views::Parameters{{"name", "topic"}, {"value", "a b!"}});

  views::Parameters object;
  REQUIRE(views::read_body("application/json", R"({"name":"topic","count":2,"list":["a"]})", object));
  CHECK(object == views::Parameters{{"count", "2"}, {"list", R"(["a"])"}, {"name", "topic"}});

  CHECK_FALSE(views::read_body("application/json", R"({"name":"again"})", object));
  CHECK_FALSE(views::read_body("application/json", "[1]", object));
  CHECK(views::read_body("text/plain", "name=other", object));
}
