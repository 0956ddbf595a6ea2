#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/files.h"
#include "tests/store/invented.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::Store;
using store::Stored;

namespace {

// Everything set, as if nobody upstream had looked at the audience.
store::Capture secretive() {
  auto capture = invented_capture(1, "one", "confidential");
  capture.impressions[0].is_public = false;
  return capture;
}

std::string columns_that_are_set(const RawDatabase& raw) {
  std::string set;
  for (const std::string& column : raw.column("SELECT name FROM pragma_table_info('impressions')")) {
    if (raw.integer("SELECT count(*) FROM impressions WHERE \"" + column + "\" IS NOT NULL") > 0) set += column + " ";
  }
  return set;
}

}  // namespace

TEST_CASE("a private impression leaves order and time, and nothing else") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());

  CHECK(add(store, secretive()) == Stored{1, 0, 0});
  while (*store.idle()) {
  }

  const RawDatabase raw{folder.path()};
  CHECK(columns_that_are_set(raw) == "key timeline order time is_public ");
  CHECK(raw.integer("SELECT count(*) FROM html") == 0);
  CHECK(all_bytes(folder.path()).find("confidential") == std::string::npos);
}

TEST_CASE("a private impression is counted, and read only when private ones are asked for") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, secretive());

  CHECK(store.status()->private_impressions == 1);
  CHECK(*store.count({}) == 0);
  CHECK(store.impressions({})->next() == nullptr);

  store::ImpressionQuery query;
  query.public_only = false;
  query.with_html = true;
  auto rows = *store.impressions(query);
  const auto* row = rows.next();
  REQUIRE(row != nullptr);
  CHECK(row->order == 1);
  CHECK(row->time == secretive().impressions[0].time);
  CHECK_FALSE(row->is_public);
  CHECK(row->timeline_id.size() == 40);
  CHECK(row->impression_id.empty());
  CHECK(row->text.empty());
  CHECK(row->html.empty());
  CHECK_FALSE(row->seen_ratio);
}

TEST_CASE("private rows between public ones carry nothing over from them") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  auto capture = invented_capture(3);
  capture.impressions[1].is_public = false;
  add(store, capture);
  store::ImpressionQuery query;
  query.public_only = false;

  auto rows = *store.impressions(query);
  rows.next();
  const auto* row = rows.next();

  REQUIRE(row != nullptr);
  CHECK_FALSE(row->is_public);
  CHECK(row->source.empty());
  CHECK(row->texts.empty());
  CHECK(row->semantic_id.empty());
  CHECK_FALSE(row->reactions[0]);
  CHECK(row->nature == parser::Nature::unknown);
}

TEST_CASE("the schema itself refuses content in a private row") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, secretive());
  const RawDatabase raw{folder.path()};

  for (const std::string& column :
       raw.column("SELECT name FROM pragma_table_info('impressions') WHERE name NOT IN ('key', 'timeline', 'order', "
                  "'time', 'is_public')")) {
    CHECK_THROWS_MESSAGE(raw.execute("UPDATE impressions SET " + column + " = 1"), column);
  }
}

TEST_CASE("a post that turns private is forgotten, from the index and the log as well") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(1, "one", "confidential"));
  while (*store.idle()) {
  }
  auto update = secretive();
  update.impressions[0].update = true;

  CHECK(add(store, update) == Stored{0, 1, 0});
  while (*store.idle()) {
  }

  const RawDatabase raw{folder.path()};
  CHECK(columns_that_are_set(raw) == "key timeline order time is_public ");
  CHECK(all_bytes(folder.path()).find("confidential") == std::string::npos);
  CHECK(all_bytes(folder.path()).find("fidential") == std::string::npos);  // as the index would keep it
}

TEST_CASE("a private impression that is shown to be public gets its content") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, secretive());
  auto update = invented_capture(1);
  update.impressions[0].update = true;

  CHECK(add(store, update) == Stored{0, 1, 0});
  CHECK(*store.count({}) == 1);
}
