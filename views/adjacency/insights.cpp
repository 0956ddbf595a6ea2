#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <boost/json.hpp>

#include "base/json_text.h"
#include "views/adjacency/advertisers.h"
#include "views/adjacency/answers.h"
#include "views/adjacency/graph_request.h"
#include "views/graph_error.h"
#include "views/link.h"
#include "views/parameters.h"

// Source: Feed Verification API, "Ad Set Insights API". Counted along the index of advertisements; what was spent is
// not seen in a feed, and stands nowhere.
namespace feedwitness::views::adjacency {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// What an advertisement is counted under.
struct Breakdown {
  std::string_view name;
  std::string (*value)(const store::Ad& ad, std::string_view zone);
};

std::string known(std::string_view text) { return std::string{text.empty() ? "unknown" : text}; }

// "13:00:00 - 13:59:59"
std::string hour_of_day(const store::Ad& ad, std::string_view zone) {
  const std::string hour = format_hour(ad.time, zone).substr(11, 2);
  return hour + ":00:00 - " + hour + ":59:59";
}

// The last two are ours.
constexpr std::array kBreakdowns{
    Breakdown{"publisher_platform", [](const store::Ad& ad, std::string_view) { return known(ad.platform); }},
    Breakdown{"platform_position", [](const store::Ad& ad, std::string_view) { return known(ad.position); }},
    Breakdown{"hourly_stats_aggregated_by_advertiser_time_zone", hour_of_day},
    Breakdown{"advertiser_id", [](const store::Ad& ad, std::string_view) { return known(advertiser_id_of(ad)); }},
    Breakdown{"advertiser_name", [](const store::Ad& ad, std::string_view) { return known(ad.source); }}};

constexpr auto kBreakdownNames = [] {
  std::array<std::string_view, kBreakdowns.size()> names{};
  std::transform(kBreakdowns.begin(), kBreakdowns.end(), names.begin(), [](const Breakdown& one) { return one.name; });
  return names;
}();

constexpr std::array<std::string_view, 2> kFields{"impressions", "spend"};

// Days, both inclusive.
struct Days {
  sys_days since;
  sys_days until;
};

// {'since':'2022-07-15','until':'2022-08-03'}: the document writes single quotes, JSON has double ones.
Result<std::optional<Days>> read_time_range(const Question& question) {
  std::string text{question.text("time_range")};
  if (text.empty()) return std::optional<Days>{};
  std::replace(text.begin(), text.end(), '\'', '"');
  boost::system::error_code failed;
  const auto value = boost::json::parse(text, failed);
  const auto day_at = [&](std::string_view name) -> std::optional<sys_days> {
    const auto* day = value.get_object().if_contains({name.data(), name.size()});
    return day != nullptr && day->is_string() ? read_day(boost::json::value_to<std::string>(*day)) : std::nullopt;
  };
  const bool is_object = !failed && value.is_object();
  const auto since = is_object ? day_at("since") : std::nullopt;
  const auto until = is_object ? day_at("until") : std::nullopt;
  if (!since || !until || *since > *until) {
    return graph_error(100, 0, "time_range is {'since':'2026-11-01','until':'2026-11-30'}, both inclusive");
  }
  return std::optional{Days{*since, *until}};
}

// How many days a row stands for; nullopt: all.
Result<std::optional<days>> read_increment(const Question& question) {
  constexpr std::int64_t kMost = 90;
  const std::string_view text = question.text("time_increment");
  if (text == "all_days") return std::optional<days>{};
  const auto number = read_number(text);
  if (!number || *number < 1 || *number > kMost) {
    return graph_error(100, 0, "time_increment is all_days or a number of days from 1 to 90");
  }
  return std::optional{days{*number}};
}

struct Wanted {
  std::string_view advertiser;
  std::string_view zone;
  std::vector<Breakdown> breakdowns;
  Days range;
  std::optional<days> increment;
};

using Row = std::pair<sys_days, std::vector<std::string>>;  // the first day, and a value for each breakdown

sys_days first_day_of(const Wanted& wanted, Time time) {
  if (!wanted.increment) return wanted.range.since;
  const days since = day_of(time, wanted.zone) - wanted.range.since;
  return wanted.range.since + since / *wanted.increment * *wanted.increment;
}

sys_days last_day_of(const Wanted& wanted, sys_days first) {
  return wanted.increment ? std::min(wanted.range.until, first + *wanted.increment - days{1}) : wanted.range.until;
}

// Day by day, so that a long past needs no memory.
Result<std::map<Row, std::int64_t>> count(store::Store& store, const Wanted& wanted) {
  std::map<Row, std::int64_t> rows;
  const Time end = beginning_of(wanted.range.until + days{1}, wanted.zone);
  Time from = beginning_of(wanted.range.since, wanted.zone);
  while (true) {
    const auto next = store::next_ad(store, {}, from);
    if (!next) return next.error();
    if (!*next || **next >= end) return rows;
    from = std::min(end, beginning_of(day_of(**next, wanted.zone) + days{1}, wanted.zone));
    const auto ads = store::ads(store, {}, **next, from);
    if (!ads) return ads.error();
    for (const store::Ad& ad : *ads) {
      if (!is_of(ad, wanted.advertiser)) continue;
      Row row{first_day_of(wanted, ad.time), {}};
      for (const Breakdown& breakdown : wanted.breakdowns) row.second.push_back(breakdown.value(ad, wanted.zone));
      ++rows[row];
    }
  }
}

// From the first day on which anything was captured to the last.
Result<std::optional<Days>> all_days(store::Store& store, std::string_view zone) {
  const auto first = store::next_impression(store, {}, Time::min());
  if (!first) return first.error();
  const auto last = store::last_impression(store, {});
  if (!last) return last.error();
  if (!*first || !*last) return std::optional<Days>{};
  return std::optional{Days{day_of(**first, zone), day_of(**last, zone)}};
}

void append_row(std::string& out, const Wanted& wanted, const Row& row, std::int64_t impressions) {
  JsonObject object{out};
  object.text("impressions", std::to_string(impressions));  // numbers are texts in this answer
  object.text("date_start", format_day(row.first));
  object.text("date_stop", format_day(last_day_of(wanted, row.first)));
  for (std::size_t i = 0; i < row.second.size(); ++i) object.text(wanted.breakdowns[i].name, row.second[i]);
  object.close();
}

std::string paging_of(const Question& question, std::size_t begin, std::size_t end, std::size_t all) {
  std::string text;
  JsonObject paging{text};
  if (begin < end) {
    JsonObject cursors{paging.member("cursors")};
    cursors.text("before", std::to_string(begin));
    cursors.text("after", std::to_string(end));
    cursors.close();
  }
  if (end < all) {
    const std::string path = "/graph/" + encoded(question.text("ad_set_id"));
    paging.text("next", Link{question.links, path + "/insights"}
                            .add(*find("adjacency/insights"), question, {"ad_set_id", "after"})
                            .add("after", std::to_string(end))
                            .text());
  }
  paging.close();
  return text;
}

Result<Wanted> read_wanted(const Question& question) {
  Wanted wanted{question.text("ad_set_id"), question.text("timezone"), {}, {}, {}};
  if (const auto fields = read_fields(question, "fields", kFields); !fields) return fields.error();
  if (!question.text("breakdowns").empty()) {
    const auto names = read_fields(question, "breakdowns", kBreakdownNames);
    if (!names) return names.error();
    for (const Breakdown& breakdown : kBreakdowns) {
      const bool is_asked = std::find(names->begin(), names->end(), breakdown.name) != names->end();
      if (is_asked) wanted.breakdowns.push_back(breakdown);
    }
  }
  const auto increment = read_increment(question);
  if (!increment) return increment.error();
  wanted.increment = *increment;
  return wanted;
}

}  // namespace

Result<void> insights(const Question& question, const Sink& sink) {
  auto wanted = read_wanted(question);
  if (!wanted) return wanted.error();
  auto range = read_time_range(question);
  if (!range) return range.error();
  if (!*range) range = all_days(question.store, wanted->zone);
  if (!range) return range.error();
  const auto skipped = read_number(question.text("after"));
  if (!skipped) return graph_error(100, 2349049, "after takes a cursor of an answer's paging");

  std::map<Row, std::int64_t> rows;
  if (*range) {
    wanted->range = **range;
    auto counted = count(question.store, *wanted);
    if (!counted) return counted.error();
    rows = *std::move(counted);
  }
  const std::size_t begin = std::min(static_cast<std::size_t>(*skipped), rows.size());
  const std::size_t end = std::min(begin + static_cast<std::size_t>(question.number("limit")), rows.size());
  std::string text;
  JsonObject answer{text};
  std::string& data = answer.member("data") += '[';
  std::size_t at = 0;
  for (const auto& [row, impressions] : rows) {
    const std::size_t index = at++;
    if (index < begin || index >= end) continue;
    if (data.back() != '[') data += ',';
    append_row(data, *wanted, row, impressions);
  }
  data += ']';
  answer.json("paging", paging_of(question, begin, end, rows.size()));
  answer.close();
  sink(text + '\n');
  return {};
}

}  // namespace feedwitness::views::adjacency
