#include "intake/attention.h"

#include <cstdint>
#include <functional>
#include <map>

#include "parser/record.h"

namespace feedwitness::intake {
namespace {

constexpr std::int64_t kFewestSeen = 10;  // fewer posts in a day tell nothing
constexpr int kDaysBefore = 14;
constexpr double kFall = 0.8;  // of the share before
constexpr double kFallWithoutBefore = 0.5;

struct Seen {
  std::int64_t posts = 0;
  std::int64_t understood = 0;
  std::int64_t with_audience = 0;

  void add(const Seen& other) {
    posts += other.posts;
    understood += other.understood;
    with_audience += other.with_audience;
  }
};

using Days = std::map<std::string, Seen, std::less<>>;

// The days that tell something, of all parsers or of today's alone.
Days telling_days(std::span<const store::HealthDay> days, bool todays_parser_only) {
  Days sums;
  for (const store::HealthDay& day : days) {
    if (todays_parser_only && day.parser_version != parser::kParserVersion) continue;
    sums[day.day].add({day.health.seen, day.health.understood, day.health.seen - day.health.unknown_audience});
  }
  std::erase_if(sums, [](const auto& day) { return day.second.posts < kFewestSeen; });
  return sums;
}

double share(std::int64_t part, const Seen& seen) {
  return static_cast<double>(part) / static_cast<double>(seen.posts);
}

}  // namespace

std::optional<std::string> attention(std::span<const store::HealthDay> days) {
  const Days todays = telling_days(days, true);
  if (todays.empty()) return std::nullopt;
  const auto& [day, newest] = *todays.rbegin();
  const Days all = telling_days(days, false);
  Seen before;
  auto other = all.lower_bound(day);
  for (int count = 0; count < kDaysBefore && other != all.begin(); ++count) before.add((--other)->second);

  const auto fell = [&before, &newest = newest](std::int64_t Seen::*part) {
    const double limit = before.posts == 0 ? kFallWithoutBefore : kFall * share(before.*part, before);
    return share(newest.*part, newest) < limit;
  };
  const auto of_posts = [&newest = newest](std::int64_t count, std::string_view what) {
    return "of the last " + std::to_string(newest.posts) + " posts only " + std::to_string(count) + std::string{what} +
           ": the site may have changed; update feedwitness, then run feedwitness reparse";
  };
  if (fell(&Seen::understood)) return of_posts(newest.understood, " could be read");
  if (fell(&Seen::with_audience))
    return of_posts(newest.with_audience, " showed an audience, the rest was taken as private");
  return std::nullopt;
}

}  // namespace feedwitness::intake
