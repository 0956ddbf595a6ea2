#include <string>
#include <vector>

#include "tests/views/fixture.h"

using namespace feedwitness;
using tests::Fixture;
using tests::kNow;
namespace json = boost::json;

TEST_CASE_FIXTURE(Fixture, "the summary has the seed's names, newest first, without private impressions") {
  const auto rows = ask("fbtrex/summary");

  REQUIRE(rows.size() == 2);
  CHECK(json::parse(rows[0]).at("impressionOrder") == 3);
  const json::object row = json::parse(rows[1]).as_object();
  CHECK(row.at("impressionTime") == "2026-03-04T05:00:10.000Z");
  CHECK(row.at("id").as_string().size() == 40);
  CHECK(row.at("semanticId").as_string().size() == 40);
  CHECK(row.at("publicationTime") == "2026-03-04T01:00:00.000Z");
  CHECK(row.at("texts") == json::array{"Concert, on Saturday", "Bring a friend", "Concert", "At eight"});
  CHECK(row.at("textsize") == 52);
  CHECK(row.at("images") == json::object{{"count", 2}, {"captions", {"May be an image of a boat"}}});
  CHECK(row.at("opengraph").at("siteName") == "choir.example");
  CHECK(row.at("nature") == "sponsored");
}

TEST_CASE_FIXTURE(Fixture, "unknown is absent or null, zero is zero, and what was rounded says so") {
  const auto rows = ask("fbtrex/summary");
  const json::object poor = json::parse(rows[0]).as_object();
  const json::object rich = json::parse(rows[1]).as_object();

  CHECK_FALSE(poor.contains("LIKE"));
  CHECK_FALSE(poor.contains("comments"));
  CHECK_FALSE(poor.contains("semanticId"));
  CHECK(poor.at("publicationTime").is_null());
  CHECK(poor.at("nature") == "unknown");
  CHECK(poor.at("images").at("count").is_null());
  CHECK(rich.at("LIKE") == 1200);
  CHECK(rich.at("CARE") == 0);
  CHECK(rich.at("precision") == json::object{{"LIKE", 100}, {"publicationTime", 3600}});
}

TEST_CASE_FIXTURE(Fixture, "paging takes AMOUNT and AMOUNT-SKIP, and nothing that only looks like it") {
  CHECK(ask("fbtrex/summary", {{"paging", "1"}}).size() == 1);
  CHECK(json::parse(ask("fbtrex/summary", {{"paging", "1-1"}}).at(0)).at("impressionOrder") == 1);
  CHECK(ask("fbtrex/summary", {{"paging", "5-2"}}).empty());

  for (const char* wrong :
       {"", "0", "-1", "1-", "-", "10abc", "1-2-3", "1-x", "+1", " 1", "10001", "99999999999999999999"}) {
    CAPTURE(wrong);
    CHECK(refusal("fbtrex/summary", {{"paging", wrong}}).find("10000") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Fixture, "a parameter that a view does not know is an error, not ignored") {
  CHECK(refusal("fbtrex/summary", {{"pagin", "1-0"}}).find("paging") != std::string::npos);
  CHECK(refusal("fbtrex/exporter", {{"html", "yes"}}).find("true") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "CSV quotes what RFC 4180 says, and nothing else") {
  const auto pieces = ask("fbtrex/csv");

  REQUIRE(pieces.size() == 1);
  const std::string& csv = pieces.front();
  CHECK(csv.starts_with(
      "nature,publicationTime,postId,permaLink,fblinktype,source,sourceLink,displaySource,textsize,texts,"
      "impressionTime,impressionOrder,user,timeline,semanticId,LIKE,"));
  CHECK(csv.find("\r\nunknown,,,,,Tuesday Market,,,0,,2026-03-04T05:00:30.000Z,3,") != std::string::npos);
  CHECK(csv.find("\r\nsponsored,2026-03-04T01:00:00.000Z,1234567890,/harbourchoir/posts/1234567890,posts,"
                 "\"Harbour \"\"Choir\"\"\",https://www.facebook.com/harbourchoir,"
                 "\"Harbour \"\"Choir\"\", with friends\",52,"
                 "\"[\"\"Concert, on Saturday\"\",\"\"Bring a friend\"\",\"\"Concert\"\",\"\"At eight\"\"]\",") !=
        std::string::npos);
  CHECK(csv.ends_with("\r\n"));
}

TEST_CASE_FIXTURE(Fixture, "search keeps the rows whose texts hold every word") {
  CHECK(ask("fbtrex/summary", {{"search", "concert friend"}}).size() == 1);
  CHECK(ask("fbtrex/summary", {{"search", "concert tuesday"}}).empty());
}

TEST_CASE_FIXTURE(Fixture, "the export holds everything, private impressions as order and time alone") {
  std::vector<json::object> lines;
  for (const std::string& line : ask("fbtrex/exporter", {{"html", "true"}}))
    lines.push_back(json::parse(line).as_object());

  REQUIRE(lines.size() == 6);  // export, supporter, timeline, three impressions
  CHECK(lines[0].at("kind") == "export");
  CHECK(lines[1].at("pseudonym").is_string());
  CHECK(lines[2].at("impressions") == 3);
  CHECK(lines[3].at("metadata").at("impressionOrder") == 1);
  CHECK(lines[3].at("html") == "<div>kept</div>");
  CHECK(lines[4].at("visibility") == "private");
  CHECK(lines[4].size() == 5);  // kind, the id of the timeline, order, time, visibility
}

TEST_CASE_FIXTURE(Fixture, "the export never holds the token") {
  const std::string token = store.supporter()->token;
  REQUIRE(token.size() == 40);

  for (const std::string& line : ask("fbtrex/exporter", {{"html", "true"}}))
    CHECK(line.find(token) == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "the export as one document is JSON with the same content") {
  std::string text;
  for (const std::string& piece : ask("fbtrex/exporter", {{"format", "json"}})) text += piece;

  const json::object document = json::parse(text).as_object();
  CHECK(document.at("timelines").as_array().size() == 1);
  CHECK(document.at("impressions").as_array().size() == 3);
  CHECK(document.at("consent").is_null());
}

TEST_CASE_FIXTURE(Fixture, "a view stops when its reader has gone") {
  int pieces = 0;

  const auto done = views::ask(*views::find("fbtrex/summary"), store, {}, kNow, [&](std::string_view) {
    ++pieces;
    return false;
  });

  CHECK(done);
  CHECK(pieces == 1);
}
