#include <cstring>
#include <httplib.h>
#include <regex>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "tests/server/serving.h"
#include "views/route.h"
#include "views/view.h"

// The three doors as people and browsers use them: the built programs, over one store.

using namespace feedwitness;
namespace json = boost::json;

namespace {

// What the host says to one query, its pages joined: rows as an array, files as a text.
struct Said {
  json::array rows;
  std::string text;
  json::object error;
};

Said query(tests::Browser& browser, const views::View& view, const views::Parameters& parameters) {
  json::object given;
  for (const auto& [name, value] : parameters) given[name] = value;
  Said said;
  browser.send(json::serialize(
      json::object{{"type", "query"}, {"id", 2}, {"view", json::string{view.name}}, {"parameters", given}}));
  while (true) {
    const json::object answer = browser.answer().value().as_object();
    if (answer.at("type") == "error") {
      said.error = answer;
      return said;
    }
    if (answer.at("type") == "rows") {
      for (const json::value& row : answer.at("rows").as_array()) said.rows.push_back(row);
    } else {
      said.text += answer.at("text").as_string().c_str();
    }
    if (!answer.at("more").as_bool()) return said;
  }
}

// What differs because time goes by between one door and the next, and links, which lead back through their own door.
std::string without_clock(std::string text) {
  for (const char* key : {"\"computedat\":\"", "\"next\":\"", "\"download_url\":\""}) {
    const std::size_t at = text.find(key);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + std::strlen(key);
    text.erase(begin, text.find('"', begin) - begin);
  }
  // Each publishing makes another note.
  if (const std::size_t at = text.find("_note"); at != std::string::npos) text.erase(at + 5, 1);
  // A link leads back through the door that gave it, with the token first or last.
  static const std::regex kDoor{
      "http://127\\.0\\.0\\.1:[0-9]+|access_token=[0-9a-f]{40}&|(&amp;|[?&])access_token=[0-9a-f]{40}(?!&)"};
  return std::regex_replace(text, kDoor, "");
}

std::string with_me(std::string target) {
  const std::size_t at = target.find("$TOKEN");
  return at == std::string::npos ? target : target.replace(at, 6, "me");
}

}  // namespace

TEST_CASE("every call gives the same through all three doors") {
  const tests::Home home;
  REQUIRE(home.run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kTimeline}).status == 0);
  const std::string token = home.token();
  tests::Serving serving{home};
  httplib::Client client("127.0.0.1", serving.port());
  client.set_bearer_token_auth(token.c_str());
  tests::Browser browser{home.folder};
  browser.send(R"({"type":"hello","id":1,"protocol":1,"extension":"0.1.0","browser":"chromium"})");
  REQUIRE(browser.answer());

  for (const views::View& view : views::all()) {
    CAPTURE(view.name);
    const std::string target = with_me(std::string{view.example});
    const std::string method{name_of(view.method)};
    const std::string given = view.takes.empty() ? "" : "<entry/>";
    const auto over_http = view.method == views::Method::read    ? client.Get(target)
                           : view.method == views::Method::write ? client.Post(target, given, "text/plain")
                                                                 : client.Delete(target);
    REQUIRE(over_http);
    CHECK(over_http->status == 200);
    const std::string body = without_clock(over_http->body);

    CHECK(without_clock(home.run({"get", "-X", method, "-d", given, target}).out) == body);

    const auto routed = views::route(method, target);
    REQUIRE(routed);
    const Said said = query(browser, view, routed->parameters);
    if (view.method != views::Method::read || !is_text(view)) {
      CHECK(said.error.at("code") == "bad_request");
    } else if (view.gives == "rows") {
      CHECK(json::value(said.rows) == json::parse(body));
    } else {
      CHECK(without_clock(said.text) == body);
    }
  }
  CHECK(serving.stop() == 0);
}

TEST_CASE("what is refused at one door is refused at all, in the same words") {
  const tests::Home home;
  const std::string token = home.token();
  tests::Serving serving{home};
  httplib::Client client("127.0.0.1", serving.port());

  for (const char* call :
       {"summary/0-0", "summary/5-x", "daily/3?timezone=Mars", "csv/1?format=v2", "exporter?html=1"}) {
    CAPTURE(call);
    const auto over_http = client.Get("/api/v2/personal/" + token + "/" + call);
    const auto printed = home.run({"get", std::string{"personal/me/"} + call});

    CHECK(over_http->status == 400);
    CHECK(printed.status == static_cast<int>(ErrorCode::bad_request));
    CHECK(printed.err ==
          "feedwitness: " + std::string{json::parse(over_http->body).at("message").as_string().c_str()} + "\n");
  }
  CHECK(home.run({"get", "personal/" + std::string(40, '0') + "/summary"}).status ==
        static_cast<int>(ErrorCode::unauthorized));
}
