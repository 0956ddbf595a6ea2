#include <cmath>
#include <string>

#include "base/json_text.h"
#include "views/fbtrex/answers.h"

namespace feedwitness::views::fbtrex {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::days kLastWeek{7};

std::string time_or_nothing(const std::optional<Time>& time) { return time ? format_time(*time) : std::string{}; }

// Whole seconds from one instant to another.
std::int64_t seconds_between(Time from, Time to) { return std::chrono::floor<std::chrono::seconds>(to - from).count(); }

void append_pair(JsonObject& object, std::string_view name, const store::Totals::Pair& pair) {
  object.number(name, pair.all);
  object.number(std::string{name} + "_lw", pair.since);
}

void append_timeline(std::string& out, const store::TimelineRow& row) {
  const bool any = row.first_impression && row.last_impression;
  JsonObject object{out};
  object.text("timelineId", row.timeline_id);
  object.text("timeline", row.timeline);
  object.text("startTime", format_time(row.start_time));
  object.text_if_any("platform", row.platform);
  object.text_if_any("position", row.position);
  object.number("impressions", row.impressions);
  object.number("private", row.private_impressions);
  object.number("public", row.impressions - row.private_impressions);
  JsonObject nature{object.member("nature")};
  nature.number("organic", row.organic);
  nature.number("sponsored", row.sponsored);
  nature.number("unknown", row.unknown_nature);
  nature.close();
  object.number("highestOrder", row.highest_order);
  object.number("missingOrders", row.highest_order - row.impressions);
  object.text_or_null("firstImpression", time_or_nothing(row.first_impression));
  object.text_or_null("lastImpression", time_or_nothing(row.last_impression));
  object.number("totalSeconds", any ? seconds_between(*row.first_impression, *row.last_impression) : 0);
  object.close();
}

void append_source(std::string& out, const store::SourceCounts& counts) {
  JsonObject object{out};
  object.text("source", counts.source);
  object.text_or_null("sourceLink", counts.source_link);
  object.number("impressions", counts.impressions);
  object.number("posts", counts.posts);
  object.number("sponsored", counts.sponsored);
  object.text("firstImpression", format_time(counts.first_impression));
  object.text("lastImpression", format_time(counts.last_impression));
  object.close();
}

// The research sets of 2017 and 2018 called the delay visualizationDiff and the repetition `observed`.
void append_repetition(std::string& out, const store::Repetition& post) {
  JsonObject object{out};
  object.text("postId", post.post_id);
  object.text_or_null("permaLink", post.perma_link);
  object.text_if_any("source", post.source);
  object.text_if_any("sourceLink", post.source_link);
  object.text("nature", name_of(post.nature));
  object.number("shown", post.shown);
  object.number("timelines", post.timelines);
  object.text("firstImpression", format_time(post.first_impression));
  object.text("lastImpression", format_time(post.last_impression));
  object.text_or_null("publicationTime", post.publication_time ? format_time(post.publication_time->time) : "");
  if (post.publication_time) {
    JsonObject delay{object.member("delaySeconds")};
    delay.number("first", seconds_between(post.publication_time->time, post.first_impression));
    delay.number("last", seconds_between(post.publication_time->time, post.last_impression));
    delay.number("precision", post.publication_time->precision.count());
    delay.close();
  } else {
    object.json("delaySeconds", "null");
  }
  JsonObject order{object.member("order")};
  order.number("first", post.first_order);
  order.number("lowest", post.lowest_order);
  order.number("highest", post.highest_order);
  order.real_if_any("mean", std::round(post.mean_order * 100) / 100);
  order.close();
  object.close();
}

// Gives each item as a row.
template <typename Items, typename Append>
void write_rows(const Items& items, Append append, const Sink& sink) {
  std::string text;
  for (const auto& item : items) {
    text.clear();
    append(text, item);
    if (!sink(text)) return;
  }
}

}  // namespace

Result<void> counter(const Question& question, const Sink& sink) {
  const auto totals = question.store.totals(question.now - kLastWeek);
  if (!totals) return totals.error();
  std::string text;
  JsonObject object{text};
  JsonObject content{object.member("content")};
  append_pair(content, "impressions", totals->impressions);
  content.number("supporters", totals->supporters);
  append_pair(content, "timelines", totals->timelines);
  append_pair(content, "htmls", totals->html);
  append_pair(content, "metadata", totals->metadata);
  append_pair(content, "summary", totals->metadata);
  append_pair(content, "errors", totals->errors);
  content.close();
  // Counted for each request: there is no cache, and the next count is as near as the next request.
  object.text("computedat", format_time(question.now));
  object.text("next", format_time(question.now));
  object.number("cacheTimeSeconds", 0);
  object.close();
  sink(text + "\n");
  return {};
}

Result<void> timelines(const Question& question, const Sink& sink) {
  const Paging paging = question.paging();
  auto rows = question.store.timelines({.amount = paging.amount, .skip = paging.skip, .with_counts = true});
  if (!rows) return rows.error();
  std::string text;
  while (const store::TimelineRow* row = rows->next()) {
    text.clear();
    append_timeline(text, *row);
    if (!sink(text)) return {};
  }
  if (rows->failed()) return *rows->failed();
  return {};
}

Result<void> sources(const Question& question, const Sink& sink) {
  const auto found = question.store.sources(question.paging().amount, question.paging().skip);
  if (!found) return found.error();
  write_rows(*found, append_source, sink);
  return {};
}

Result<void> repetition(const Question& question, const Sink& sink) {
  const auto found = question.store.repetitions(question.paging().amount, question.paging().skip);
  if (!found) return found.error();
  write_rows(*found, append_repetition, sink);
  return {};
}

Result<void> series(const Question& question, const Sink& sink) {
  const bool by_day = question.text("unit").starts_with("day");
  const milliseconds stretch = by_day ? milliseconds{std::chrono::days{1}} : milliseconds{std::chrono::hours{1}};
  const auto found = question.store.series(question.text("name"), stretch, question.number("amount"));
  if (!found) return found.error();
  const auto append = [&](std::string& out, const store::Series::Row& row) {
    JsonObject object{out};
    object.text(by_day ? "day" : "hour", format_time(row.begin));
    object.text("name", question.text("name"));
    for (std::size_t i = 0; i < row.values.size(); ++i) object.number(found->names[i], row.values[i]);
    object.close();
  };
  write_rows(found->rows, append, sink);
  return {};
}

}  // namespace feedwitness::views::fbtrex
