#include "views/adjacency/ad_load.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "base/json_text.h"
#include "views/adjacency/answers.h"
#include "views/adjacency/request.h"

namespace feedwitness::views::adjacency {

void AdLoad::add(const AdLoad& other) {
  sessions += other.sessions;
  posts += other.posts;
  private_posts += other.private_posts;
  unobserved += other.unobserved;
  ads += other.ads;
  distances.insert(distances.end(), other.distances.begin(), other.distances.end());
  first_orders.insert(first_orders.end(), other.first_orders.begin(), other.first_orders.end());
}

std::optional<double> AdLoad::ads_per_ten_posts() const {
  return posts == 0 ? std::nullopt : std::optional{10.0 * static_cast<double>(ads) / static_cast<double>(posts)};
}

std::optional<double> mean_of(const std::vector<int>& numbers) {
  if (numbers.empty()) return std::nullopt;
  return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

void AdLoadCounter::add(const Shown& shown) {
  const int missing = shown.order - last_order_ - 1;
  load_.unobserved += missing;
  is_whole_ = is_whole_ && missing == 0;
  last_order_ = shown.order;
  ++load_.posts;
  load_.private_posts += shown.is_public ? 0 : 1;
  if (!shown.is_ad) return;
  ++load_.ads;
  if (is_whole_) {
    if (last_ad_) {
      load_.distances.push_back(shown.order - *last_ad_);
    } else {
      load_.first_orders.push_back(shown.order);
    }
  }
  last_ad_ = shown.order;
  is_whole_ = true;
}

AdLoad AdLoadCounter::finish() { return std::move(load_); }

namespace {

void append_range(JsonObject& object, std::string_view name, const std::vector<int>& numbers) {
  if (numbers.empty()) {
    object.json(name, "null");
    return;
  }
  const auto [least, greatest] = std::minmax_element(numbers.begin(), numbers.end());
  JsonObject range{object.member(name)};
  range.number("least", *least);
  range.real_if_any("mean", mean_of(numbers));
  range.number("greatest", *greatest);
  range.number("counted", static_cast<std::int64_t>(numbers.size()));
  range.close();
}

void append_load(JsonObject& object, const AdLoad& load) {
  object.number("posts", load.posts);
  object.number("private_posts", load.private_posts);
  object.number("unobserved", load.unobserved);
  object.number("ads", load.ads);
  if (const auto density = load.ads_per_ten_posts()) {
    object.real_if_any("ads_per_ten_posts", density);
  } else {
    object.json("ads_per_ten_posts", "null");
  }
  append_range(object, "first_ad_order", load.first_orders);
  append_range(object, "ad_distance", load.distances);
}

Result<AdLoad> load_of(store::Store& store, std::int64_t timeline) {
  AdLoadCounter counter;
  const auto read = store::each_order(store, timeline, [&](const store::PlacedPost& post) {
    counter.add({post.order, post.is_public, post.is_public && post.nature == parser::Nature::sponsored});
  });
  if (!read) return read.error();
  return counter.finish();
}

bool is_wanted(const Selection& selection, const store::TimelineRow& timeline) {
  const auto& [platform, position] = selection.placement;
  return timeline.start_time < selection.to && timeline.platform == platform &&
         (position.empty() || timeline.position == position) && timeline.impressions > 0;
}

// Each session of the selection, the newest first.
Result<void> each_session(store::Store& store, const Selection& selection,
                          const std::function<bool(const store::TimelineRow&, const AdLoad&)>& use) {
  auto timelines = store.timelines();
  if (!timelines) return timelines.error();
  while (const store::TimelineRow* timeline = timelines->next()) {
    if (timeline->start_time < selection.from) return {};
    if (!is_wanted(selection, *timeline)) continue;
    const auto load = load_of(store, timeline->key);
    if (!load) return load.error();
    if (!use(*timeline, *load)) return {};
  }
  if (timelines->failed()) return *timelines->failed();
  return {};
}

Result<void> load_by_session(const Question& question, const Selection& selection, const Sink& sink) {
  std::string row;
  return each_session(question.store, selection, [&](const store::TimelineRow& timeline, const AdLoad& load) {
    row.clear();
    JsonObject object{row};
    object.text("timeline_id", timeline.timeline_id);
    object.text("timeline", timeline.timeline);
    object.text("start_time", format_time(timeline.start_time));
    object.text("day", format_day(day_of(timeline.start_time, question.text("timezone"))));
    append_load(object, load);
    object.close();
    return sink(row);
  });
}

Result<void> load_by_day(const Question& question, const Selection& selection, const Sink& sink) {
  std::string row;
  std::optional<std::chrono::sys_days> day;
  AdLoad sum;
  const auto give = [&] {
    row.clear();
    JsonObject object{row};
    object.text("day", format_day(*day));
    object.number("sessions", sum.sessions);
    append_load(object, sum);
    object.close();
    sum = {};
    return sink(row);
  };
  bool is_taken = true;
  auto done = each_session(question.store, selection, [&](const store::TimelineRow& timeline, const AdLoad& load) {
    const auto began = day_of(timeline.start_time, question.text("timezone"));
    if (day && *day != began) is_taken = give();
    day = began;
    sum.add(load);
    return is_taken;
  });
  if (done && day && is_taken) give();
  return done;
}

}  // namespace

Result<void> load(const Question& question, const Sink& sink) {
  const auto selection = read_selection(question);
  if (!selection) return selection.error();
  return question.text("by") == "day" ? load_by_day(question, *selection, sink)
                                      : load_by_session(question, *selection, sink);
}

}  // namespace feedwitness::views::adjacency
