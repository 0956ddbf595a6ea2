#include "intake/intake.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/post.h"

using namespace feedwitness;
using namespace feedwitness::intake;
using tests::page;
using tests::post;

namespace {

const Time kTime = *parse_time("2026-11-22T09:00:00Z");
const store::Timeline kTimeline{"6b3f8a52-9d0e-4c55-8f57-0c1f6d2f0a11", kTime,
                                "https://www.facebook.com/search/top?q=secret#x", "facebook", "search"};

Received received(int order, std::string html) {
  Received impression;
  impression.order = order;
  impression.time = kTime;
  impression.is_public = true;
  impression.html = std::move(html);
  return impression;
}

Read read_one(Received impression) {
  return read_impressions(kTimeline, {std::move(impression)}, "en", std::chrono::minutes{60});
}

void check_is_empty(const store::Impression& impression) {
  CHECK_FALSE(impression.is_public);
  CHECK(impression.html.empty());
  CHECK(impression.rendered.empty());
  CHECK(impression.metadata == parser::Metadata{});
}

}  // namespace

TEST_CASE("a post that both locks find public goes on whole") {
  Received impression = received(3, post("Fog over the harbour"));
  impression.rendered = {.label = "", .time = "1 hr", .audience = "Public"};
  impression.seen.ratio = 0.5;

  const Read read = read_one(impression);

  REQUIRE(read.capture.impressions.size() == 1);
  const store::Impression& stored = read.capture.impressions[0];
  CHECK(stored.order == 3);
  CHECK(stored.is_public);
  CHECK(stored.html == impression.html);
  CHECK(stored.metadata.text == "Fog over the harbour");
  CHECK(stored.rendered == R"({"time":"1 hr","audience":"Public"})");
  CHECK(stored.seen.ratio == 0.5);
  CHECK(stored.language == "en");
  CHECK(stored.utc_offset == std::chrono::minutes{60});
}

TEST_CASE("a private post leaves order and time, whatever was sent with it") {
  Received impression = received(1, post("Fog"));
  impression.is_public = false;
  impression.rendered.audience = "Public";

  const Read read = read_one(impression);

  REQUIRE(read.capture.impressions.size() == 1);
  CHECK(read.capture.impressions[0].order == 1);
  CHECK(read.capture.impressions[0].time == kTime);
  check_is_empty(read.capture.impressions[0]);
  CHECK(read.capture.health.understood == 0);
}

TEST_CASE("the second lock closes on another audience, on none, on no post and on several") {
  for (const std::string& html : {post("Fog", "Your friends"), post("Fog", ""), std::string("<p>Fog</p>"),
                                  post("Fog") + post("Sun"), post("Fog") + post("Sun", "Your friends")}) {
    CAPTURE(html);
    const Read read = read_one(received(1, html));

    REQUIRE(read.capture.impressions.size() == 1);
    check_is_empty(read.capture.impressions[0]);
  }
}

TEST_CASE("a public post of which nothing else could be read keeps its html for a better parser") {
  std::string html = post("");
  for (const std::string_view known : {"Harbour News", "810004", "820001"}) {
    for (std::size_t at = html.find(known); at != std::string::npos; at = html.find(known))
      html.erase(at, known.size());
  }

  const Read read = read_one(received(1, html));

  REQUIRE(read.capture.impressions.size() == 1);
  CHECK(read.capture.impressions[0].understanding == parser::Understanding::unknown);
  CHECK(read.capture.impressions[0].is_public);
  CHECK(read.capture.impressions[0].html == html);
  CHECK(read.capture.health.unknown == 1);
}

TEST_CASE("health counts how posts were understood, and what was private for want of an audience") {
  const Read read = read_impressions(kTimeline,
                                     {received(1, post("Fog")), received(2, post("Fog", "")),
                                      received(3, post("Fog", "Your friends")), received(4, "<p>Fog</p>")},
                                     "en", std::chrono::minutes{0});

  CHECK(read.capture.health.seen == 4);
  CHECK(read.capture.health.understood == 3);
  CHECK(read.capture.health.unknown == 1);
  CHECK(read.capture.health.unknown_audience == 2);
  CHECK(read.capture.health.era == parser::Era::mbasic);
}

TEST_CASE("html that cannot be read is refused by its order, and the rest goes on") {
  const Read read =
      read_impressions(kTimeline, {received(1, std::string(parser::kHtmlLimit + 1, 'x')), received(2, post("Fog"))},
                       "en", std::chrono::minutes{0});

  REQUIRE(read.rejected.size() == 1);
  CHECK(read.rejected[0].order == 1);
  CHECK(read.rejected[0].error.code == ErrorCode::too_large);
  REQUIRE(read.capture.impressions.size() == 1);
  CHECK(read.capture.impressions[0].is_public);
}

TEST_CASE("the address of a timeline loses its query, which may say what was searched") {
  CHECK(read_one(received(1, post("Fog"))).capture.timeline.location == "https://www.facebook.com/search/top");
}

TEST_CASE("a page gives its posts with order, and content for the public ones alone") {
  const auto read = read_page(kTimeline, kTime, page(post("Fog") + post("Sun", "Your friends") + post("Rain")),
                              std::chrono::minutes{0});

  REQUIRE(read);
  const auto& impressions = read->capture.impressions;
  REQUIRE(impressions.size() == 3);
  CHECK(impressions[0].metadata.text == "Fog");
  CHECK(impressions[0].html.find("Fog") != std::string::npos);
  CHECK(impressions[1].order == 2);
  check_is_empty(impressions[1]);
  CHECK(impressions[2].metadata.text == "Rain");
  CHECK(impressions[2].language == "en");
}
