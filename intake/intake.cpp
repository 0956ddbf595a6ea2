#include "intake/intake.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "intake/rendered.h"
#include "intake/second_lock.h"

namespace feedwitness::intake {
namespace {

// The query of an address can hold what a person searched for, and tokens.
store::Timeline without_query(store::Timeline timeline) {
  timeline.location.resize(std::min(timeline.location.find_first_of("?#"), timeline.location.size()));
  return timeline;
}

// What is left of a post whose content may not be kept. An update takes away what was kept before: the later look, with
// more of the post on the page, counts.
store::Impression closed(int order, Time time, bool update = false) {
  store::Impression impression;
  impression.order = order;
  impression.time = time;
  impression.update = update;
  return impression;
}

// How long a post was in view is known when it has left: its html came before, and was judged then.
store::Impression seen_later(const Received& received) {
  store::Impression impression = closed(received.order, received.time, true);
  impression.seen_only = true;
  impression.seen = received.seen;
  return impression;
}

void count(store::Health& health, parser::Era era, parser::Understanding understanding, parser::Visibility visibility) {
  using parser::Understanding;
  if (health.era == parser::Era::unknown) health.era = era;
  health.understood += understanding == Understanding::understood ? 1 : 0;
  health.partly += understanding == Understanding::partly ? 1 : 0;
  health.unknown += understanding == Understanding::unknown ? 1 : 0;
  health.unknown_audience += visibility == parser::Visibility::unknown ? 1 : 0;
}

// The second lock, for one fragment that the extension found public.
Result<store::Impression> read_public(Received&& received, parser::Context context, store::Health& health) {
  context.captured_at = received.time;
  context.rendered = std::move(received.rendered);
  auto feed = parser::parse(received.html, context);
  if (!feed) return feed.error();
  const parser::Impression* post = only_post(*feed);
  count(health, feed->era, post == nullptr ? parser::Understanding::unknown : post->understanding,
        post == nullptr ? parser::Visibility::unknown : post->visibility);
  if (post == nullptr || !is_open(*post)) return closed(received.order, received.time, received.update);

  store::Impression impression = closed(received.order, received.time, received.update);
  impression.is_public = true;
  impression.seen = received.seen;
  impression.language = context.language.empty() ? feed->language : context.language;
  impression.utc_offset = context.utc_offset;
  impression.rendered = rendered_text(context.rendered);
  impression.metadata = std::move(feed->impressions.front().metadata);
  impression.understanding = feed->impressions.front().understanding;
  impression.html = std::move(received.html);
  return impression;
}

}  // namespace

Read read_impressions(const store::Timeline& timeline, std::vector<Received> impressions, std::string language,
                      std::chrono::minutes utc_offset) {
  Read read;
  read.capture.timeline = without_query(timeline);
  parser::Context context;
  context.url = read.capture.timeline.location;
  context.language = std::move(language);
  context.utc_offset = utc_offset;
  for (Received& received : impressions) {
    if (received.seen_only) {
      read.capture.impressions.push_back(seen_later(received));
      continue;
    }
    ++read.capture.health.seen;
    if (!received.is_public) {
      read.capture.impressions.push_back(closed(received.order, received.time, received.update));
      continue;
    }
    const int order = received.order;
    auto impression = read_public(std::move(received), context, read.capture.health);
    if (impression) read.capture.impressions.push_back(std::move(*impression));
    if (!impression) read.rejected.push_back({order, impression.error()});
  }
  return read;
}

Result<Read> read_page(const store::Timeline& timeline, Time time, std::string_view html,
                       std::chrono::minutes utc_offset) {
  Read read;
  read.capture.timeline = without_query(timeline);
  parser::Context context;
  context.captured_at = time;
  context.url = read.capture.timeline.location;
  context.utc_offset = utc_offset;
  context.with_html = true;
  auto feed = parser::parse(html, context);
  if (!feed) return feed.error();

  if (read.capture.timeline.position.empty()) read.capture.timeline.position = feed->position;
  for (parser::Impression& post : feed->impressions) {
    ++read.capture.health.seen;
    count(read.capture.health, feed->era, post.understanding, post.visibility);
    store::Impression impression = closed(post.order, time);
    if (is_open(post)) {
      impression.is_public = true;
      impression.language = feed->language;
      impression.utc_offset = utc_offset;
      impression.metadata = std::move(post.metadata);
      impression.understanding = post.understanding;
      impression.html = std::move(post.html);
    }
    read.capture.impressions.push_back(std::move(impression));
  }
  return read;
}

}  // namespace feedwitness::intake
