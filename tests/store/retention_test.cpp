#include "store/retention.h"

#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "identity/identity.h"
#include "store/inner.h"
#include "tests/store/files.h"
#include "tests/store/invented.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;
using namespace feedwitness::store;
using namespace feedwitness::tests;
using std::chrono::days;

namespace {

const Time kToday = at("2026-11-22T12:00:00Z");

// One impression for each age in days, all in one timeline.
Capture aged(const std::vector<int>& ages, const std::string& uuid = "one", const std::string& word = "harbour") {
  Capture capture = invented_capture(static_cast<int>(ages.size()), uuid, word);
  for (std::size_t i = 0; i < ages.size(); ++i) capture.impressions[i].time = kToday - days{ages[i]};
  return capture;
}

struct Kept {
  Kept() {
    REQUIRE(identity::start());
    store.emplace(std::move(*Store::open(folder.path())));
  }

  // How many days ago each html was shown, the newest first.
  std::vector<std::int64_t> ages() {
    std::vector<std::int64_t> found;
    ImpressionQuery query;
    query.with_html = true;
    auto rows = *store->impressions(query);
    while (const ImpressionRow* row = rows.next()) {
      if (!row->html.empty()) found.push_back((kToday - row->time) / days{1});
    }
    return found;
  }

  int drop(Time now = kToday) {
    int pieces = 1;
    while (*drop_old_html(*store, now)) ++pieces;
    return pieces;
  }

  TemporaryFolder folder;
  std::optional<Store> store;
};

}  // namespace

TEST_CASE("html is kept for good until somebody says otherwise") {
  Kept kept;
  add(*kept.store, aged({4000, 1}));

  kept.drop();

  CHECK(*html_days(*kept.store) == std::nullopt);
  CHECK(kept.ages() == std::vector<std::int64_t>{1, 4000});
}

TEST_CASE("html is kept no longer than was said, for nine tenths of it at least, and its metadata stays") {
  Kept kept;
  std::vector<int> ages(200);
  for (int i = 0; i < 200; ++i) ages[static_cast<std::size_t>(i)] = i;
  add(*kept.store, aged(ages));
  REQUIRE(keep_html(*kept.store, 90));

  CHECK(kept.drop() > 1);

  const auto left = kept.ages();
  CHECK(left.back() < 90);
  CHECK(left.back() >= 80);
  CHECK(left.size() == static_cast<std::size_t>(left.back()) + 1);
  CHECK(kept.store->status()->public_impressions == 200);
  CHECK(kept.store->status()->html == static_cast<std::int64_t>(left.size()));
  CHECK(kept.drop(kToday + days{60}) >= 1);
  CHECK(kept.ages().back() < 30);
}

TEST_CASE("old html that comes late is erased, too") {
  Kept kept;
  add(*kept.store, aged({200, 10}));
  REQUIRE(keep_html(*kept.store, 90));
  kept.drop();

  add(*kept.store, aged({150, 5}, "two"));
  kept.drop();

  CHECK(kept.ages() == std::vector<std::int64_t>{5, 10});
}

TEST_CASE("what is kept for longer again stays, and what was erased is gone to the last byte") {
  Kept kept;
  add(*kept.store, aged({200}, "one", "lantern"));
  add(*kept.store, aged({20}, "two"));
  REQUIRE(keep_html(*kept.store, 30));
  kept.drop();
  while (*kept.store->idle()) {
  }

  CHECK(all_bytes(kept.folder.path()).find("<p>lantern") == std::string::npos);
  REQUIRE(keep_html(*kept.store, std::nullopt));
  kept.drop(kToday + days{4000});
  CHECK(kept.ages() == std::vector<std::int64_t>{20});
}

TEST_CASE("a dictionary that learnt from erased html goes with it, and the rest can still be read") {
  Kept kept;
  std::vector<int> ages(300, 200);
  for (std::size_t i = 40; i < ages.size(); ++i) ages[i] = 3;
  add(*kept.store, aged(ages));
  while (*kept.store->idle()) {
  }
  const auto dictionaries = [&] { return kept.store->inner().database.integer("SELECT max(key) FROM dictionaries"); };
  const auto before = dictionaries();
  REQUIRE(before > 0);
  REQUIRE(keep_html(*kept.store, 30));

  kept.drop();
  while (*kept.store->idle()) {
  }

  CHECK(kept.ages() == std::vector<std::int64_t>(260, 3));
  CHECK(dictionaries() > before);
}

TEST_CASE("nothing but what is old is looked at") {
  Kept kept;
  Database& database = kept.store->inner().database;
  Statement plan = database.prepare(
      "EXPLAIN QUERY PLAN SELECT html.key, time FROM impressions INDEXED BY impressions_by_time "
      "JOIN html ON html.key = impressions.key WHERE time >= 1 AND time < 2 ORDER BY time LIMIT 1");
  std::string steps;
  while (plan.step()) steps += plan.bytes(3);
  CHECK(steps.find("SEARCH impressions USING") != std::string::npos);
  CHECK(steps.find("TEMP B-TREE") == std::string::npos);
}
