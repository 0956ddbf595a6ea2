#include <algorithm>
#include <string>
#include <vector>

#include "tests/views/fixture.h"

using namespace feedwitness;
using tests::at;
using tests::Fixture;
using tests::kNow;
namespace json = boost::json;

namespace {

store::Impression post(int order, Time time, const std::string& source, const std::string& post_id) {
  store::Impression impression;
  impression.order = order;
  impression.time = time;
  impression.is_public = true;
  impression.understanding = parser::Understanding::understood;
  impression.metadata.nature = parser::Nature::organic;
  impression.metadata.source = source;
  impression.metadata.source_link = "https://www.facebook.com/" + source;
  impression.metadata.post_id = post_id;
  impression.metadata.text = "Words of " + post_id;
  return impression;
}

// Adds a timeline that begins with its first impression.
void add(store::Store& store, const std::string& uuid, std::vector<store::Impression> impressions) {
  store::Capture capture;
  capture.timeline = {uuid, impressions.front().time, "https://www.facebook.com/", "facebook", "feed"};
  capture.impressions = std::move(impressions);
  REQUIRE(store.add({&capture, 1}, kNow));
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "stats lists every impression of the timelines, private ones without content") {
  add(store, "later", {post(1, at("2026-03-05T10:00:00Z"), "ferry", "1")});

  const json::object answer = document("fbtrex/stats", {{"paging", "1-1"}});

  CHECK(answer.at("storedTimelines") == 2);
  CHECK(answer.at("served") == json::object{{"amount", 1}, {"skip", 1}});
  const json::array& content = answer.at("content").as_array();
  REQUIRE(content.size() == 3);
  CHECK(content[0].at("summary").at(0).at("postId") == "1234567890");
  CHECK(content[0].at("htmlId") == content[0].at("summary").at(0).at("id"));
  CHECK(content[1].at("impressionOrder") == 2);
  CHECK(content[1].at("visibility") == "private");
  CHECK(content[1].at("summary").as_array().empty());
  CHECK_FALSE(content[1].as_object().contains("htmlId"));
  const std::string id = json::value_to<std::string>(content[0].at("timelineId"));
  CHECK(answer.at("timelines") == json::object{{id, 3}});
}

TEST_CASE_FIXTURE(Fixture, "semanticCount counts the earlier impressions with the same text") {
  add(store, "again",
      {post(1, at("2026-03-05T10:00:00Z"), "ferry", "7"), post(2, at("2026-03-05T10:00:00Z"), "ferry", "7")});
  add(store, "and again", {post(1, at("2026-03-06T10:00:00Z"), "ferry", "7")});

  const auto rows = ask("fbtrex/summary", {{"paging", "3-0"}});

  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(json::parse(rows[i]).at("semanticCount") == json::object{{"personal", 2 - i}, {"global", 2 - i}});
  }
}

TEST_CASE_FIXTURE(Fixture, "the table of 2019 has its 21 columns and its own way with quotes") {
  const std::string csv = file("fbtrex/csv", {{"format", "v1"}});
  const auto supporter = store.supporter()->pseudonym;

  CHECK(csv.starts_with(
      R"("impressionTime","impressionOrder","user","timeline","publicationTime","postId","nature","fblinktype",)"
      R"("permaLink","source","sourceLink","displaySource","textSize","LIKE","LOVE","ANGRY","HAHA","WOW","SAD",)"
      "\"images.count\",\"id\"\n2026-03-04T05:00:30.000Z,3,\"" +
      supporter + "\","));
  CHECK(
      csv.find(
          ",null,\"\",\"unknown\",\"\",\"\",\"Tuesday Market\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"") !=
      std::string::npos);
  CHECK(csv.find(",2026-03-04T01:00:00.000Z,\"1234567890\",\"sponsored\",\"posts\",\"/harbourchoir/posts/1234567890\","
                 "\"Harbour 〃Choir〃\",") != std::string::npos);
  CHECK(csv.find("\"\",1200,\"\",\"\",\"\",\"\",\"\",2,\"") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "the table of the documentation quotes its 15 columns and keeps the texts") {
  const std::string csv = file("fbtrex/csv", {{"format", "doc"}, {"legacyIds", "true"}});

  CHECK(csv.starts_with(R"("nature","publicationTime","postId","permaLink","fblinktype","source","sourceLink",)"
                        R"("displaySource","textsize","texts","impressionTime","impressionOrder","user","timeline",)"
                        "\"semanticId\",\"legacySemanticId\"\n"));
  CHECK(csv.find(R"("Harbour ""Choir"", with friends","52",)"
                 R"("Concert, on Saturday ‖▩‖ Bring a friend ‖▩‖ Concert ‖▩‖ At eight",)"
                 R"("2026-03-04T05:00:10.000Z","1",)") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a legacy id is the SHA-1 of the former service over the same text") {
  auto impression = post(1, at("2026-03-05T10:00:00Z"), "ferry", "1");
  impression.metadata.text = "Hello\nworld";
  add(store, "hello", {impression});

  // printf 'text\u2234Hello\nworld,' | sha1sum
  CHECK(file("fbtrex/csv", {{"paging", "1"}, {"legacyIds", "true"}})
            .find(",7c1f2b67c8423c23fe54e889974e6938f01bbc8c\r\n") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "daily has a row for each day of the calendar, also for those without data") {
  add(store, "later",
      {post(1, at("2026-03-06T10:00:00Z"), "ferry", "1"), post(2, at("2026-03-06T10:20:00Z"), "choir", "2")});

  const json::object answer = document("fbtrex/daily", {{"paging", "3-0"}});

  CHECK(answer.at("dayamount") == 3);
  CHECK(answer.at("skipped") == 0);
  CHECK(answer.at("pseudo").as_string() == json::string_view{store.supporter()->pseudonym});
  const json::array& days = answer.at("stats").as_array();
  REQUIRE(days.size() == 3);
  CHECK(days[0] == json::value{{"day", "2026-03-06"},
                               {"dayTime", "2026-03-06T00:00:00.000Z"},
                               {"ntimelines", 1},
                               {"npost", 2},
                               {"nature", {{"organic", 2}, {"sponsored", 0}, {"unknown", 0}}},
                               {"totalSeconds", 1200},
                               {"duration", "20 minutes"},
                               {"sources", 2},
                               {"nprivate", 0}});
  CHECK(days[1].at("day") == "2026-03-05");
  CHECK(days[1].at("npost") == 0);
  CHECK(days[2].at("npost") == 2);
  CHECK(days[2].at("nprivate") == 1);
  CHECK(document("fbtrex/daily", {{"paging", "1-2"}}).at("stats").at(0) == days[2]);
}

TEST_CASE_FIXTURE(Fixture, "a day begins at midnight of its zone, also where the clocks change") {
  // In Madrid the 29th of March 2026 has 23 hours: from 23:00Z to 22:00Z.
  add(store, "spring",
      {post(1, at("2026-03-28T22:59:59Z"), "ferry", "1"), post(2, at("2026-03-28T23:00:00Z"), "ferry", "2"),
       post(3, at("2026-03-29T21:59:59Z"), "ferry", "3"), post(4, at("2026-03-29T22:00:00Z"), "ferry", "4")});

  const auto days = document("fbtrex/daily", {{"timezone", "Europe/Madrid"}, {"paging", "3"}}).at("stats").as_array();

  CHECK(days[0].at("day") == "2026-03-30");
  CHECK(days[0].at("npost") == 1);
  CHECK(days[1].at("dayTime") == "2026-03-28T23:00:00.000Z");
  CHECK(days[1].at("npost") == 2);
  CHECK(days[2].at("npost") == 1);
  CHECK(refusal("fbtrex/daily", {{"timezone", "../../etc/passwd"}}).find("timezone") == 0);
  CHECK(refusal("fbtrex/daily", {{"timezone", "Europe/Atlantis"}}).find("timezone") == 0);
}

TEST_CASE_FIXTURE(Fixture, "a duration is spoken of as the former service did") {
  const auto spoken = [&](std::chrono::seconds duration) {
    const Time begin = at("2026-04-01T00:00:00Z") + duration * 100;  // a timeline of its own
    add(store, std::to_string(duration.count()),
        {post(1, begin, "ferry", "1"), post(2, begin + duration, "ferry", "2")});
    const auto day = format_time(begin).substr(0, 10);
    return json::value_to<std::string>(
        document("fbtrex/daily", {{"paging", "1"}, {"day", day}}).at("stats").at(0).at("duration"));
  };

  CHECK(spoken(std::chrono::seconds{44}) == "a few seconds");
  CHECK(spoken(std::chrono::seconds{45}) == "a minute");
  CHECK(spoken(std::chrono::seconds{1692}) == "28 minutes");
}

TEST_CASE_FIXTURE(Fixture, "remove counts first and then deletes, the newest timeline unless told otherwise") {
  add(store, "later", {post(1, at("2026-03-05T10:00:00Z"), "ferry", "1")});

  const json::object counted = document("fbtrex/remove", {{"paging", "2"}, {"dryRun", "true"}});
  CHECK(counted.at("timelines") == 2);
  CHECK(counted.at("impressions") == 4);
  CHECK_FALSE(counted.contains("receipt"));
  const json::object removed = document("fbtrex/remove");
  CHECK(removed.at("timelines") == 1);
  CHECK(removed.at("impressions") == 1);
  CHECK(removed.at("receipt").at("found") == 0);
  CHECK(document("fbtrex/stats").at("storedTimelines") == 1);
  CHECK(document("fbtrex/remove", {{"paging", "5-7"}}).at("timelines") == 0);
  CHECK(document("fbtrex/stats").at("storedTimelines") == 1);
}

TEST_CASE_FIXTURE(Fixture, "the export of a page of timelines holds those alone") {
  add(store, "later", {post(1, at("2026-03-05T10:00:00Z"), "ferry", "1")});

  const json::object newest = document("fbtrex/exporter", {{"paging", "1"}, {"format", "json"}, {"legacyIds", "true"}});

  CHECK(newest.at("timelines").as_array().size() == 1);
  REQUIRE(newest.at("impressions").as_array().size() == 1);
  CHECK(newest.at("impressions").at(0).at("legacySemanticId").as_string().size() == 40);
}

TEST_CASE_FIXTURE(Fixture, "the counter tells the last seven days from all") {
  add(store, "old", {post(1, at("2026-02-24T10:00:00Z"), "ferry", "1")});

  const json::object answer = document("fbtrex/counter");

  const json::object& content = answer.at("content").as_object();
  CHECK(content.at("impressions") == 4);
  CHECK(content.at("impressions_lw") == 3);
  CHECK(content.at("metadata") == 3);
  CHECK(content.at("metadata_lw") == 2);
  CHECK(content.at("htmls") == 1);
  CHECK(content.at("timelines_lw") == 1);
  CHECK(content.at("supporters") == 1);
  CHECK(answer.at("computedat") == "2026-03-04T06:00:00.000Z");
}

TEST_CASE_FIXTURE(Fixture, "a timeline tells by kind what it showed, and which orders were not captured") {
  add(store, "later",
      {post(2, at("2026-03-05T10:00:00Z"), "ferry", "1"), post(5, at("2026-03-05T10:01:30Z"), "ferry", "2")});

  const auto rows = ask("fbtrex/timelines");

  const json::object newest = json::parse(rows.at(0)).as_object();
  CHECK(newest.at("impressions") == 2);
  CHECK(newest.at("highestOrder") == 5);
  CHECK(newest.at("missingOrders") == 3);
  CHECK(newest.at("totalSeconds") == 90);
  CHECK(json::parse(rows.at(1)).at("nature") == json::object{{"organic", 0}, {"sponsored", 1}, {"unknown", 1}});
  CHECK(json::parse(rows.at(1)).at("private") == 1);
}

TEST_CASE_FIXTURE(Fixture, "publishers come by how much was seen of them, also those without an address") {
  auto nameless = post(3, at("2026-03-05T10:02:00Z"), "", "");
  nameless.metadata.source = "Tuesday Market";
  nameless.metadata.source_link.clear();
  add(store, "later",
      {post(1, at("2026-03-05T10:00:00Z"), "ferry", "1"), post(2, at("2026-03-05T10:01:00Z"), "ferry", "1"), nameless,
       post(4, at("2026-03-05T10:03:00Z"), "ferry", "2")});

  const auto rows = ask("fbtrex/sources", {{"paging", "2"}});

  REQUIRE(rows.size() == 2);
  CHECK(json::parse(rows[0]) == json::value{{"source", "ferry"},
                                            {"sourceLink", "https://www.facebook.com/ferry"},
                                            {"impressions", 3},
                                            {"posts", 2},
                                            {"sponsored", 0},
                                            {"firstImpression", "2026-03-05T10:00:00.000Z"},
                                            {"lastImpression", "2026-03-05T10:03:00.000Z"}});
  CHECK(json::parse(rows[1]).at("source") == "Tuesday Market");
  CHECK(json::parse(rows[1]).at("sourceLink").is_null());
  CHECK(json::parse(rows[1]).at("impressions") == 2);
}

TEST_CASE_FIXTURE(Fixture, "a post that is shown again tells how often, how late and at which order") {
  auto dated = post(4, at("2026-03-06T12:00:00Z"), "ferry", "9");
  dated.metadata.publication_time = {at("2026-03-05T09:00:00Z"), std::chrono::seconds{1}};
  add(store, "first", {post(7, at("2026-03-05T10:00:00Z"), "ferry", "9")});
  add(store, "second", {dated});

  const json::object row = json::parse(ask("fbtrex/repetition", {{"paging", "1"}}).at(0)).as_object();

  CHECK(row.at("postId") == "9");
  CHECK(row.at("shown") == 2);
  CHECK(row.at("timelines") == 2);
  CHECK(row.at("delaySeconds") == json::object{{"first", 3600}, {"last", 97200}, {"precision", 1}});
  CHECK(row.at("order") == json::object{{"first", 7}, {"lowest", 4}, {"highest", 7}, {"mean", 5.5}});
}

TEST_CASE_FIXTURE(Fixture, "a series counts equal stretches of time, also those without data") {
  add(store, "later", {post(1, at("2026-03-06T10:00:00Z"), "ferry", "1")});

  const auto rows = ask("fbtrex/series", {{"name", "impressions"}, {"unit", "day"}, {"amount", "3"}});

  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == R"({"day":"2026-03-06T00:00:00.000Z","name":"impressions","private":0,"public":1,"total":1})");
  CHECK(rows[1] == R"({"day":"2026-03-05T00:00:00.000Z","name":"impressions","private":0,"public":0,"total":0})");
  CHECK(rows[2] == R"({"day":"2026-03-04T00:00:00.000Z","name":"impressions","private":1,"public":2,"total":3})");
  CHECK(ask("fbtrex/series", {{"name", "processing"}, {"unit", "hours"}, {"amount", "48"}}).size() == 48);
  CHECK(refusal("fbtrex/series", {{"name", "gossip"}, {"unit", "day"}, {"amount", "3"}}).find("name is one of") == 0);
  CHECK(refusal("fbtrex/series", {{"name", "active"}, {"unit", "day"}}).find("amount is needed") == 0);
}

TEST_CASE("an empty store answers every call that asks") {
  const tests::TemporaryFolder folder;
  auto store = Fixture::open(folder.path());

  for (const views::View& view : views::all()) {
    if (view.name == "fbtrex/series") continue;
    if (view.name.starts_with("adjacency/") && view.path.starts_with("/graph")) continue;  // adjacency/empty.txt
    if (view.name.starts_with("graph/")) continue;                                         // graph_test.cpp
    CAPTURE(view.name);
    views::Parameters parameters;
    if (view.path.find("{lang}") != std::string_view::npos) parameters["lang"] = "en";
    if (view.path.find("{label}") != std::string_view::npos) parameters["label"] = "ferry";
    if (view.path.find("{id}") != std::string_view::npos) parameters["id"] = "300";
    if (view.path.find("{semanticId}") != std::string_view::npos) parameters["semanticId"] = std::string(40, '0');
    const auto asked = views::ask(view, store, parameters, kNow, [](std::string_view) { return true; });
    CHECK_MESSAGE(asked, (asked ? "" : asked.error().message));
  }
}
