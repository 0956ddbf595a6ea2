#include "store/removals.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/files.h"
#include "tests/store/invented.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::Removal;
using store::Removed;
using store::Store;

namespace {

const Time kNow = at("2026-11-22T13:00:00Z");

Removal post(const std::string& id) {
  Removal removal;
  removal.post_id = id;
  return removal;
}

Removed remove(Store& store, const std::vector<Removal>& removals) {
  return *store::remove_posts(store, removals, kNow);
}

std::int64_t public_rows(Store& store) { return *store.count({}); }
std::int64_t all_rows(Store& store) { return store.status()->impressions; }

}  // namespace

TEST_CASE("a post that a notice names is deleted with all its impressions, and the files hold nothing of it") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(3, "one"));
  add(store, invented_capture(1, "two"));

  const Removed removed = remove(store, {post("770011221")});

  CHECK(removed.removed == 1);
  CHECK(removed.unknown == 0);
  REQUIRE(removed.receipt);
  CHECK(removed.receipt->deleted.impressions == 2);
  CHECK(removed.receipt->found == 0);
  CHECK(public_rows(store) == 2);
  CHECK(all_bytes(folder.path()).find("770011221") == std::string::npos);
}

TEST_CASE("the same notice again changes nothing, and says so") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(3));
  remove(store, {post("770011221")});
  const auto rows = [&] {
    return RawDatabase{folder.path()}.column("SELECT hex(post) || time || is_kept_out || was_here FROM removals");
  };
  const auto before = rows();

  const Removed again = remove(store, {post("770011221")});

  CHECK(again.removed == 0);
  CHECK(again.already_removed == 1);
  CHECK_FALSE(again.receipt);
  CHECK(before.size() == 1);
  CHECK(rows() == before);
}

TEST_CASE("a removed post that comes along again leaves order and time, until the person lets it in") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(3));
  remove(store, {post("770011221")});

  CHECK(add(store, invented_capture(3, "later")).stored == 3);
  CHECK(public_rows(store) == 4);
  CHECK(all_rows(store) == 5);
  CHECK(store::count_removals(store)->refused == 1);

  CHECK(*store::forget_removal(store, post("770011221")));
  CHECK_FALSE(*store::forget_removal(store, post("770011221")));
  add(store, invented_capture(3, "after"));
  CHECK(public_rows(store) == 7);
}

TEST_CASE("an update cannot bring a removed post back, and reading it again cannot either") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(2));
  remove(store, {post("770011229")});  // not here yet

  store::Capture capture = invented_capture(0);
  capture.impressions = {invented_impression(1)};
  capture.impressions[0].update = true;
  capture.impressions[0].metadata.post_id = "770011229";
  add(store, capture);
  CHECK(public_rows(store) == 1);

  const auto read = store.reread_all([](const store::ImpressionRow& row) {
    Store::Reread reread{invented_impression(row.order).metadata, parser::Understanding::understood, true};
    reread.metadata.post_id = "770011229";
    return std::optional{reread};
  });
  REQUIRE(read);
  CHECK(public_rows(store) == 0);
  CHECK(all_bytes(folder.path()).find("770011229") == std::string::npos);
}

TEST_CASE("a notice of a post that was never here is remembered: it does not matter which comes first") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());

  const Removed removed = remove(store, {post("770011222")});
  add(store, invented_capture(3));

  CHECK(removed.unknown == 1);
  CHECK_FALSE(removed.receipt);
  CHECK(public_rows(store) == 2);
  CHECK(all_rows(store) == 3);
}

TEST_CASE("whoever shares a removed post goes with it, and may come again without it") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  store::Capture capture = invented_capture(2);
  parser::SharedPost shared;
  shared.post_id = "770011221";
  shared.text = "the words of the first";
  capture.impressions[1].metadata.shared = shared;
  add(store, capture);

  const Removed removed = remove(store, {post("770011221")});

  CHECK(removed.removed == 1);
  CHECK(removed.sharing == 1);
  CHECK(public_rows(store) == 0);
  capture.timeline.uuid = "two";
  add(store, capture);
  CHECK(public_rows(store) == 0);  // with the words of the removed one
  add(store, invented_capture(2, "three"));
  CHECK(public_rows(store) == 1);  // without
}

TEST_CASE("without a post, all that the author published goes: by any address, and by the number that leads to one") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  store::Capture harbour = invented_capture(3, "one", "harbour");
  harbour.impressions[0].metadata.source_id = "4242";
  add(store, harbour);
  store::Capture others = invented_capture(3, "two", "lighthouse");
  others.impressions[0]
      .metadata.source_link.clear();  // the first of the harbour, where the page did not say whose it is
  others.impressions[1].metadata.post_id = "880012";
  others.impressions[2].metadata.post_id = "880013";
  add(store, others);
  Removal by_number;
  by_number.source_id = "4242";
  Removal by_address;
  by_address.source_links = {"https://www.facebook.com/nobody", "https://www.facebook.com/harbour.choir.lighthouse"};

  CHECK(store::preview_removals(store, std::vector{by_number})->removed == 3);
  CHECK(remove(store, {by_number}).removed == 3);
  CHECK(public_rows(store) == 2);
  CHECK(remove(store, {by_address}).removed == 2);
  CHECK(remove(store, {by_address, by_number}).unknown == 2);
  CHECK(public_rows(store) == 0);
}

TEST_CASE("a preview counts what the removal then does, and leaves no mark") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(3));
  const std::vector removals{post("770011221"), post("770011221"), post("1"), Removal{}};

  const auto preview = store::preview_removals(store, removals);

  REQUIRE(preview);
  CHECK(preview->removed == 1);
  CHECK(preview->unknown == 2);
  CHECK(public_rows(store) == 3);
  CHECK(store::count_removals(store)->kept_out == 0);
  const Removed removed = remove(store, removals);
  CHECK(removed.removed == preview->removed);
  CHECK(removed.unknown == preview->unknown);
}

TEST_CASE("a post without an id is removed by its permalink") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  store::Capture capture = invented_capture(2);
  capture.impressions[0].metadata.post_id.clear();
  capture.impressions[0].metadata.perma_link = "/share/p/harbour7";
  add(store, capture);
  Removal removal;
  removal.perma_link = "/share/p/harbour7";

  CHECK(remove(store, {removal}).removed == 1);
  capture.timeline.uuid = "two";
  add(store, capture);

  CHECK(public_rows(store) == 2);
  CHECK(all_rows(store) == 3);
}

TEST_CASE("what is kept out goes with everything else") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(3));
  remove(store, {post("770011221")});
  store::Deletion everything;
  everything.everything = true;

  REQUIRE(store.remove(everything, kNow));

  CHECK(store::count_removals(store)->kept_out == 0);
  add(store, invented_capture(3));
  CHECK(public_rows(store) == 3);
}
