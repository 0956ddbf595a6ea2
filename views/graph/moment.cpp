#include "views/graph/moment.h"

#include <algorithm>
#include <array>

#include "views/calendar.h"
#include "views/parameters.h"

namespace feedwitness::views::graph {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t kMostUnits = 100'000;
constexpr std::int64_t kLatest = 253'402'300'799;  // the end of 9999

struct Unit {
  std::string_view name;
  seconds length;
};
constexpr std::array kUnits{Unit{"minute", minutes{1}}, Unit{"hour", hours{1}},  Unit{"day", days{1}},
                            Unit{"week", days{7}},      Unit{"month", days{30}}, Unit{"year", days{365}}};

// "-3 days", "-1 week".
std::optional<Time> read_back(std::string_view text, Time now) {
  const std::size_t space = text.find(' ');
  if (!text.starts_with('-') || space == std::string_view::npos) return std::nullopt;
  const auto amount = read_number(text.substr(1, space - 1));
  std::string_view name = text.substr(space + 1);
  if (name.ends_with('s')) name.remove_suffix(1);
  const auto* const unit =
      std::find_if(kUnits.begin(), kUnits.end(), [&](const Unit& known) { return known.name == name; });
  if (!amount || *amount > kMostUnits || unit == kUnits.end()) return std::nullopt;
  return now - *amount * unit->length;
}

// ISO 8601 as people shorten it: "2017-12-08 01:08", "...T01:08:57+0000", without a zone.
std::optional<Time> read_iso(std::string_view text) {
  constexpr std::size_t kMinutes = 16;
  constexpr std::size_t kSeconds = 19;
  std::string full{text};
  if (full.size() > 10 && full[10] == ' ') full[10] = 'T';
  if (full.size() == kMinutes) full += ":00";
  if (full.size() == kSeconds) full += 'Z';
  if (full.size() == kSeconds + 5 && (full[kSeconds] == '+' || full[kSeconds] == '-'))
    full.insert(full.size() - 2, ":");
  return parse_time(full);
}

}  // namespace

std::string format_moment(Time time) { return format_time(time).substr(0, 19) + "+0000"; }

std::optional<Time> read_moment(std::string_view text, Time now) {
  const Time today = std::chrono::floor<days>(now);
  if (text == "now") return now;
  if (text == "today") return today;
  if (text == "yesterday") return today - days{1};
  if (const auto unix = read_number(text)) {
    return *unix <= kLatest ? std::optional{Time{seconds{*unix}}} : std::nullopt;
  }
  if (const auto day = read_day(text)) return Time{*day};
  if (const auto back = read_back(text, now)) return back;
  return read_iso(text);
}

}  // namespace feedwitness::views::graph
