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

// A reading of the clock becomes an instant: the first of two where it is read twice, and the end of the gap where it
// is skipped.
Time instant_of(date::local_seconds reading, std::string_view zone) {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(
      find_zone(zone)->to_sys(reading, date::choose::earliest));
}

Hour hour_at(date::local_seconds reading, std::string_view zone) {
  return {instant_of(reading, zone), instant_of(reading + std::chrono::hours{1}, zone)};
}

date::local_seconds reading_at(Time time, std::string_view zone) {
  return date::floor<std::chrono::seconds>(date::make_zoned(find_zone(zone), time).get_local_time());
}

// What a text without a zone reads on the clock; as if it were UTC.
std::optional<date::local_seconds> read_reading(const std::string& text) {
  const auto time = parse_time(text + "Z");
  // No 31 February.
  if (!time || !format_time(*time).starts_with(text)) return std::nullopt;
  return date::local_seconds{std::chrono::floor<std::chrono::seconds>(time->time_since_epoch())};
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
  return instant_of(date::local_days{day.time_since_epoch()}, zone);
}

Hour hour_of(Time time, std::string_view zone) {
  return hour_at(date::floor<std::chrono::hours>(reading_at(time, zone)), zone);
}

std::string format_hour(Time time, std::string_view zone) {
  const auto reading = date::floor<std::chrono::hours>(reading_at(time, zone));
  return format_time(Time{reading.time_since_epoch()}).substr(0, 16);
}

std::optional<Hour> read_hour(std::string_view text, std::string_view zone) {
  if (text.size() != 16 || !text.ends_with(":00")) return std::nullopt;
  const auto reading = read_reading(std::string{text} + ":00");
  return reading ? std::optional{hour_at(*reading, zone)} : std::nullopt;
}

std::optional<Time> read_moment(std::string_view text, std::string_view zone) {
  const std::string moment{text};
  if (const auto time = parse_time(moment)) return time;
  for (const char* rest : {"", ":00", "T00:00:00"}) {
    if (const auto reading = read_reading(moment + rest)) return instant_of(*reading, zone);
  }
  return std::nullopt;
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
