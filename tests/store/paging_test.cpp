#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/invented.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::ImpressionQuery;
using store::Store;

namespace {

std::minstd_rand random_numbers{7};  // NOLINT(cert-msc51-cpp): the same every time

int random_below(int limit) { return std::uniform_int_distribution<int>{0, limit - 1}(random_numbers); }

// Impressions of which many share their second, a tenth is private, and each has a post id of its own.
store::Capture scattered(int impressions, int seconds, const std::string& uuid) {
  store::Capture capture;
  capture.timeline = invented_timeline(uuid);
  for (int order = 1; order <= impressions; ++order) {
    store::Impression& impression = capture.impressions.emplace_back();
    impression.order = order;
    impression.time = at("2026-11-22T10:00:00Z") + std::chrono::seconds{random_below(seconds)};
    impression.is_public = random_below(10) > 0;
    impression.metadata.post_id = uuid + std::to_string(order);
  }
  return capture;
}

std::vector<std::string> posts(Store& store, const ImpressionQuery& query) {
  std::vector<std::string> found;
  auto rows = *store.impressions(query);
  while (const auto* row = rows.next()) found.emplace_back(row->post_id);
  REQUIRE_FALSE(rows.failed());
  return found;
}

ImpressionQuery page(std::int64_t skip, bool oldest_first) {
  ImpressionQuery query;
  query.amount = 3;
  query.skip = skip;
  query.oldest_first = oldest_first;
  return query;
}

// Pages at random places, and at the edges, are what a plain count from the beginning gives.
void check_pages(Store& store, const ImpressionQuery& range) {
  for (const bool oldest_first : {false, true}) {
    ImpressionQuery all = range;
    all.oldest_first = oldest_first;
    const auto expected = posts(store, all);
    const auto size = static_cast<int>(expected.size());
    CHECK(*store.count(all) == size);
    for (const int skip : {0, 999, 1000, 1001, size - 3, size - 1, size, size + 5, random_below(size),
                           random_below(size), random_below(size)}) {
      ImpressionQuery query = page(skip, oldest_first);
      query.from = range.from;
      query.to = range.to;
      const auto begin = expected.begin() + std::clamp(skip, 0, size);
      const auto end = expected.begin() + std::clamp(skip + 3, 0, size);
      CHECK(posts(store, query) == std::vector<std::string>(begin, end));
    }
  }
}

void remove_post(Store& store, const std::string& post_id) {
  store::Deletion deletion;
  deletion.post_id = post_id;
  REQUIRE(store.remove(deletion, at("2026-11-22T13:00:00Z")));
}

}  // namespace

TEST_CASE("a page begins where a plain count would, whatever came, changed and went between") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, scattered(5000, 2000, "a"));
  check_pages(store, {});

  add(store, scattered(1500, 2000, "b"));  // between the marked ones
  check_pages(store, {});

  for (const char* post : {"a17", "a2500", "b3", "a4999"}) remove_post(store, post);
  check_pages(store, {});

  auto withdrawn = scattered(400, 2000, "a");
  for (auto& impression : withdrawn.impressions) {
    impression.update = true;
    impression.is_public = impression.order % 2 == 0;
  }
  add(store, withdrawn);
  check_pages(store, {});
}

TEST_CASE("pages of a time range begin where a plain count would") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, scattered(6000, 2000, "a"));
  ImpressionQuery range;
  range.from = at("2026-11-22T10:03:20Z");
  check_pages(store, range);
  range.to = at("2026-11-22T10:20:00Z");
  check_pages(store, range);
  range.from.reset();
  check_pages(store, range);
}

TEST_CASE("a thousand impressions of the same moment have an order, too") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, scattered(4000, 1, "a"));

  check_pages(store, {});
}

TEST_CASE("new impressions move no mark") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, scattered(5000, 10, "a"));
  posts(store, page(3000, false));
  const RawDatabase raw{folder.path()};
  const auto marks = raw.integer("SELECT count(*) FROM rank_marks");
  auto later = scattered(100, 10, "b");
  for (auto& impression : later.impressions) impression.time += std::chrono::hours{1};

  add(store, later);

  CHECK(marks >= 3);
  CHECK(raw.integer("SELECT count(*) FROM rank_marks") == marks);
  check_pages(store, {});
}

TEST_CASE("the page at any depth touches about as many index entries as a stride has") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, scattered(9000, 2000, "a"));
  posts(store, page(7000, false));
  const RawDatabase raw{folder.path()};

  // Each public impression but those after the last mark lies less than a stride after a mark.
  CHECK(raw.integer("SELECT max(rank) FROM rank_marks") >
        raw.integer("SELECT count(*) FROM impressions WHERE is_public") - 2001);
  CHECK(raw.integer("SELECT count(*) FROM rank_marks WHERE rank % 1000 <> 0") == 0);
  CHECK(
      raw.integer("SELECT count(*) FROM rank_marks m WHERE rank <> (SELECT count(*) FROM impressions i WHERE is_public "
                  "AND (i.time, +i.key) < (m.time, m.key))") == 0);
}

TEST_CASE("amount limits the rows, and nothing is skipped without asking") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(5));
  ImpressionQuery query;
  query.amount = 0;
  CHECK(posts(store, query).empty());

  query.amount = 2;
  const auto expected = std::vector<std::string>{"770011225", "770011224"};
  CHECK(posts(store, query) == expected);
}
