#include "store/graph.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "store/inner.h"
#include "tests/store/invented.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::GraphPlace;
using store::Range;
using store::Walk;

namespace {

// Post 1 to 4, published an hour apart, each shown in both timelines.
struct Walking {
  Walking() {
    for (const char* uuid : {"one", "two"}) {
      auto capture = invented_capture(4, uuid);
      for (auto& impression : capture.impressions) {
        impression.metadata.publication_time = {at("2026-11-21T00:00:00Z") + std::chrono::hours{impression.order},
                                                std::chrono::seconds{1}};
        impression.metadata.text = std::string{uuid} + " " + std::to_string(impression.order);
        if (uuid == std::string{"two"}) impression.time += std::chrono::minutes{5};
      }
      capture.impressions[2].metadata.fblinktype = "photo";
      add(store, capture);
    }
  }

  std::vector<std::string> texts(Walk kind, const std::vector<std::string>& names, const Range& range) {
    std::vector<std::string> found;
    const auto walked = store::walk(store, kind, names, range,
                                    [&](std::size_t from, const GraphPlace& place, const store::ImpressionRow& row) {
                                      found.push_back(std::to_string(from) + " " + std::string{row.text});
                                      last = place;
                                    });
    REQUIRE_MESSAGE(walked, (walked ? "" : walked.error().message));
    return found;
  }

  TemporaryFolder folder;
  store::Store store = *store::Store::open(folder.path());
  GraphPlace last;
};

using Texts = std::vector<std::string>;

const std::string kSource = "https://www.facebook.com/harbour.choir.harbour";

// What SQLite says it would do for a statement that it has just done.
struct Plans {
  explicit Plans(store::Store& the_store) : handle{the_store.inner().database.handle()} {
    sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, &Plans::hear, this);
  }
  ~Plans() { sqlite3_trace_v2(handle, 0, nullptr, nullptr); }

  static int hear(unsigned /*event*/, void* self, void* statement, void* /*text*/) {
    char* sql = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
    static_cast<Plans*>(self)->statements.emplace_back(sql);
    sqlite3_free(sql);
    return 0;
  }

  std::string of_last() {
    sqlite3_trace_v2(handle, 0, nullptr, nullptr);
    const std::string sql = "EXPLAIN QUERY PLAN " + statements.back();
    std::string plan;
    sqlite3_stmt* explain = nullptr;
    REQUIRE(sqlite3_prepare_v2(handle, sql.c_str(), -1, &explain, nullptr) == SQLITE_OK);
    while (sqlite3_step(explain) == SQLITE_ROW) {
      plan.append(reinterpret_cast<const char*>(sqlite3_column_text(explain, 3))).append("\n");
    }
    sqlite3_finalize(explain);
    return plan;
  }

  sqlite3* handle;
  std::vector<std::string> statements;
};

}  // namespace

TEST_CASE_FIXTURE(Walking, "a post is given once, by the newest impression that showed it") {
  CHECK(texts(Walk::posts, {""}, {.limit = 9}) == Texts{"0 two 4", "0 two 3", "0 two 2", "0 two 1"});
  CHECK(texts(Walk::posts, {""}, {.ascending = true, .limit = 2, .offset = 1}) == Texts{"0 two 2", "0 two 3"});
  CHECK(texts(Walk::source_photos, {kSource}, {.limit = 9}) == Texts{"0 two 3"});
  CHECK(*store::count_walk(store, Walk::posts, {""}, {}) == std::vector<std::int64_t>{4});
}

TEST_CASE_FIXTURE(Walking, "a page goes on behind the place of its last row, in both directions") {
  texts(Walk::posts, {""}, {.limit = 2});
  CHECK(texts(Walk::posts, {""}, {.limit = 9, .after = last}) == Texts{"0 two 2", "0 two 1"});
  CHECK(texts(Walk::posts, {""}, {.ascending = true, .limit = 1, .after = last}) == Texts{"0 two 2"});
}

TEST_CASE_FIXTURE(Walking, "one statement walks from many, each to its own limit") {
  Plans plans{store};

  CHECK(texts(Walk::shown, {"770011222", "nothing", "770011221"}, {.limit = 1}) == Texts{"0 two 2", "2 two 1"});
  CHECK(plans.statements.size() == 1);
}

TEST_CASE_FIXTURE(Walking, "since and until bound a walk, both included") {
  const Time second = at("2026-11-21T02:00:00Z");
  CHECK(texts(Walk::source_posts, {kSource}, {.limit = 9, .since = second, .until = second}) == Texts{"0 two 2"});
  CHECK(store::count_walk(store, Walk::source_posts, {kSource, "x"}, {.until = second}).operator*() ==
        std::vector<std::int64_t>{2, 0});
}

TEST_CASE_FIXTURE(Walking, "behind every order there is an index, also at a place and within times") {
  const std::vector<std::pair<Walk, std::string>> walks{{Walk::posts, "impressions_by_creation"},
                                                        {Walk::source_posts, "impressions_by_source_link"},
                                                        {Walk::source_photos, "impressions_by_source_link"},
                                                        {Walk::source_videos, "impressions_by_source_link"},
                                                        {Walk::link_posts, "impressions_by_card_link"},
                                                        {Walk::impressions, "impressions_by_time"},
                                                        {Walk::shown, "impressions_by_post_id"},
                                                        {Walk::orders, "sqlite_autoindex_impressions_1"},
                                                        {Walk::source, "impressions_by_source_link"},
                                                        {Walk::source_numbers, "impressions_by_source_id"},
                                                        {Walk::link, "impressions_by_card_link"}};
  for (const auto& [kind, by] : walks) {
    const std::string index = by;
    for (const bool ascending : {false, true}) {
      CAPTURE(index);
      Plans plans{store};
      texts(kind, {"x"}, {.ascending = ascending, .limit = 3, .after = GraphPlace{5, 5}});
      const std::string plan = plans.of_last();
      CAPTURE(plan);
      const bool is_searched = plan.find("SEARCH i USING INDEX " + index) != std::string::npos ||
                               plan.find("SEARCH i USING COVERING INDEX " + index) != std::string::npos;
      CHECK(is_searched);
      // The one sort is of what is given.
      CHECK(plan.find("TEMP B-TREE") == plan.rfind("TEMP B-TREE"));
      CHECK(plan.find("SCAN i") == std::string::npos);
    }
  }
}

TEST_CASE_FIXTURE(Walking, "the key of cursors is of this store alone") {
  const TemporaryFolder elsewhere;
  auto other = *store::Store::open(elsewhere.path());
  add(other, invented_capture(1));

  CHECK(store::cursor_key(store)->hex() == store::cursor_key(store)->hex());
  CHECK(store::cursor_key(store)->hex() != store::cursor_key(other)->hex());
}
