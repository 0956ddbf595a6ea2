#include "intake/attention.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace feedwitness::intake {
namespace {

constexpr std::int64_t kFewestSeen = 10;  // fewer posts in a day tell nothing
constexpr std::ptrdiff_t kDaysBefore = 14;
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

std::vector<Seen> by_day(std::span<const store::HealthDay> days) {
  std::map<std::string, Seen> sums;
  for (const store::HealthDay& day : days) {
    sums[day.day].add({day.health.seen, day.health.understood, day.health.seen - day.health.unknown_audience});
  }
  std::vector<Seen> telling;
  for (const auto& [day, seen] : sums) {
    if (seen.posts >= kFewestSeen) telling.push_back(seen);
  }
  return telling;
}

double share(std::int64_t part, const Seen& seen) {
  return static_cast<double>(part) / static_cast<double>(seen.posts);
}

}  // namespace

std::optional<std::string> attention(std::span<const store::HealthDay> days) {
  const std::vector<Seen> telling = by_day(days);
  if (telling.empty()) return std::nullopt;
  const Seen& newest = telling.back();
  Seen before;
  const auto end = telling.end() - 1;
  for (auto day = end - std::min(kDaysBefore, end - telling.begin()); day != end; ++day) before.add(*day);

  const auto fell = [&](std::int64_t Seen::*part) {
    const double limit = before.posts == 0 ? kFallWithoutBefore : kFall * share(before.*part, before);
    return share(newest.*part, newest) < limit;
  };
  const auto of_posts = [&newest](std::int64_t count, std::string_view what) {
    return "of the last " + std::to_string(newest.posts) + " posts only " + std::to_string(count) + std::string{what} +
           ": the site may have changed; update feedwitness, then run feedwitness reparse";
  };
  if (fell(&Seen::understood)) return of_posts(newest.understood, " could be read");
  if (fell(&Seen::with_audience))
    return of_posts(newest.with_audience, " showed an audience, the rest was taken as private");
  return std::nullopt;
}

}  // namespace feedwitness::intake
