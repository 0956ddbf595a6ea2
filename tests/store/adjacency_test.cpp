#include "store/adjacency.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/store/invented.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::Store;

namespace {

// Seven posts, a second apart from 10:00:01 on: 2 and 5 are advertisements, 4 is private.
store::Capture with_ads(const std::string& uuid = "one") {
  auto capture = invented_capture(7, uuid);
  for (const int order : {2, 5}) {
    capture.impressions.at(static_cast<std::size_t>(order - 1)).metadata.nature = parser::Nature::sponsored;
  }
  capture.impressions.at(3).is_public = false;
  return capture;
}

std::vector<int> orders_of(const std::vector<store::Ad>& ads) {
  std::vector<int> orders(ads.size());
  std::transform(ads.begin(), ads.end(), orders.begin(), [](const store::Ad& ad) { return ad.order; });
  return orders;
}

using Orders = std::vector<int>;
const Time kTen = at("2026-11-22T10:00:00Z");

}  // namespace

TEST_CASE("advertisements are found by time and place, the first inclusive and the last exclusive") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, with_ads());
  auto reels = with_ads("two");
  reels.timeline.position = "reels";
  reels.impressions.erase(reels.impressions.begin() + 2, reels.impressions.end());
  add(store, reels);
  const auto found = [&](const store::Placement& placement, int from, int to) {
    return orders_of(*store::ads(store, placement, kTen + std::chrono::seconds{from}, kTen + std::chrono::seconds{to}));
  };

  CHECK(found({"facebook", "feed"}, 0, 60) == Orders{2, 5});
  CHECK(found({"facebook", "feed"}, 2, 5) == Orders{2});
  CHECK(found({"facebook", "feed"}, 3, 6) == Orders{5});
  CHECK(found({"facebook", ""}, 0, 60) == Orders{2, 2, 5});
  CHECK(found({"instagram", "feed"}, 0, 60).empty());
  CHECK(store::ads(store, {}, kTen, kTen + std::chrono::hours{1})->front().source == "Harbour Choir of harbour");
}

TEST_CASE("the next advertisement, the next impression and the last one are those of the place") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, with_ads());

  CHECK(*store::next_ad(store, {"facebook", "feed"}, kTen) == kTen + std::chrono::seconds{2});
  CHECK(*store::next_ad(store, {}, kTen + std::chrono::seconds{3}) == kTen + std::chrono::seconds{5});
  CHECK_FALSE(*store::next_ad(store, {}, kTen + std::chrono::seconds{6}));
  CHECK(*store::next_impression(store, {}, Time::min()) == kTen + std::chrono::seconds{1});
  CHECK(*store::last_impression(store, {"facebook", "feed"}) == kTen + std::chrono::seconds{7});
  CHECK_FALSE(*store::last_impression(store, {"facebook", "reels"}));
}

TEST_CASE("a stretch of a timeline has what was captured there, and of a private post order and time") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, with_ads());
  const std::int64_t timeline = store::ads(store, {}, kTen, kTen + std::chrono::hours{1})->front().timeline;
  Orders orders;
  Orders private_orders;

  REQUIRE(store::each_placed(store, timeline, 3, 5, [&](const store::PlacedPost& post) {
    orders.push_back(post.order);
    if (!post.is_public) private_orders.push_back(post.order);
    CHECK(post.is_public == !post.post_id.empty());
    CHECK(post.is_public == (post.impression_id.size() == 40));
  }));

  CHECK(orders == Orders{3, 4, 5});
  CHECK(private_orders == Orders{4});
}

TEST_CASE("what was sponsored and is read again as organic is no advertisement any more") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, with_ads());
  auto again = with_ads();
  again.impressions = {again.impressions.at(1)};
  again.impressions[0].metadata.nature = parser::Nature::organic;
  again.impressions[0].update = true;
  add(store, again);

  CHECK(orders_of(*store::ads(store, {}, kTen, kTen + std::chrono::hours{1})) == Orders{5});
  CHECK(RawDatabase{folder.path()}.integer("SELECT value FROM upkeep WHERE name = 'replaced'") == 1);
}
