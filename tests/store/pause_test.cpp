#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/invented.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::ImpressionQuery;
using store::Store;

namespace {

// Forty impressions, five of each second, every fourth with the same text, every tenth private.
store::Capture crowded() {
  store::Capture capture = invented_capture(40);
  for (store::Impression& impression : capture.impressions) {
    impression.time = at("2026-11-22T10:00:00Z") + std::chrono::seconds{impression.order / 5};
    impression.is_public = impression.order % 10 != 0;
    if (impression.order % 4 == 0) impression.metadata.text = "The lighthouse is open";
  }
  return capture;
}

std::string semantic_id_of_lighthouse(Store& store) {
  ImpressionQuery query;
  query.search = "lighthouse";
  auto rows = *store.impressions(query);
  return std::string{rows.next()->semantic_id};
}

// Every way to read impressions, each with and without an end.
std::vector<ImpressionQuery> ways(Store& store) {
  std::vector<ImpressionQuery> all(6);
  all[1].oldest_first = true;
  all[2].public_only = false;
  all[3].search = "lighthouse";
  all[4].semantic_id = semantic_id_of_lighthouse(store);
  all[5].timeline = (*store.timelines()).next()->key;
  const std::vector<ImpressionQuery> endless = all;
  for (ImpressionQuery query : endless) {
    query.amount = 7;
    query.with_html = true;
    all.push_back(query);
  }
  return all;
}

std::vector<std::int64_t> keys(Store& store, const ImpressionQuery& query, int pause_after) {
  std::vector<std::int64_t> found;
  auto rows = *store.impressions(query);
  while (const auto* row = rows.next()) {
    found.push_back(row->key);
    if (static_cast<int>(found.size()) % pause_after == 0) store.pause();
  }
  CHECK_FALSE(rows.failed());
  return found;
}

}  // namespace

TEST_CASE("a reading that pauses gives the same rows, along every way") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, crowded());

  int at_way = 0;
  for (const ImpressionQuery& query : ways(store)) {
    CAPTURE(at_way++);
    const auto expected = keys(store, query, 1000);
    CHECK(expected.size() >= 7);
    for (const int pause_after : {1, 2, 3}) CHECK(keys(store, query, pause_after) == expected);
  }
}

TEST_CASE("a deletion leaves no trace behind a reading that pauses, and the reading goes on without what went") {
  for (const std::size_t at_way : {0U, 1U, 2U, 3U, 4U, 5U}) {
    CAPTURE(at_way);
    const TemporaryFolder folder;
    Store reader = *Store::open(folder.path());
    Store other = *Store::open(folder.path());
    add(reader, crowded());
    const ImpressionQuery query = ways(reader).at(at_way);
    auto rows = *reader.impressions(query);
    const std::int64_t first = rows.next()->key;
    reader.pause();

    store::Deletion deletion;
    deletion.source_link = "https://www.facebook.com/harbour.choir.harbour";
    const auto receipt = other.remove(deletion, at("2026-11-22T13:00:00Z"));

    REQUIRE(receipt);
    CHECK(receipt->found == 0);
    CHECK(receipt->deleted.metadata == 36);
    std::vector<std::int64_t> rest;
    while (const auto* row = rows.next()) {
      CHECK_FALSE(row->is_public);
      CHECK(row->key != first);
      rest.push_back(row->key);
    }
    CHECK_FALSE(rows.failed());
    CHECK(rest.size() == (query.public_only ? 0 : 3));  // the first of the private ones was given before
  }
}

TEST_CASE("what comes during a reading is left out, though it pauses") {
  const TemporaryFolder folder;
  Store reader = *Store::open(folder.path());
  Store writer = *Store::open(folder.path());
  add(reader, crowded());
  auto rows = *reader.impressions({});
  rows.next();
  reader.pause();

  add(writer, invented_capture(20, "two"));

  int count = 1;
  while (rows.next() != nullptr) ++count;
  CHECK(count == 36);
}
