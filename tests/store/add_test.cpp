#include <vector>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/invented.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::ImpressionQuery;
using store::ImpressionRow;
using store::Store;
using store::Stored;

TEST_CASE("everything of a public impression comes back as it went in") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  auto capture = invented_capture(1);
  capture.impressions[0].metadata.publication_time =
      parser::PublicationTime{at("2026-11-22T07:00:00Z"), std::chrono::hours{1}};
  REQUIRE(add(store, capture) == Stored{1, 0, 0});

  ImpressionQuery query;
  query.with_html = true;
  auto rows = *store.impressions(query);
  const ImpressionRow* row = rows.next();

  REQUIRE(row != nullptr);
  const store::Impression& impression = capture.impressions[0];
  CHECK(row->order == 1);
  CHECK(row->time == impression.time);
  CHECK(row->is_public);
  CHECK(row->impression_id.size() == 40);
  CHECK(row->timeline_id.size() == 40);
  CHECK(row->html_id.size() == 40);
  CHECK(row->user == store.supporter()->pseudonym);
  CHECK(row->location == capture.timeline.location);
  CHECK(row->position == "feed");
  CHECK(row->start_time == capture.timeline.start_time);
  CHECK(row->seen_ratio == 0.5);
  CHECK(row->seen_milliseconds == 1200);
  CHECK(row->html == impression.html);
  CHECK(row->language == "en");
  CHECK(row->utc_offset == std::chrono::minutes{120});
  CHECK(row->rendered == impression.rendered);
  CHECK(row->era == parser::Era::comet);
  CHECK(row->nature == parser::Nature::organic);
  CHECK(row->understanding == parser::Understanding::understood);
  CHECK(row->parser_version == parser::kParserVersion);
  CHECK(row->source == impression.metadata.source);
  CHECK(row->post_id == impression.metadata.post_id);
  CHECK(row->publication_time == impression.metadata.publication_time);
  CHECK(row->text == impression.metadata.text);
  CHECK(row->texts == "[\"" + impression.metadata.text + "\"]");
  CHECK(row->textsize == textsize_of(impression.metadata));
  CHECK(row->reactions == impression.metadata.reactions);
  CHECK_FALSE(row->truncated);
  CHECK_FALSE(row->comments);
  CHECK_FALSE(row->has_card);
  CHECK(row->captions == R"(["May be an image of a harbour"])");
  CHECK(row->shared.empty());
  CHECK(rows.next() == nullptr);
  CHECK_FALSE(rows.failed());
}

TEST_CASE("an impression that is sent again is a duplicate and changes nothing") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(3));

  const Stored again = add(store, invented_capture(4));

  CHECK(again == Stored{1, 0, 3});
  CHECK(store.status()->impressions == 4);
  CHECK(store.status()->timelines == 1);
}

TEST_CASE("an update replaces what is stored under the same order") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(2));
  auto update = invented_capture(1, "one", "lighthouse");
  update.impressions[0].update = true;

  CHECK(add(store, update) == Stored{0, 1, 0});

  ImpressionQuery query;
  query.oldest_first = true;
  query.with_html = true;
  auto rows = *store.impressions(query);
  const ImpressionRow* row = rows.next();
  CHECK(row->text == update.impressions[0].metadata.text);
  CHECK(row->html == update.impressions[0].html);
  CHECK(*store.count({}) == 2);
}

TEST_CASE("an update of what was never stored is stored") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  auto update = invented_capture(1);
  update.impressions[0].update = true;

  CHECK(add(store, update) == Stored{1, 0, 0});
}

TEST_CASE("captures of one call get their answers in order") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  const std::vector<store::Capture> captures{invented_capture(2, "one"), invented_capture(3, "two"),
                                             invented_capture(2, "one")};

  const auto answers = store.add(captures, at("2026-11-22T12:00:00Z"));

  REQUIRE(answers);
  CHECK(*answers == std::vector{Stored{2, 0, 0}, Stored{3, 0, 0}, Stored{0, 0, 2}});
}

TEST_CASE("ids are the supporter's own: the same capture has others in another store") {
  const TemporaryFolder first_folder;
  const TemporaryFolder second_folder;
  Store first = *Store::open(first_folder.path());
  Store second = *Store::open(second_folder.path());
  add(first, invented_capture(1));
  add(second, invented_capture(1));

  auto first_rows = *first.impressions({});
  auto second_rows = *second.impressions({});
  const ImpressionRow* a = first_rows.next();
  const ImpressionRow* b = second_rows.next();

  CHECK(a->impression_id != b->impression_id);
  CHECK(a->timeline_id != b->timeline_id);
  CHECK(a->html_id != b->html_id);
  CHECK(a->timeline != b->timeline);
  CHECK(a->semantic_id == b->semantic_id);
}
