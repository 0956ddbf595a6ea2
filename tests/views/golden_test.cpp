#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "tests/views/fixture.h"

// The answers of the former service are no part of the project: where they are not beside it, these tests say so.

using namespace feedwitness;
using tests::Fixture;
namespace json = boost::json;

namespace {

std::optional<json::value> golden(const std::string& name) {
  const char* given = std::getenv("FEEDWITNESS_SHARED");
  const auto shared = given == nullptr ? std::filesystem::path{FEEDWITNESS_SOURCE_DIR} / "../shared" : given;
  for (const auto& folder : {shared, std::filesystem::path{FEEDWITNESS_SOURCE_DIR} / "../../shared"}) {
    std::ifstream in(folder / "golden" / name, std::ios::binary);
    if (in) return json::parse(std::string{std::istreambuf_iterator<char>(in), {}});
  }
  MESSAGE("skipped: there is no golden/" << name);
  return std::nullopt;
}

// Whether `ours` has every key of theirs with a value of the same type. What is left out is explained in
// docs/fbtrex.md; null stands for the unknown on both sides.
void check_shape(const json::object& theirs, const json::object& ours, const std::string& path) {
  for (const auto& [key, value] : theirs) {
    const std::string where = path + "." + std::string{key};
    if (key == "_id") continue;  // of the database behind the former service
    CAPTURE(where);
    const json::value* const own = ours.if_contains(key);
    REQUIRE(own != nullptr);
    if (value.is_null() || own->is_null()) continue;
    CHECK(value.kind() == own->kind());
    if (value.is_object() && own->is_object()) check_shape(value.get_object(), own->get_object(), where);
  }
}

// A store whose newest row has every field that a post can have.
struct FullFixture : Fixture {
  FullFixture() {
    store::Capture capture;
    capture.timeline = {"0d1c3a55-1111-4222-8333-444455556666", tests::at("2026-03-05T05:00:00Z"),
                        "https://www.facebook.com/", "facebook", "feed"};
    auto full = rich();
    full.time = tests::at("2026-03-05T05:00:10Z");
    full.metadata.video_autoplay = false;
    for (auto& reaction : full.metadata.reactions) reaction = parser::Count{3, 1};
    capture.impressions.push_back(full);
    REQUIRE(store.add({&capture, 1}, tests::kNow));
  }
};

}  // namespace

TEST_CASE_FIXTURE(FullFixture, "a summary row has the former service's keys and types") {
  const auto theirs = golden("fbtrex-summary.json");
  if (!theirs) return;
  const json::object ours = json::parse(ask("fbtrex/summary", {{"paging", "1"}}).at(0)).as_object();

  REQUIRE(theirs->as_array().size() > 10);
  for (const json::value& row : theirs->as_array()) check_shape(row.as_object(), ours, "row");
}

TEST_CASE_FIXTURE(FullFixture, "stats has the former service's keys and types") {
  const auto theirs = golden("fbtrex-stats.json");
  if (!theirs) return;
  const json::object ours = document("fbtrex/stats", {{"paging", "1"}});

  json::object head = theirs->as_object();
  head.erase("timelines");  // its keys are ids
  check_shape(head, ours, "stats");
  for (const json::value& row : theirs->at("content").as_array()) {
    check_shape(row.as_object(), ours.at("content").at(0).as_object(), "content");
    for (const json::value& summary : row.at("summary").as_array()) {
      check_shape(summary.as_object(), ours.at("content").at(0).at("summary").at(0).as_object(), "summary");
    }
  }
  for (const auto& [id, count] : ours.at("timelines").as_object()) CHECK(id.size() == 40);
}

TEST_CASE_FIXTURE(FullFixture, "a day has the former service's keys and types") {
  const auto theirs = golden("fbtrex-daily.json");
  if (!theirs) return;
  const json::object ours = document("fbtrex/daily", {{"paging", "1"}}).at("stats").at(0).as_object();

  for (const json::value& row : theirs->as_array()) check_shape(row.as_object(), ours, "day");
}
