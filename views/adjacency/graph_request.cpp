#include "views/adjacency/graph_request.h"

#include <algorithm>
#include <array>

#include "views/graph_error.h"

namespace feedwitness::views::adjacency {
namespace {

constexpr int kInvalid = 100;
constexpr int kWrongPlatform = 2349046;
constexpr int kWrongPosition = 2349047;
constexpr int kOutOfRange = 2349048;

constexpr std::array<std::string_view, 3> kPlatforms{"facebook", "instagram", "threads"};
constexpr std::array<std::string_view, 2> kPositions{"feed", "reels"};

bool is_in(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string joined(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) list.append(list.empty() ? "" : ", ").append(word);
  return list;
}

}  // namespace

Result<store::Placement> read_placement(const Question& question) {
  const std::string_view platform = question.text("platform");
  const std::string_view position = question.text("position");
  if (!is_in(kPlatforms, platform)) return graph_error(kInvalid, kWrongPlatform, "platform is " + joined(kPlatforms));
  if (!is_in(kPositions, position)) return graph_error(kInvalid, kWrongPosition, "position is " + joined(kPositions));
  return store::Placement{std::string{platform}, std::string{position}};
}

Result<std::optional<Range>> range_of(store::Store& store, const store::Placement& placement, std::string_view zone) {
  const auto first = store::next_impression(store, placement, Time::min());
  if (!first) return first.error();
  const auto last = store::last_impression(store, placement);
  if (!last) return last.error();
  if (!*first || !*last) return std::optional<Range>{};
  return std::optional{Range{hour_of(**first, zone), hour_of(**last, zone)}};
}

Result<std::optional<Hour>> read_datetime(const Question& question, const std::optional<Range>& range,
                                          std::string_view zone) {
  const std::string_view text = question.text("datetime");
  if (text.empty()) return range ? std::optional{range->latest} : std::nullopt;
  const auto hour = read_hour(text, zone);
  if (!hour) return graph_error(kInvalid, 0, "datetime is an hour like 2026-11-22T18:00");
  if (!range || hour->begin < range->earliest.begin || hour->begin > range->latest.begin) {
    return graph_error(kInvalid, kOutOfRange,
                       "nothing was captured as early or as late as this; adjacent_content_delivery_report_date_ranges "
                       "has the hours");
  }
  return hour;
}

Result<std::vector<std::string_view>> read_fields(const Question& question, std::string_view parameter,
                                                  std::span<const std::string_view> known) {
  std::string_view list = question.text(parameter);
  if (list.empty()) return std::vector<std::string_view>{known.begin(), known.end()};
  std::vector<std::string_view> asked;
  while (!list.empty()) {
    const std::size_t size = std::min(list.find(','), list.size());
    asked.push_back(list.substr(0, size));
    list.remove_prefix(std::min(size + 1, list.size()));
    if (!is_in(known, asked.back())) {
      return graph_error(kInvalid, 0, std::string{parameter} + " names some of: " + joined(known));
    }
  }
  std::vector<std::string_view> fields;
  for (const std::string_view field : known) {
    if (is_in(asked, field)) fields.push_back(field);
  }
  return fields;
}

}  // namespace feedwitness::views::adjacency
