#include "intake/attention.h"

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "parser/record.h"

namespace feedwitness::intake {
namespace {

constexpr std::int64_t kFewestSeen = 10;  // fewer posts in a day tell nothing
constexpr int kDaysBefore = 14;
constexpr double kFall = 0.8;  // of the share before
constexpr double kFallWithoutBefore = 0.5;

struct Day {
  std::int64_t seen = 0;
  std::int64_t read = 0;  // the others were private before anything could be read
  std::int64_t understood = 0;
  std::int64_t with_audience = 0;

  void add(const Day& other) {
    seen += other.seen;
    read += other.read;
    understood += other.understood;
    with_audience += other.with_audience;
  }
};

using Days = std::map<std::string, Day, std::less<>>;

// The days that tell something, of all parsers or of today's alone.
Days telling_days(std::span<const store::HealthDay> days, bool todays_parser_only) {
  Days sums;
  for (const auto& [day, health, parser_version] : days) {
    if (todays_parser_only && parser_version != parser::kParserVersion) continue;
    const std::int64_t read = health.understood + health.partly + health.unknown;
    sums[day].add({health.seen, read, health.understood, read - health.unknown_audience});
  }
  std::erase_if(sums, [](const auto& day) { return day.second.seen < kFewestSeen; });
  return sums;
}

double share(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

std::string advice(std::string problem) {
  return std::move(problem) + ": the site may have changed; update feedwitness, then run feedwitness reparse";
}

}  // namespace

std::optional<std::string> attention(std::span<const store::HealthDay> days) {
  const Days todays = telling_days(days, true);
  if (todays.empty()) return std::nullopt;
  const auto& [name, newest] = *todays.rbegin();
  const Days all = telling_days(days, false);
  Day before;
  auto other = all.lower_bound(name);
  for (int count = 0; count < kDaysBefore && other != all.begin(); ++count) before.add((--other)->second);

  const std::string of_posts = "of the last " + std::to_string(newest.read) + " posts only ";
  const auto fell = [&before, &newest = newest](std::int64_t Day::*part) {
    const double limit = before.read == 0 ? kFallWithoutBefore : kFall * share(before.*part, before.read);
    return newest.read > 0 && share(newest.*part, newest.read) < limit;
  };
  if (newest.read == 0 && share(before.read, before.seen) >= kFallWithoutBefore) {
    return advice("of the last " + std::to_string(newest.seen) + " posts none was found public");
  }
  if (fell(&Day::understood)) return advice(of_posts + std::to_string(newest.understood) + " could be read");
  if (fell(&Day::with_audience)) {
    return advice(of_posts + std::to_string(newest.with_audience) +
                  " showed an audience, the rest was taken as private");
  }
  return std::nullopt;
}

}  // namespace feedwitness::intake
