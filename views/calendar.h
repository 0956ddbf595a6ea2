#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

// Days and hours as a person counts them: from midnight to midnight where they live, 23 to 25 hours long.
namespace feedwitness::views {

// Whether the IANA database has a zone of this name. Never throws.
bool is_zone(std::string_view name);

// "2026-11-22"; nullopt for anything else.
std::optional<std::chrono::sys_days> read_day(std::string_view text);
std::string format_day(std::chrono::sys_days day);

// The day of the calendar on which the instant falls in a zone, and the instant at which a day begins there (where
// midnight is skipped by a change of clocks, the first instant after it). The zone must exist.
std::chrono::sys_days day_of(Time time, std::string_view zone);
Time beginning_of(std::chrono::sys_days day, std::string_view zone);

// An hour of a clock, named "2026-11-22T18:00". Where clocks go back, one name stands for two hours, and the stretch is
// as long; where they go forward, the name that is skipped has an empty one. The zone must exist.
struct Hour {
  Time begin;
  Time end;  // exclusive

  bool operator==(const Hour&) const = default;
};
Hour hour_of(Time time, std::string_view zone);
std::string format_hour(Time time, std::string_view zone);
// nullopt for anything but a full hour so written.
std::optional<Hour> read_hour(std::string_view text, std::string_view zone);

// "2026-11-22" or "2026-11-22T18:30:00" by the clock of a zone, or a time with its own zone, "2026-11-22T18:30:00Z".
std::optional<Time> read_moment(std::string_view text, std::string_view zone);

// "20 minutes": as the former service wrote it, with the thresholds of moment.js 2 (`duration.humanize()`).
std::string humanized(std::chrono::seconds duration);

}  // namespace feedwitness::views
