#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "identity/identity.h"
#include "store/store.h"
#include "tests/store/invented.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::Deletion;
using store::DeletionCounts;
using store::Store;

namespace {

// Every byte of every file of the store.
std::string bytes_of(const TemporaryFolder& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
    std::ifstream file{entry.path(), std::ios::binary};
    bytes.append(std::istreambuf_iterator<char>{file}, {});
  }
  return bytes;
}

Deletion everything() {
  Deletion deletion;
  deletion.everything = true;
  return deletion;
}

const Time kNow = at("2026-11-22T13:00:00Z");

void index(Store& store) {
  while (*store.idle()) {
  }
}

}  // namespace

TEST_CASE("a preview counts what the deletion then removes") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(3, "one", "harbour"));
  add(store, invented_capture(2, "two", "lighthouse"));
  Deletion deletion;
  deletion.source_link = "https://www.facebook.com/harbour.choir.lighthouse";

  const auto preview = store.preview(deletion);
  const auto receipt = store.remove(deletion, kNow);

  REQUIRE(preview);
  REQUIRE(receipt);
  DeletionCounts expected;
  expected.timelines = 1;
  expected.impressions = 2;
  expected.html = 2;
  expected.metadata = 2;
  CHECK(*preview == expected);
  CHECK(receipt->deleted == expected);
  CHECK(receipt->sampled > 0);
  CHECK(receipt->found == 0);
  CHECK(*store.count({}) == 3);
}

TEST_CASE("after everything is deleted no file holds a text, a name, an id or the key") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(50));
  index(store);
  std::vector<std::string> removed{"harbour", "Harbour", "number 17", store.supporter()->pseudonym,
                                   store.supporter()->token};
  {
    auto rows = *store.impressions({});
    while (const auto* row = rows.next()) {
      for (const auto id : {row->impression_id, row->html_id, row->semantic_id, row->timeline_id}) {
        removed.emplace_back(id);
        const auto bytes = *identity::id_from_hex(id);
        removed.emplace_back(bytes.begin(), bytes.end());
      }
      removed.emplace_back(row->post_id);
      removed.emplace_back(row->timeline);
    }
  }

  const auto receipt = store.remove(everything(), kNow);

  REQUIRE(receipt);
  CHECK(receipt->key_removed);
  CHECK(receipt->sampled >= 100);
  CHECK(receipt->found == 0);
  const std::string bytes = bytes_of(folder);
  for (const std::string& string : removed) CHECK(bytes.find(string) == std::string::npos);
}
