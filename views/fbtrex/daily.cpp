#include <string>

#include "base/json_text.h"
#include "views/calendar.h"
#include "views/fbtrex/answers.h"

namespace feedwitness::views::fbtrex {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// The day that the page counts back from; nullopt: the store is empty.
Result<std::optional<sys_days>> newest_day(const Question& question, std::string_view zone) {
  if (const auto day = read_day(question.text("day"))) return std::optional{*day};
  const auto newest = question.store.newest_impression();
  if (!newest) return newest.error();
  return *newest ? std::optional{day_of(**newest, zone)} : std::optional<sys_days>{};
}

void append_day(std::string& out, sys_days day, Time beginning, const store::Counts& counts) {
  const auto spent = std::chrono::round<std::chrono::seconds>(counts.spent);
  JsonObject object{out};
  object.text("day", format_day(day));
  object.text("dayTime", format_time(beginning));
  object.number("ntimelines", counts.timelines);
  object.number("npost", counts.public_impressions());
  JsonObject nature{object.member("nature")};
  nature.number("organic", counts.organic);
  nature.number("sponsored", counts.sponsored);
  nature.number("unknown", counts.unknown_nature);
  nature.close();
  object.number("totalSeconds", spent.count());
  object.text("duration", humanized(spent));
  object.number("sources", counts.sources);
  object.number("nprivate", counts.private_impressions);
  object.close();
}

}  // namespace

Result<void> daily(const Question& question, const Sink& sink) {
  const std::string_view zone = question.text("timezone");
  const Paging paging = question.paging();
  const auto supporter = question.store.supporter();
  if (!supporter) return supporter.error();
  const auto newest = newest_day(question, zone);
  if (!newest) return newest.error();

  std::string text;
  JsonObject object{text};
  object.number("dayamount", paging.amount);
  object.number("skipped", paging.skip);
  std::string& list = object.member("stats");
  list += '[';
  // Farther back than any feed there are no days: their number must not overflow.
  const sys_days oldest{std::chrono::year{1970} / 1 / 1};
  for (std::int64_t i = 0; *newest && i < paging.amount && paging.skip + i <= (**newest - oldest).count(); ++i) {
    const sys_days day = **newest - days{paging.skip + i};
    const Time begin = beginning_of(day, zone);
    const auto counts = question.store.counts(begin, beginning_of(day + days{1}, zone));
    if (!counts) return counts.error();
    if (i > 0) list += ",\n";
    append_day(list, day, begin, *counts);
  }
  list += ']';
  object.text("pseudo", supporter->pseudonym);
  object.close();
  sink(text + "\n");
  return {};
}

}  // namespace feedwitness::views::fbtrex
