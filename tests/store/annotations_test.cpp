#include "store/annotations.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/invented.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::Noted;

namespace {

const Time kNow = at("2026-11-22T13:00:00Z");
const std::string kLink = "https://tides.example/tonight";

std::string bytes_of(const TemporaryFolder& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator{folder.path()}) {
    std::ifstream file{entry.path(), std::ios::binary};
    bytes.append(std::istreambuf_iterator<char>{file}, {});
  }
  return bytes;
}

// Two timelines of two posts each, and a note on one thing of every kind in the first.
struct Noting {
  Noting() {
    auto first = invented_capture(2, "one", "harbour");
    first.impressions[0].metadata.card = parser::LinkCard{"external", kLink, true, "tides.example", "", ""};
    add(store, first);
    add(store, invented_capture(2, "two", "lighthouse"));
    note(Noted::supporter, "");
    note(Noted::post, "770011221");
    note(Noted::source, "https://www.facebook.com/harbour.choir.harbour");
    note(Noted::link, kLink);
    note(Noted::timeline, "1");
    note(Noted::impression, "2");
  }

  std::int64_t note(Noted kind, const std::string& node) {
    const auto key =
        store::add_annotation(store, {kind, node, "topic", "wistfulness " + node, "coder Petronella", kNow}, kNow);
    REQUIRE_MESSAGE(key, (key ? "" : key.error().message));
    return *key;
  }

  std::vector<Noted> kinds() {
    std::vector<Noted> found;
    REQUIRE(store::each_annotation(store, [&](const store::AnnotationRow& row) {
      found.push_back(row.kind);
      return true;
    }));
    return found;
  }

  TemporaryFolder folder;
  store::Store store = *store::Store::open(folder.path());
};

}  // namespace

TEST_CASE_FIXTURE(Noting, "a note says what it is about by the name that people know") {
  std::vector<std::string> nodes;
  REQUIRE(store::each_annotation(store, [&](const store::AnnotationRow& row) {
    nodes.emplace_back(row.node);
    return true;
  }));

  REQUIRE(nodes.size() == 6);
  CHECK(nodes[0] == store.supporter()->pseudonym);
  CHECK(nodes[1] == "770011221");
  CHECK(nodes[2] == "https://www.facebook.com/harbour.choir.harbour");
  CHECK(nodes[3] == kLink);
  CHECK(nodes[4].size() == 40);
  CHECK(nodes[5] == nodes[4] + "_2");
}

TEST_CASE_FIXTURE(Noting, "what is not there cannot be noted") {
  const auto refused = store::add_annotation(store, {Noted::post, "99", "topic", "x", "", kNow}, kNow);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::not_found);
}

TEST_CASE_FIXTURE(Noting, "a change keeps what it does not name") {
  REQUIRE(*store::change_annotation(store, 2, {.value = "cheer"}, kNow + std::chrono::hours{1}));
  CHECK_FALSE(*store::change_annotation(store, 99, {.value = "cheer"}, kNow));

  REQUIRE(store::each_annotation(store, [&](const store::AnnotationRow& row) {
    if (row.key != 2) return true;
    CHECK(row.name == "topic");
    CHECK(row.value == "cheer");
    CHECK(row.coder == "coder Petronella");
    CHECK(row.created_time == kNow);
    CHECK(row.updated_time == kNow + std::chrono::hours{1});
    return false;
  }));
}

TEST_CASE_FIXTURE(Noting, "deleting a post deletes the notes on it and on nothing else, and says how many") {
  store::Deletion deletion;
  deletion.post_id = "770011221";

  const auto preview = store.preview(deletion);
  const auto receipt = store.remove(deletion, kNow);

  // Both timelines showed a post of this id: its link and the notes on it go, its publisher has another post.
  CHECK(kinds() == std::vector{Noted::supporter, Noted::source, Noted::timeline, Noted::impression});
  CHECK(receipt->deleted.annotations == 2);
  CHECK(*preview == receipt->deleted);
  CHECK(receipt->found == 0);
}

TEST_CASE_FIXTURE(Noting, "deleting a timeline deletes the notes on it, its impressions, its publishers and links") {
  store::Deletion deletion;
  deletion.timelines = {1};

  const auto preview = store.preview(deletion);
  const auto receipt = store.remove(deletion, kNow);

  CHECK(kinds() == std::vector{Noted::supporter, Noted::post});
  CHECK(*preview == receipt->deleted);
}

TEST_CASE_FIXTURE(Noting, "a post that turns out to be private takes its notes with it") {
  auto again = invented_capture(1, "one", "harbour");
  again.impressions[0].is_public = false;
  again.impressions[0].update = true;
  REQUIRE(add(store, again).updated == 1);

  CHECK(kinds() == std::vector{Noted::supporter, Noted::post, Noted::source, Noted::timeline, Noted::impression});
}

TEST_CASE_FIXTURE(Noting,
                  "nothing of a note is left in the files, neither changed, nor removed, nor deleted with all") {
  REQUIRE(*store::change_annotation(store, 2, {.value = "effervescence"}, kNow));
  REQUIRE(*store::remove_annotation(store, 1));
  while (*store.idle()) {
  }
  CHECK(bytes_of(folder).find("wistfulness 770011221") == std::string::npos);
  CHECK(bytes_of(folder).find("effervescence") != std::string::npos);
  store::Deletion everything;
  everything.everything = true;
  const auto preview = store.preview(everything);

  const auto receipt = store.remove(everything, kNow);

  REQUIRE(receipt);
  CHECK(receipt->deleted.annotations == 5);
  CHECK(preview->annotations == 5);
  CHECK(receipt->found == 0);
  const std::string bytes = bytes_of(folder);
  for (const char* word : {"wistfulness", "effervescence", "Petronella"}) CHECK(bytes.find(word) == std::string::npos);
}
