#include <string>
#include <utility>
#include <vector>

#include "base/json_text.h"
#include "views/fbtrex/answers.h"
#include "views/fbtrex/summary_row.h"

namespace feedwitness::views::fbtrex {
namespace {

// The former service wrote the country of the sender's address here, or this word where it did not know it. Nobody
// looks at an address here.
constexpr std::string_view kNoCountry = "redacted";

using Served = std::vector<std::pair<std::string, std::int64_t>>;  // ids of timelines with their impressions

class Content {
 public:
  Content(store::Store& store, const Sink& sink) : store_{store}, sink_{sink} {}

  // One row for each impression, by order; a timeline without any has one row with its own fields alone.
  Result<bool> add(const store::TimelineRow& timeline) {
    if (timeline.impressions == 0)
      return write([&](JsonObject& object) { append_timeline_id(object, timeline); }, timeline);
    store::ImpressionQuery query;
    query.timeline = timeline.key;
    query.public_only = false;
    query.with_repetition = true;
    auto rows = store_.impressions(query);
    if (!rows) return rows.error();
    bool wanted = true;
    while (const store::ImpressionRow* row = wanted ? rows->next() : nullptr) {
      wanted = write([&](JsonObject& object) { append_impression(object, *row, timeline); }, timeline);
    }
    if (rows->failed()) return *rows->failed();
    return wanted;
  }

 private:
  template <typename Fill>
  bool write(Fill fill, const store::TimelineRow& timeline) {
    text_ = is_first_ ? "\n" : ",\n";
    is_first_ = false;
    JsonObject object{text_};
    object.text("startTime", format_time(timeline.start_time));
    object.text("geoip", kNoCountry);
    fill(object);
    object.close();
    return sink_(text_);
  }

  static void append_timeline_id(JsonObject& object, const store::TimelineRow& timeline) {
    object.text("timelineId", timeline.timeline_id);
  }

  static void append_impression(JsonObject& object, const store::ImpressionRow& row,
                                const store::TimelineRow& timeline) {
    object.number("impressionOrder", row.order);
    object.text("impressionTime", format_time(row.time));
    object.text_if_any("htmlId", row.html_id);
    append_timeline_id(object, timeline);
    object.text("visibility",
                name_of(row.is_public ? parser::Visibility::public_post : parser::Visibility::private_post));
    std::string& list = object.member("summary");
    list += '[';
    if (row.is_public) append_summary_row(list, row, parser::Visibility::public_post);
    list += ']';
  }

  store::Store& store_;
  const Sink& sink_;
  bool is_first_ = true;
  std::string text_;
};

std::string head(std::int64_t stored, const Paging& paging) {
  std::string text;
  JsonObject object{text};
  object.number("storedTimelines", stored);
  JsonObject served{object.member("served")};
  served.number("amount", paging.amount);
  served.number("skip", paging.skip);
  served.close();
  object.member("content") += '[';
  return text;
}

std::string tail(const Served& served) {
  std::string text = "],\n\"timelines\":";
  JsonObject object{text};
  for (const auto& [id, impressions] : served) object.number(id, impressions);
  object.close();
  return text + "}\n";
}

}  // namespace

Result<void> stats(const Question& question, const Sink& sink) {
  const auto stored = question.store.count_timelines();
  if (!stored) return stored.error();
  const Paging paging = question.paging();
  auto timelines = question.store.timelines({.amount = paging.amount, .skip = paging.skip});
  if (!timelines) return timelines.error();
  if (!sink(head(*stored, paging))) return {};
  Served served;
  Content content{question.store, sink};
  while (const store::TimelineRow* timeline = timelines->next()) {
    served.emplace_back(timeline->timeline_id, timeline->impressions);
    const auto wanted = content.add(*timeline);
    if (!wanted) return wanted.error();
    if (!*wanted) return {};
  }
  if (timelines->failed()) return *timelines->failed();
  sink(tail(served));
  return {};
}

}  // namespace feedwitness::views::fbtrex
