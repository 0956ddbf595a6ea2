#include "parser/grammar/dates.h"

#include <array>
#include <cstddef>

#include "parser/grammar/date_parts.h"
#include "parser/locale/label.h"
#include "parser/locale/vocabulary.h"

namespace feedwitness::parser {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::year_month_day;

constexpr std::size_t kLongestLabel = 160;  // bytes; what is longer is a sentence
constexpr seconds kMinute{60};
constexpr seconds kDay{86400};
constexpr int kEarliestYear = 1900;  // posts can be dated back
constexpr int kLatestYear = 2100;

// The moment and the place of the capture, which fill what a label leaves out.
struct Capture {
  std::optional<Time> at;
  std::chrono::minutes utc_offset{0};

  // The local day of the capture; call only where `at` is known.
  std::chrono::sys_days today() const { return std::chrono::floor<days>(*at + utc_offset); }
};

// The latest year in which the day exists and is not after the capture.
std::optional<std::chrono::sys_days> latest(std::chrono::month month, std::chrono::day day, const Capture& capture) {
  constexpr int kLongestLeapGap = 8;
  const std::chrono::year this_year = year_month_day{capture.today()}.year();
  for (int back = 0; back <= kLongestLeapGap; ++back) {
    const year_month_day date{this_year - std::chrono::years{back}, month, day};
    if (date.ok() && std::chrono::sys_days{date} <= capture.today()) return date;
  }
  return std::nullopt;
}

std::chrono::sys_days latest(std::chrono::weekday weekday, const Capture& capture) {
  const std::chrono::sys_days yesterday = capture.today() - days{1};
  return yesterday - (std::chrono::weekday{yesterday} - weekday);
}

std::optional<std::chrono::sys_days> local_day(const DateParts& parts, const Capture& capture) {
  if (parts.month) {
    const std::chrono::month month{*parts.month};
    const std::chrono::day day{parts.day.value_or(1)};
    if (parts.year) {
      const year_month_day date{std::chrono::year{*parts.year}, month, day};
      const bool sound = date.ok() && *parts.year >= kEarliestYear && *parts.year <= kLatestYear;
      return sound ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
    }
    return capture.at ? latest(month, day, capture) : std::nullopt;
  }
  if (!capture.at) return std::nullopt;
  if (parts.days_from_today) return capture.today() + days{*parts.days_from_today};
  return latest(std::chrono::weekday{*parts.weekday}, capture);
}

seconds width_of(const DateParts& parts, std::chrono::sys_days day) {
  if (parts.second) return seconds{1};
  if (parts.hour) return kMinute;
  if (parts.month && !parts.day) {
    const year_month_day date{day};
    return std::chrono::sys_days{date.year() / date.month() / std::chrono::last} - day + days{1};
  }
  return kDay;
}

std::optional<PublicationTime> relative(seconds ago, seconds unit, const Capture& capture) {
  if (!capture.at) return std::nullopt;
  return PublicationTime{*capture.at - ago - unit, unit};
}

std::optional<PublicationTime> instant_of(const DateParts& parts, const Capture& capture) {
  if (parts.now) return relative(seconds{0}, kMinute, capture);
  if (parts.ago) return relative(seconds{*parts.ago}, seconds{parts.ago_unit}, capture);
  const auto day = local_day(parts, capture);
  if (!day) return std::nullopt;
  const seconds clock{parts.hour.value_or(0) * 3600 + parts.minute.value_or(0) * 60 + parts.second.value_or(0)};
  const Time time = *day + clock - capture.utc_offset;
  // The zone may be wrong by hours; a post of the day after tomorrow is none.
  if (capture.at && time > *capture.at + days{1}) return std::nullopt;
  return PublicationTime{time, width_of(parts, *day)};
}

std::optional<PublicationTime> instant_in(std::string_view words, const Locale& locale, const Capture& capture) {
  const auto parts = read_date_parts(words, locale);
  return parts ? instant_of(*parts, capture) : std::nullopt;
}

// In another language than the page's, a letter ("1080p") and a lone weekday ("to" is Thursday in Finnish) mean
// nothing.
std::optional<PublicationTime> foreign_instant(std::string_view words, const Locale& locale, bool page_has_language,
                                               const Capture& capture) {
  const auto parts = read_date_parts(words, locale);
  if (!parts || (page_has_language && parts->single_letter)) return std::nullopt;
  if (parts->weekday && !parts->day && !parts->hour) return std::nullopt;
  return instant_of(*parts, capture);
}

// The languages that could have written a label: those that know its first word, all when it has none or is shared.
LanguageSet languages_of(std::string_view words) {
  const Vocabulary& vocabulary = Vocabulary::instance();
  const WordStarts first{words};
  LanguageSet languages = vocabulary.languages_at_front(first.rest(), kDateWords);
  if (first.done() || languages[vocabulary.root()]) languages.set();
  for (const Meaning& meaning : vocabulary.meanings(words)) {
    if (meaning.word == Word::now) languages.set(meaning.language);
  }
  return languages;
}

// Up to the dot that parts a time from what else stands in its line: "3 h · Public".
std::string_view before_dot(std::string_view label) {
  for (const std::string_view dot : {"·", "⋅", "•"}) label = label.substr(0, label.find(dot));
  while (label.ends_with(' ')) label.remove_suffix(1);
  return label;
}

}  // namespace

std::optional<PublicationTime> read_date(std::string_view text, const Locale& locale, std::optional<Time> captured_at,
                                         std::chrono::minutes utc_offset) {
  if (text.size() > kLongestLabel) return std::nullopt;
  const Label label{text};
  const std::string_view words = before_dot(label.text());
  const Capture capture{captured_at, utc_offset};
  if (const auto own = instant_in(words, locale, capture)) return own;

  // Another language than the page's, if all that understand the label understand the same.
  const LanguageSet candidates = languages_of(words);
  std::optional<PublicationTime> agreed;
  for (const Locale& other : Vocabulary::instance().locales()) {
    if (!candidates[other.data().index]) continue;
    const auto instant = foreign_instant(words, other, !locale.language().empty(), capture);
    if (!instant) continue;
    if (agreed && *agreed != *instant) return std::nullopt;
    agreed = instant;
  }
  return agreed;
}

}  // namespace feedwitness::parser
