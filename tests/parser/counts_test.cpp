#include "parser/grammar/counts.h"

#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using feedwitness::parser::Count;
using feedwitness::parser::Locale;
using feedwitness::parser::read_count;

namespace feedwitness::parser {

std::ostream& operator<<(std::ostream& out, const Count& count) { return out << count.value << "/" << count.precision; }

}  // namespace feedwitness::parser

namespace {

struct Case {
  std::string language;
  std::string text;
  std::int64_t value;
  std::int64_t precision;
};

const std::vector<Case> kCounts{
    // in full
    {"en", "83 comments", 83, 1},
    {"en", "1,234", 1234, 1},
    {"en", "1,234,567 views", 1234567, 1},
    {"es", "1.234 comentarios", 1234, 1},
    {"pl", "1 234 komentarze", 1234, 1},
    {"es", "A 127 369 personas les gusta", 127369, 1},
    {"es", "Compartido una vez", 1, 1},
    {"en", "Windows 10 200 others", 10, 1},
    {"en", "1\u00a0234 comments", 1234, 1},
    {"fr", "12\u202f345 vues", 12345, 1},
    {"hi", "12,34,567", 1234567, 1},
    {"", "1.234", 1234, 1},
    {"", "1,234", 1234, 1},
    {"en", "0", 0, 1},
    // the number stands anywhere
    {"en", "Ana and 10 others", 10, 1},
    {"en", "All reactions: 57", 57, 1},
    {"ro", "Îmi place: 54", 54, 1},
    {"fr", "J’aime\u00a0: 6 personnes", 6, 1},
    {"zh-Hant", "讚：44人", 44, 1},
    {"zh-Hans", "有44人觉得很赞", 44, 1},
    {"id", "51 tanggapan", 51, 1},
    {"en", "12+", 12, 1},
    // shortened
    {"en", "1.8K people", 1800, 100},
    {"en", "39k Like", 39000, 1000},
    {"en", "Like: 1.8K people", 1800, 100},
    {"en", "1.5M", 1500000, 100000},
    {"en", "2B views", 2000000000, 1000000000},
    {"es", "12 mil Me gusta", 12000, 1000},
    {"es", "1,2 mil", 1200, 100},
    {"es", "1,2\u00a0mil", 1200, 100},
    {"es", "2,8 M de reproducciones", 2800000, 100000},
    {"es", "2 mil millones de reproducciones", 2000000000, 1000000000},
    {"es", "Les gusta a 12 mil.", 12000, 1000},
    {"pl", "1,5 tys. komentarzy", 1500, 100},
    {"ro", "2,8 mil.", 2800000, 100000},
    {"ro", "12 mii de distribuiri", 12000, 1000},
    {"fr", "1,2 k", 1200, 100},
    {"fr", "3 Md de vues", 3000000000, 1000000000},
    {"id", "1,2 rb komentar", 1200, 100},
    {"vi", "1,2 Tr lượt xem", 1200000, 100000},
    {"th", "1.2 หมื่น ถูกใจ", 12000, 1000},
    {"th", "3 พันล้าน", 3000000000, 1000000000},
    {"zh-Hans", "1.2万次观看", 12000, 1000},
    {"zh-Hant", "3.5億", 350000000, 10000000},
    {"de", "1.234 Kommentare", 1234, 1},
    {"de", "1,2 Mio. Aufrufe", 1200000, 100000},
    {"it", "1,2 Mila", 1200, 100},
    {"pt", "1,2 mi de visualizações", 1200000, 100000},
    {"nl", "1,2 d. reacties", 1200, 100},
    {"cs", "3 mil. zhlédnutí", 3000000, 1000000},
    {"hu", "12 E hozzászólás", 12000, 1000},
    {"sv", "1,2 tn", 1200, 100},
    {"da", "1,2 t visninger", 1200, 100},
    {"fi", "2,5 milj.", 2500000, 100000},
    {"tr", "1,2 B yorum", 1200, 100},
    {"tr", "3 Mn görüntüleme", 3000000, 1000000},
    {"ru", "3,5 тыс. комментариев", 3500, 100},
    {"uk", "2 млн переглядів", 2000000, 1000000},
    {"el", "1,2 χιλ. σχόλια", 1200, 100},
    {"he", "1.2K\u200e תגובות", 1200, 100},
    {"hi", "1.2 लाख व्यूज़", 120000, 10000},
    {"bn", "৪৪টি মন্তব্য", 44, 1},
    {"bn", "২ কোটি ভিউ", 20000000, 10000000},
    {"ja", "1.2万回視聴", 12000, 1000},
    {"ko", "댓글 1.2만개", 12000, 1000},
    // three digits before a unit: the language says what the separator is
    {"es", "1,234 mil", 1234, 1},
    {"es", "1.234 mil", 1234000, 1000},
    {"en", "1.234K", 1234, 1},
    // digits of every script, marks that do not show, duals
    {"ar", "أعجبني: ١٢٨ شخصًا", 128, 1},
    {"ar", "\u200f١٬٢٣٤\u200f تعليقًا", 1234, 1},
    {"ar", "١٫٢ ألف", 1200, 100},
    {"ar", "أعجبني: شخصان", 2, 1},
    {"ar", "تعليقان", 2, 1},
    {"hi", "१,२३४", 1234, 1},
    {"bn", "৪৪", 44, 1},
    {"th", "๑๒", 12, 1},
    {"", "\u200e1.2K\u200e", 1200, 100},
    // a page in one language with labels in another, and a fragment that does not say its own
    {"", "12 mil Me gusta", 12000, 1000},
    {"en", "1,5 tys. komentarzy", 1500, 100},
};

const std::vector<Case> kNoCounts{
    {"en", "", 0, 0},
    {"en", "Like", 0, 0},
    {"en", "0:00 / 1:25", 0, 0},
    {"en", "50% off", 0, 0},
    {"en", "3rd", 0, 0},
    {"es", "5.3.2019", 0, 0},
    {"en", "1.2", 0, 0},
    {"en", "1.2 zillions", 0, 0},
    {"en", "99999999999999999999999999", 0, 0},
    {"en", "9,999,999,999,999,999,999,999", 0, 0},
    {"en", "999999999999999 billion", 0, 0},
    {"en", "\xff\xfe", 0, 0},
};

}  // namespace

TEST_CASE("a count is read in every language, with the weight of its last digit") {
  for (const Case& given : kCounts) {
    CAPTURE(given.language);
    CAPTURE(given.text);
    const auto count = read_count(given.text, Locale::of(given.language));
    REQUIRE(count);
    CHECK(*count == Count{given.value, given.precision});
  }
}

TEST_CASE("what holds no number that counts is not zero but nothing") {
  for (const Case& given : kNoCounts) {
    CAPTURE(given.text);
    CHECK_FALSE(read_count(given.text, Locale::of(given.language)));
  }
}

TEST_CASE("the page's language decides what a unit weighs") {
  CHECK(read_count("2 mil.", Locale::of("es"))->value == 2'000);
  CHECK(read_count("2 mil.", Locale::of("ro"))->value == 2'000'000);
  CHECK(read_count("2 B", Locale::of("en"))->value == 2'000'000'000);
}

TEST_CASE("any text has an answer, and none is negative") {
  static constexpr std::string_view kPieces = "0123456789.,' KMmilB:%\xc2\xa0\xd9\xa3\xe4\xb8\x87\xff";
  std::mt19937 random{20150420};
  const auto locales = Locale::all();
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto size = random() % 30; size > 0; --size) text += kPieces[random() % kPieces.size()];

    const auto count = read_count(text, locales[random() % locales.size()]);

    CAPTURE(text);
    CHECK((!count || (count->value >= 0 && count->precision >= 1)));
  }
}
