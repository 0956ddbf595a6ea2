#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "parser/locale/vocabulary.h"

namespace feedwitness::parser {

// What a time label says, before it is laid on a calendar. What it does not say is nullopt.
struct DateParts {
  bool now = false;                    // "Just now"
  std::optional<std::int64_t> ago;     // "1 h 5 min": seconds
  std::int64_t ago_unit = 0;           // the smallest unit in it: 60
  std::optional<int> days_from_today;  // today 0, yesterday -1
  std::optional<unsigned> weekday;     // Sunday 0
  std::optional<int> year;             // two digits are completed, Buddhist years converted
  std::optional<unsigned> month;
  std::optional<unsigned> day;
  std::optional<int> hour;  // of 24
  std::optional<int> minute;
  std::optional<int> second;
  bool single_letter = false;  // one of the words is a single letter: "3 h"
};

// Reads a whole label (a Label's text) as one language writes it. nullopt when a word of it is unknown there, when the
// parts make no date, or when digits are ambiguous ("5/3/19" where the order is unknown).
std::optional<DateParts> read_date_parts(std::string_view label, const Locale& locale);

}  // namespace feedwitness::parser
