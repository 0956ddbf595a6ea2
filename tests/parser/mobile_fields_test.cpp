#include <doctest/doctest.h>

#include "parser/mobile/fields.h"

using namespace feedwitness::parser;

namespace {

std::optional<Count> reactions(std::string_view sentence, std::string_view language) {
  return read_reaction_sentence(sentence, Locale::of(language));
}

}  // namespace

TEST_CASE("a number alone is the number of reactions") {
  CHECK(reactions("31", "en") == Count{31, 1});
  CHECK(reactions("1.2K reacted", "en") == Count{1200, 100});
  CHECK(reactions("51 tanggapan", "id") == Count{51, 1});
}

TEST_CASE("whoever is named is one more than the others") {
  CHECK(reactions("Ida Lund and 10 others", "en") == Count{11, 1});
  CHECK(reactions("Ida Lund, Tom Berg and 1,234 others", "en") == Count{1236, 1});
  CHECK(reactions("Agent 47 and 10 others", "en") == Count{11, 1});
  CHECK(reactions("Ida Lund dan 10 lainnya", "id") == Count{11, 1});
  CHECK(reactions("عادل و١٠ آخرون", "ar") == Count{11, 1});
  CHECK(reactions("Ida、Tom和其他10人", "zh-Hans") == Count{12, 1});
  CHECK(reactions("Idaさん、他10人", "ja") == Count{11, 1});
}

TEST_CASE("a word before the number, with a colon, is no name") {
  CHECK(reactions("Îmi place: 54", "ro") == Count{54, 1});
}

TEST_CASE("names without a number count nobody, since nobody says how many they are") {
  CHECK_FALSE(reactions("Ida Lund", "en"));
  CHECK_FALSE(reactions("", "en"));
}
