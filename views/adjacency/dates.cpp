#include <algorithm>
#include <array>

#include "base/json_text.h"
#include "views/adjacency/answers.h"
#include "views/adjacency/graph_request.h"

namespace feedwitness::views::adjacency {
namespace {

constexpr std::array<std::string_view, 3> kFields{"earliest_datetime", "latest_datetime", "missing_datetimes"};

// The hours between the first and the last of a range in which nothing was captured, as a JSON list.
Result<std::string> missing_in(store::Store& store, const store::Placement& placement, const Range& range,
                               std::string_view zone) {
  std::string list = "[";
  for (Hour hour = range.earliest; hour.begin < range.latest.begin;) {
    const auto next = store::next_impression(store, placement, hour.end);
    if (!next) return next.error();
    if (!*next) break;
    const Hour captured = hour_of(**next, zone);
    for (hour = hour_of(hour.end, zone); hour.begin < captured.begin; hour = hour_of(hour.end, zone)) {
      if (list.size() > 1) list += ',';
      append_json_string(list, format_hour(hour.begin, zone));
    }
  }
  return list + ']';
}

}  // namespace

Result<void> dates(const Question& question, const Sink& sink) {
  const auto placement = read_placement(question);
  if (!placement) return placement.error();
  const auto fields = read_fields(question, "fields", kFields);
  if (!fields) return fields.error();
  std::string_view zone = question.text("timezone");
  if (zone.empty()) zone = question.flag("is_download") ? "UTC" : kPacific;
  const auto range = range_of(question.store, *placement, zone);
  if (!range) return range.error();
  std::string text;
  JsonObject answer{text};
  std::string& data = answer.member("data") += '[';
  if (*range) {
    const auto missing = missing_in(question.store, *placement, **range, zone);
    if (!missing) return missing.error();
    const std::array<std::string, 3> values{'"' + format_hour((*range)->earliest.begin, zone) + '"',
                                            '"' + format_hour((*range)->latest.begin, zone) + '"', *missing};
    JsonObject row{data};
    for (const std::string_view field : *fields) {
      row.json(field,
               values.at(static_cast<std::size_t>(std::find(kFields.begin(), kFields.end(), field) - kFields.begin())));
    }
    row.close();
  }
  data += ']';
  answer.close();
  sink(text + '\n');
  return {};
}

}  // namespace feedwitness::views::adjacency
