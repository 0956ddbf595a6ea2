#include "views/calendar.h"

#include <array>
#include <cmath>

#include <date/tz.h>

namespace feedwitness::views {
namespace {

const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(std::string{name});
  } catch (const std::exception&) {
    return nullptr;
  }
}

std::int64_t rounded(std::chrono::seconds duration, double unit) {
  return std::llround(static_cast<double>(duration.count()) / unit);
}

}  // namespace

// A name of the database is short, and letters, digits and a few signs: nothing else reaches its files.
bool is_zone(std::string_view name) {
  constexpr std::string_view kSigns = "_/+-";
  if (name.empty() || name.size() > 64) return false;
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!is_letter && kSigns.find(c) == std::string_view::npos) return false;
  }
  return find_zone(name) != nullptr;
}

std::optional<std::chrono::sys_days> read_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  const auto time = parse_time(std::string{text} + "T00:00:00.000Z");
  if (!time || format_time(*time).substr(0, 10) != text) return std::nullopt;  // no 31 February
  return std::chrono::floor<std::chrono::days>(*time);
}

std::string format_day(std::chrono::sys_days day) { return format_time(Time{day}).substr(0, 10); }

std::chrono::sys_days day_of(Time time, std::string_view zone) {
  const auto local = date::make_zoned(find_zone(zone), time).get_local_time();
  return std::chrono::sys_days{date::floor<date::days>(local).time_since_epoch()};
}

Time beginning_of(std::chrono::sys_days day, std::string_view zone) {
  const date::local_days local{day.time_since_epoch()};
  return std::chrono::time_point_cast<std::chrono::milliseconds>(
      find_zone(zone)->to_sys(date::local_seconds{local}, date::choose::earliest));
}

std::string humanized(std::chrono::seconds duration) {
  struct Step {
    double unit;
    std::int64_t below;  // of this many the next unit is spoken of
    const char* one;
    const char* many;
  };
  constexpr double kMinute = 60;
  constexpr double kHour = 60 * kMinute;
  constexpr double kDay = 24 * kHour;
  constexpr std::array kSteps{Step{kMinute, 45, "a minute", " minutes"}, Step{kHour, 22, "an hour", " hours"},
                              Step{kDay, 26, "a day", " days"}, Step{30.4 * kDay, 11, "a month", " months"}};
  if (duration.count() < 45) return "a few seconds";
  for (const Step& step : kSteps) {
    const std::int64_t number = rounded(duration, step.unit);
    if (number <= 1) return step.one;
    if (number < step.below) return std::to_string(number) + step.many;
  }
  const std::int64_t years = rounded(duration, 365.25 * kDay);
  return years <= 1 ? "a year" : std::to_string(years) + " years";
}

}  // namespace feedwitness::views
