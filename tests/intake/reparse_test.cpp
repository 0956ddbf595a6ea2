#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "intake/intake.h"
#include "tests/support/post.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;
using namespace feedwitness::intake;
using tests::post;

namespace {

const Time kTime = *parse_time("2026-11-22T09:00:00Z");

// Html whose metadata was read wrongly once: as a parser with faults would have left it.
void add(store::Capture& capture, const std::string& html, const std::string& text) {
  parser::Context context;
  context.captured_at = kTime;
  context.language = "en";
  const auto feed = parser::parse(html, context);
  store::Impression impression;
  impression.order = static_cast<int>(capture.impressions.size()) + 1;
  impression.time = kTime;
  impression.is_public = true;
  impression.language = "en";
  impression.understanding = parser::Understanding::understood;
  if (!feed->impressions.empty()) impression.metadata = feed->impressions[0].metadata;
  impression.metadata.text = text;
  impression.html = html;
  capture.impressions.push_back(impression);
}

struct OldStore {
  OldStore() {
    store::Capture capture;
    capture.timeline = {"6b3f8a52-9d0e-4c55-8f57-0c1f6d2f0a11", kTime, "https://www.facebook.com/", "facebook", "feed"};
    add(capture, post("Fog over the harbour"), "Fog over the harbour");
    add(capture, post("Rain"), "a wrong text");
    add(capture, post("Sun", "Your friends"), "Sun");
    add(capture, "<p>Wind</p>", "Wind");
    REQUIRE(store.add(std::vector{capture}, kTime));
  }

  std::vector<std::string> texts() {
    store::ImpressionQuery query;
    query.oldest_first = true;
    auto rows = store.impressions(query);
    std::vector<std::string> texts;
    while (const auto* row = rows->next()) texts.emplace_back(row->text);
    return texts;
  }

  static store::Store open(const std::filesystem::path& folder) {
    REQUIRE(identity::start());
    return std::move(*store::Store::open(folder));
  }

  tests::TemporaryFolder folder;
  store::Store store = open(folder / "store");
};

void ignore(std::int64_t /*done*/, std::int64_t /*all*/) {}

}  // namespace

TEST_CASE("reading again says what changed by field, mends it, and removes what is no longer found public") {
  OldStore old;

  const auto result = reparse(old.store, false, ignore);

  REQUIRE(result);
  CHECK(result->read == 4);
  CHECK(result->changed == 1);
  CHECK(result->withdrawn == 1);
  CHECK(result->unreadable == 1);
  CHECK(result->fields == std::map<std::string, std::int64_t>{{"texts", 1}});
  CHECK(old.texts() == std::vector<std::string>{"Fog over the harbour", "Rain", "Wind"});
  CHECK(reparse(old.store, false, ignore)->changed == 0);
}

TEST_CASE("a dry run says the same and changes nothing") {
  OldStore old;
  const auto before = old.texts();
  std::int64_t last = 0;

  const auto result = reparse(old.store, true, [&](std::int64_t done, std::int64_t all) {
    CHECK(done == ++last);
    CHECK(all == 4);
  });

  CHECK(result->changed == 1);
  CHECK(last == 4);
  CHECK(old.texts() == before);
}
