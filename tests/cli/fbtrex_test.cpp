#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "tests/cli/home.h"

// Old answers of the former service come in and go out again. They are no part of the project: where they are not
// beside it, these tests say so.

using namespace feedwitness;
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

fs::path shared(const std::string& name) {
  const char* given = std::getenv("FEEDWITNESS_SHARED");
  for (const fs::path& folder : {fs::path{given == nullptr ? "" : given}, fs::path{FEEDWITNESS_SOURCE_DIR "/../shared"},
                                 fs::path{FEEDWITNESS_SOURCE_DIR "/../../shared"}}) {
    if (!folder.empty() && fs::exists(folder / name)) return folder / name;
  }
  MESSAGE("skipped: there is no shared/" << name);
  return {};
}

}  // namespace

TEST_CASE("what an old summary said is said again") {
  const fs::path file = shared("golden/fbtrex-summary.json");
  if (file.empty()) return;
  const tests::Home home;
  const json::array theirs = json::parse(tests::read_file(file)).as_array();
  REQUIRE(home.run({"import", "--fbtrex", file.string()}).status == 0);
  CHECK(home.run({"import", "--fbtrex", file.string()}).out.find(" there already") != std::string::npos);

  const json::array ours = home.json({"get", "personal/me/summary/1000-0"}).as_array();

  REQUIRE(ours.size() == theirs.size());
  std::map<std::pair<std::string, std::int64_t>, const json::object*> by_place;
  const auto place = [](const json::object& row) {
    return std::pair{json::value_to<std::string>(row.at("impressionTime")), row.at("impressionOrder").as_int64()};
  };
  for (const json::value& row : ours) by_place[place(row.as_object())] = &row.as_object();
  for (const json::value& value : theirs) {
    const json::object& row = value.as_object();
    const json::object* own = by_place[place(row)];
    REQUIRE(own != nullptr);
    for (const char* key : {"publicationTime", "postId", "permaLink", "fblinktype", "nature", "images", "displaySource",
                            "source", "texts", "LIKE", "LOVE", "WOW", "HAHA", "SAD", "ANGRY"}) {
      CAPTURE(key);
      CHECK(own->contains(key) == row.contains(key));
      if (own->contains(key) && row.contains(key)) CHECK(own->at(key) == row.at(key));
    }
    CHECK(own->contains("sourceLink") == row.contains("sourceLink"));  // an address is written in one way here
  }
}

TEST_CASE("old statistics keep their timelines and private impressions") {
  const fs::path file = shared("golden/fbtrex-stats.json");
  if (file.empty()) return;
  const tests::Home home;
  const json::object theirs = json::parse(tests::read_file(file)).as_object();
  REQUIRE(home.run({"import", "--fbtrex", file.string()}).status == 0);

  const json::object ours = home.json({"get", "personal/me/stats/100-0"}).as_object();

  CHECK(ours.at("timelines").as_object().size() == theirs.at("timelines").as_object().size());
  const json::array& rows = ours.at("content").as_array();
  REQUIRE(rows.size() == theirs.at("content").as_array().size());
  std::size_t without_html = 0;
  for (const json::value& row : theirs.at("content").as_array())
    without_html += row.as_object().contains("htmlId") ? 0 : 1;
  std::size_t hidden = 0;
  for (const json::value& row : rows) hidden += row.at("visibility") == "private" ? 1 : 0;
  CHECK(hidden == without_html);
}

TEST_CASE("the legacy id of a text is the one that the former service gave it") {
  const fs::path file = shared("vectors/fbtrex-ids.json");
  if (file.empty()) return;
  const tests::Home home;
  json::array rows;
  const json::value vectors = json::parse(tests::read_file(file));
  for (const json::value& vector : vectors.at("semanticId_realApi").as_array()) {
    rows.push_back({{"timeline", "leek-bun-date"},
                    {"user", "plum-pie-fig"},
                    {"impressionOrder", rows.size() + 1},
                    {"impressionTime", "2019-06-01T18:07:13.000Z"},
                    {"texts", vector.at("texts")}});
  }
  REQUIRE(rows.size() == 25);
  tests::write_file(home.path() / "vectors.json", json::serialize(rows));
  REQUIRE(home.run({"import", "--fbtrex", (home.path() / "vectors.json").string()}).status == 0);

  const std::string csv = home.run({"csv", "--legacy-ids"}).out;

  for (const json::value& vector : vectors.at("semanticId_realApi").as_array()) {
    CHECK(csv.find("," + json::value_to<std::string>(vector.at("semanticId")) + "\r\n") != std::string::npos);
  }
}
