#include "parser/grammar/dates.h"

#include <chrono>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/time.h"
#include "language_files.h"

using feedwitness::format_time;
using feedwitness::parse_time;
using feedwitness::Time;
using feedwitness::parser::Locale;
using feedwitness::parser::PublicationTime;
using feedwitness::parser::read_date;
using feedwitness::test::language_files;
using feedwitness::test::Phrases;
using feedwitness::test::phrases_of;

namespace {

struct Case {
  std::string language;
  std::string text;
  std::string time;  // without ":00.000Z"
  int precision;     // seconds
};

constexpr int kMinute = 60;
constexpr int kHour = 3600;
constexpr int kDay = 86400;
constexpr int kWeek = 7 * kDay;

// A Saturday.
const Time kCaptured = *parse_time("2019-04-20T12:30:00Z");

std::string shown(const std::optional<PublicationTime>& time) {
  if (!time) return "nothing";
  return format_time(time->time).substr(0, 16) + " / " + std::to_string(time->precision.count());
}

void check_all(const std::vector<Case>& cases) {
  for (const Case& given : cases) {
    CAPTURE(given.language);
    CAPTURE(given.text);
    const auto time = read_date(given.text, Locale::of(given.language), kCaptured, std::chrono::minutes{0});
    CHECK(shown(time) == given.time + " / " + std::to_string(given.precision));
  }
}

const std::vector<Case> kRelative{
    {"en", "Just now", "2019-04-20T12:29", kMinute},
    {"en", "3 h", "2019-04-20T08:30", kHour},
    {"en", "3h", "2019-04-20T08:30", kHour},
    {"en", "22 hrs", "2019-04-19T13:30", kHour},
    {"en", "5m", "2019-04-20T12:24", kMinute},
    {"en", "1 d", "2019-04-18T12:30", kDay},
    {"en", "2w", "2019-03-30T12:30", kWeek},
    {"en", "5 minutes ago", "2019-04-20T12:24", kMinute},
    {"en", "about an hour ago", "2019-04-20T10:30", kHour},
    {"en", "3 h · Public", "2019-04-20T08:30", kHour},
    {"es", "Hace 3 horas", "2019-04-20T08:30", kHour},
    {"es", "2 d", "2019-04-17T12:30", kDay},
    {"fr", "Il y a 5 min", "2019-04-20T12:24", kMinute},
    {"fr", "2 j", "2019-04-17T12:30", kDay},
    {"pl", "3 godz.", "2019-04-20T08:30", kHour},
    {"pl", "godzinę temu", "2019-04-20T10:30", kHour},
    {"id", "5 jam", "2019-04-20T06:30", kHour},
    {"id", "2 minggu yang lalu", "2019-03-30T12:30", kWeek},
    {"vi", "Vừa xong", "2019-04-20T12:29", kMinute},
    {"vi", "3 giờ trước", "2019-04-20T08:30", kHour},
    {"ar", "19 س", "2019-04-19T16:30", kHour},
    {"ar", "١٩ س", "2019-04-19T16:30", kHour},
    {"ar", "منذ ساعتين", "2019-04-20T09:30", kHour},
    {"ro", "acum 2 luni", "2019-01-20T12:30", 30 * kDay},
    {"th", "3 ชม.", "2019-04-20T08:30", kHour},
    {"de", "vor 3 Stunden", "2019-04-20T08:30", kHour},
    {"de", "3 Std.", "2019-04-20T08:30", kHour},
    {"it", "un'ora fa", "2019-04-20T10:30", kHour},
    {"pt", "há 2 dias", "2019-04-17T12:30", kDay},
    {"nl", "3 u", "2019-04-20T08:30", kHour},
    {"cs", "před 5 minutami", "2019-04-20T12:24", kMinute},
    {"hu", "3 órája", "2019-04-20T08:30", kHour},
    {"sv", "3 tim", "2019-04-20T08:30", kHour},
    {"fi", "5 min", "2019-04-20T12:24", kMinute},
    {"tr", "3 saat önce", "2019-04-20T08:30", kHour},
    {"ru", "3 ч.", "2019-04-20T08:30", kHour},
    {"ru", "час назад", "2019-04-20T10:30", kHour},
    {"he", "לפני שעתיים", "2019-04-20T09:30", kHour},
    {"hi", "5 मिनट पहले", "2019-04-20T12:24", kMinute},
    {"bn", "৫ মিনিট আগে", "2019-04-20T12:24", kMinute},
    {"ja", "3時間前", "2019-04-20T08:30", kHour},
    {"ja", "3日前", "2019-04-16T12:30", kDay},
    {"ja", "5分", "2019-04-20T12:24", kMinute},
    {"ko", "3시간 전", "2019-04-20T08:30", kHour},
    {"ko", "2개월", "2019-01-20T12:30", 30 * kDay},
    {"zh-Hans", "5分钟前", "2019-04-20T12:24", kMinute},
    {"zh-Hant", "3小時", "2019-04-20T08:30", kHour},
};

const std::vector<Case> kAbsolute{
    {"en", "Yesterday at 12:34", "2019-04-19T12:34", kMinute},
    {"en", "Today at 9:05 AM", "2019-04-20T09:05", kMinute},
    {"en", "Yesterday", "2019-04-19T00:00", kDay},
    {"en", "Monday at 10:00", "2019-04-15T10:00", kMinute},
    {"en", "Saturday at 10:00", "2019-04-13T10:00", kMinute},
    {"en", "March 16 at 11:41 AM", "2019-03-16T11:41", kMinute},
    {"en", "8 November at 17:04", "2018-11-08T17:04", kMinute},
    {"en", "November 8, 2018", "2018-11-08T00:00", kDay},
    {"en", "November 2018", "2018-11-01T00:00", 30 * kDay},
    {"en", "Friday, March 15, 2019 at 12:04 AM", "2019-03-15T00:04", kMinute},
    {"en", "March 15, 2019 at 12:04pm", "2019-03-15T12:04", kMinute},
    {"en", "29 February", "2016-02-29T00:00", kDay},
    {"en", "3/5/19 23:53", "2019-03-05T23:53", kMinute},
    {"en", "5/3/19 23:53", "2019-03-05T23:53", kMinute},  // the month first would be the future
    {"en", "25/3/19 23:53", "2019-03-25T23:53", kMinute},
    {"en", "2018-11-08 17:04:09", "2018-11-08T17:04", 1},
    {"es", "5/3/19 23:53", "2019-03-05T23:53", kMinute},
    {"es", "8 de noviembre de 2018", "2018-11-08T00:00", kDay},
    {"es", "8 de noviembre a las 17:04", "2018-11-08T17:04", kMinute},
    {"es", "Ayer a la 1:05", "2019-04-19T01:05", kMinute},
    {"es", "martes, 5 de marzo de 2019 a las 23:53", "2019-03-05T23:53", kMinute},
    {"es", "mar 5 mar", "2019-03-05T00:00", kDay},
    {"fr", "11 juillet", "2018-07-11T00:00", kDay},
    {"fr", "1er mars, 17 h 04", "2019-03-01T17:04", kMinute},
    {"fr", "Hier à 17h04", "2019-04-19T17:04", kMinute},
    {"pl", "8 listopada o 17:04", "2018-11-08T17:04", kMinute},
    {"pl", "niedziela, 23 grudnia 2018 o godz. 17:04", "2018-12-23T17:04", kMinute},
    {"id", "8 November 2018 pukul 17.04", "2018-11-08T17:04", kMinute},
    {"id", "Kemarin pukul 17.04", "2019-04-19T17:04", kMinute},
    {"id", "Minggu pukul 17.04", "2019-04-14T17:04", kMinute},
    {"vi", "8 tháng 11 lúc 17:04", "2018-11-08T17:04", kMinute},
    {"vi", "8 Tháng 11, 2018", "2018-11-08T00:00", kDay},
    {"vi", "Thứ 2 lúc 10:00", "2019-04-15T10:00", kMinute},
    {"ar", "٨ نوفمبر، الساعة ٥:٠٤ م", "2018-11-08T17:04", kMinute},
    {"ar", "أمس الساعة 9:04 ص", "2019-04-19T09:04", kMinute},
    {"ro", "8 noiembrie 2018 la 17:04", "2018-11-08T17:04", kMinute},
    {"ro", "luni la 10:00", "2019-04-15T10:00", kMinute},
    {"th", "8 พฤศจิกายน 2018 เวลา 17:04 น.", "2018-11-08T17:04", kMinute},
    {"th", "8 พ.ย. 2561", "2018-11-08T00:00", kDay},
    {"th", "เมื่อวานนี้ เวลา 17:04 น.", "2019-04-19T17:04", kMinute},
    {"de", "8. November um 17:04", "2018-11-08T17:04", kMinute},
    {"de", "Gestern um 17:04 Uhr", "2019-04-19T17:04", kMinute},
    {"de", "8.11.18 17:04", "2018-11-08T17:04", kMinute},
    {"it", "8 novembre alle ore 17:04", "2018-11-08T17:04", kMinute},
    {"it", "8 novembre 2018 all'1:04", "2018-11-08T01:04", kMinute},
    {"pt", "quarta-feira às 17:04", "2019-04-17T17:04", kMinute},
    {"pt", "8 de novembro de 2018 às 17:04", "2018-11-08T17:04", kMinute},
    {"nl", "8 november om 17:04", "2018-11-08T17:04", kMinute},
    {"cs", "8. listopadu v 17:04", "2018-11-08T17:04", kMinute},
    {"hr", "8. studenoga 2018. u 17:04", "2018-11-08T17:04", kMinute},
    {"hu", "2018. november 8., 17:04", "2018-11-08T17:04", kMinute},
    {"hu", "2018. 11. 8. 17:04", "2018-11-08T17:04", kMinute},
    {"hu", "Tegnap, 12:34-kor", "2019-04-19T12:34", kMinute},
    {"hu", "Tegnap du. 5:04", "2019-04-19T17:04", kMinute},
    {"sv", "I går kl. 17:04", "2019-04-19T17:04", kMinute},
    {"da", "8. november kl. 17.04", "2018-11-08T17:04", kMinute},
    {"nb", "i går kl. 17:04", "2019-04-19T17:04", kMinute},
    {"fi", "8. marraskuuta 2018 klo 17.04", "2018-11-08T17:04", kMinute},
    {"fi", "8.11. klo 17.04", "2018-11-08T17:04", kMinute},
    {"tr", "8 Kasım, 17:04", "2018-11-08T17:04", kMinute},
    {"tr", "Dün, saat 17:04", "2019-04-19T17:04", kMinute},
    {"ru", "8 ноября 2018 г. в 17:04", "2018-11-08T17:04", kMinute},
    {"ru", "Вчера в 17:04", "2019-04-19T17:04", kMinute},
    {"uk", "8 листопада о 17:04", "2018-11-08T17:04", kMinute},
    {"el", "8 Νοεμβρίου στις 5:04 μ.μ.", "2018-11-08T17:04", kMinute},
    {"he", "8 בנובמבר ב-17:04", "2018-11-08T17:04", kMinute},
    {"he", "יום שני בשעה 10:00", "2019-04-15T10:00", kMinute},
    {"hi", "8 नवंबर को 5:04 अपराह्न बजे", "2018-11-08T17:04", kMinute},
    {"bn", "৮ নভেম্বর, ৫:০৪ PM", "2018-11-08T17:04", kMinute},
    {"ja", "11月8日(木) 17:04", "2018-11-08T17:04", kMinute},
    {"ja", "昨日 17時04分", "2019-04-19T17:04", kMinute},
    {"ko", "2018년 11월 8일 오후 5:04", "2018-11-08T17:04", kMinute},
    {"ko", "4월 15일 월요일", "2019-04-15T00:00", kDay},
    {"zh-Hans", "2018年11月8日", "2018-11-08T00:00", kDay},
    {"zh-Hans", "11月8日 17:04", "2018-11-08T17:04", kMinute},
    {"zh-Hant", "11月8日下午5:04", "2018-11-08T17:04", kMinute},
    {"zh-Hant", "昨天上午12:04", "2019-04-19T00:04", kMinute},
};

}  // namespace

TEST_CASE("a relative label tells when at the earliest, and how wide it is") { check_all(kRelative); }

TEST_CASE("an absolute label is laid on the calendar of its language") { check_all(kAbsolute); }

TEST_CASE("every name of a month, a weekday and a unit of time is understood in its own language") {
  static const std::vector<std::string> kMonths{"january", "february", "march",     "april",   "may",      "june",
                                                "july",    "august",   "september", "october", "november", "december"};
  static const std::vector<std::string> kWeekdays{
      "sunday",   "monday", "tuesday", "wednesday",
      "thursday", "friday", "saturday"};  // from the 14th to the 20th of April
  static const std::vector<std::pair<std::string, int>> kUnits{
      {"second", 1},   {"minute", kMinute},  {"hour", kHour},     {"day", kDay},
      {"week", kWeek}, {"month", 30 * kDay}, {"year", 365 * kDay}};
  for (const auto& file : language_files()) {
    CAPTURE(file.filename().string());
    const Phrases phrases = phrases_of(file);
    const Locale& locale = Locale::of(file.stem().string());
    const auto each = [&](const std::string& key, const auto& check) {
      for (std::string phrase : phrases.contains(key) ? phrases.at(key) : std::vector<std::string>{}) {
        phrase.erase(std::min(phrase.find('='), phrase.size()));
        CAPTURE(phrase);
        check(phrase);
      }
    };
    const auto read = [&](const std::string& text) {
      return read_date(text, locale, kCaptured, std::chrono::minutes{0});
    };

    for (std::size_t month = 0; month < kMonths.size(); ++month) {
      each(kMonths[month], [&](const std::string& phrase) {
        const std::string expected =
            std::string{"2018-"} + (month < 9 ? "0" : "") + std::to_string(month + 1) + "-08T00:00 / 86400";
        CHECK(shown(read("8 " + phrase + " 2018")) == expected);
      });
    }
    for (std::size_t day = 0; day < kWeekdays.size(); ++day) {
      each(kWeekdays[day], [&](const std::string& phrase) {
        const std::string expected =
            day == 6 ? "2019-04-13T17:04 / 60" : "2019-04-" + std::to_string(14 + day) + "T17:04 / 60";
        CHECK(shown(read(phrase + " 17:04")) == expected);
      });
    }
    for (const auto& [unit, seconds] : kUnits) {
      each(unit, [&, seconds = seconds](const std::string& phrase) {
        const PublicationTime expected{kCaptured - std::chrono::seconds{4 * seconds}, std::chrono::seconds{seconds}};
        CHECK(shown(read("3 " + phrase)) == shown(expected));
      });
    }
    each("now", [&](const std::string& phrase) { CHECK(shown(read(phrase)) == "2019-04-20T12:29 / 60"); });
    each("yesterday", [&](const std::string& phrase) { CHECK(shown(read(phrase)) == "2019-04-19T00:00 / 86400"); });
    each("today", [&](const std::string& phrase) { CHECK(shown(read(phrase)) == "2019-04-20T00:00 / 86400"); });
    each("am", [&](const std::string& phrase) {
      CHECK(shown(read(phrases.at("today").front() + " 9:04 " + phrase)) == "2019-04-20T09:04 / 60");
    });
    each("pm", [&](const std::string& phrase) {
      CHECK(shown(read(phrases.at("today").front() + " 5:04 " + phrase)) == "2019-04-20T17:04 / 60");
    });
  }
}

TEST_CASE("another language than the page's is understood when there is no doubt") {
  check_all({{"en", "5 jam", "2019-04-20T06:30", kHour},
             {"", "8 de noviembre a las 17:04", "2018-11-08T17:04", kMinute},
             {"", "3 h", "2019-04-20T08:30", kHour},
             {"", "Vừa xong", "2019-04-20T12:29", kMinute}});
}

TEST_CASE("a date without a year is never in the future") {
  const auto read = [](std::string_view text) {
    return shown(read_date(text, Locale::of("en"), kCaptured, std::chrono::minutes{0}));
  };

  CHECK(read("April 20") == "2019-04-20T00:00 / 86400");
  CHECK(read("April 21") == "2018-04-21T00:00 / 86400");
  CHECK(read("December 31 at 23:59") == "2018-12-31T23:59 / 60");
}

TEST_CASE("absolute labels are in the browser's zone, relative ones in none") {
  const std::chrono::minutes east{600};
  const auto read = [east](std::string_view text) { return shown(read_date(text, Locale::of("en"), kCaptured, east)); };

  // There it is already 22:30 of the same day.
  CHECK(read("Today at 21:00") == "2019-04-20T11:00 / 60");
  CHECK(read("8 November 2018 at 00:30") == "2018-11-07T14:30 / 60");
  CHECK(read("3 h") == "2019-04-20T08:30 / 3600");
}

TEST_CASE("without the time of capture only a full date is a date") {
  const auto read = [](std::string_view text) {
    return shown(read_date(text, Locale::of("en"), std::nullopt, std::chrono::minutes{0}));
  };

  CHECK(read("November 8, 2018") == "2018-11-08T00:00 / 86400");
  CHECK(read("November 8") == "nothing");
  CHECK(read("3 h") == "nothing");
  CHECK(read("Yesterday") == "nothing");
  CHECK(read("Just now") == "nothing");
}

TEST_CASE("what is no time, or could be two, is nothing") {
  for (const char* text : {"",
                           "·",
                           "Public",
                           "Sponsored",
                           "Nora shared 3 photos",
                           "12",
                           "17:04",
                           "2018",
                           "at",
                           "March",
                           "99 November",
                           "31 February 2018",
                           "5/3/",
                           "8 November 2018 at 25:00",
                           "8 November 8 November",
                           "November 8, 2031",
                           "3 h 8 November",
                           "1.2K",
                           "\xff\xfe",
                           "99999999999 h",
                           "1080p",
                           "240 h",
                           "to"}) {
    CAPTURE(text);
    CHECK(shown(read_date(text, Locale::of("en"), kCaptured, std::chrono::minutes{0})) == "nothing");
  }
  CHECK(shown(read_date("5/3/18", Locale::of(""), kCaptured, std::chrono::minutes{0})) == "nothing");
}

TEST_CASE("any text has an answer") {
  const std::vector<std::string> pieces{"3",     "17",     "2018", ":",  ".",  "/",         " ",   "h",   "d",
                                        "march", "mar",    "Tue",  "at", "PM", "年",        "月",  "日",  "昨天",
                                        "س",     "tháng ", "\xff", "-",  "·",  "yesterday", "now", "ago", "minggu"};
  std::mt19937 random{20180402};
  const auto locales = Locale::all();
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto size = random() % 9; size > 0; --size) text += pieces[random() % pieces.size()];

    const auto time = read_date(text, locales[random() % locales.size()], kCaptured, std::chrono::minutes{0});

    CAPTURE(text);
    CHECK((!time || (time->precision.count() >= 1 && time->time <= kCaptured + std::chrono::days{1})));
  }
}
