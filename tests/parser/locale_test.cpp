#include "parser/locale.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <utf8proc.h>

#include "language_files.h"

using namespace feedwitness::parser;  // NOLINT(google-build-using-namespace)

using feedwitness::test::language_files;
using feedwitness::test::Phrases;
using feedwitness::test::phrases_of;

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::string nfc(const std::string& text) {
  auto* const composed = utf8proc_NFC(reinterpret_cast<const utf8proc_uint8_t*>(text.c_str()));
  std::string result = composed == nullptr ? "invalid UTF-8" : reinterpret_cast<const char*>(composed);
  free(composed);  // NOLINT(cppcoreguidelines-no-malloc): utf8proc's own allocation
  return result;
}

// What every language must say. The months may be marked by a word ("月") instead of named.
const std::vector<std::string> kRequired{
    "sponsored", "paid-for-by", "public",     "private",    "shared-with", "like",          "love",
    "care",      "haha",        "wow",        "sad",        "angry",       "reactions",     "comments",
    "shares",    "views",       "see-more",   "no-caption", "caption",     "comment-label", "unit-title",
    "thousand",  "decimal",     "date-order", "now",        "second",      "minute",        "hour",
    "day",       "week",        "month",      "year",       "today",       "yesterday",     "sunday",
    "monday",    "tuesday",     "wednesday",  "thursday",   "friday",      "saturday",      "date-filler"};
const std::vector<std::string> kMonths{"january", "february", "march",     "april",   "may",      "june",
                                       "july",    "august",   "september", "october", "november", "december"};
const std::vector<std::string> kMarks{"year-mark", "month-mark", "day-mark", "hour-mark", "minute-mark"};
const std::vector<std::string> kOptional{"number",          "million", "ten-thousand", "lakh", "crore",
                                         "hundred-million", "billion", "am",           "pm"};

}  // namespace

TEST_CASE("every language file is complete and says nothing else") {
  for (const auto& file : language_files()) {
    CAPTURE(file.filename().string());
    const Phrases phrases = phrases_of(file);

    std::set<std::string> known{kOptional.begin(), kOptional.end()};
    known.insert(kRequired.begin(), kRequired.end());
    const auto& calendar = phrases.contains("month-mark") ? kMarks : kMonths;
    known.insert(kMarks.begin(), kMarks.end());
    known.insert(kMonths.begin(), kMonths.end());

    for (const std::string& key : kRequired) CHECK_MESSAGE(phrases.contains(key), key);
    for (const std::string& key : calendar) CHECK_MESSAGE(phrases.contains(key), key);
    for (const auto& [key, values] : phrases) CHECK_MESSAGE(known.contains(key), key);
  }
}

TEST_CASE("no language file says a thing twice, or says nothing") {
  for (const auto& file : language_files()) {
    CAPTURE(file.filename().string());
    for (auto [key, values] : phrases_of(file)) {
      CAPTURE(key);
      std::sort(values.begin(), values.end());
      const auto twice = std::adjacent_find(values.begin(), values.end());
      CHECK_MESSAGE(twice == values.end(), *twice);
      CHECK_FALSE(values.front().empty());
    }
  }
}

TEST_CASE("the language files are in NFC and compiled in in the order of their names") {
  std::vector<std::string> names;
  for (const auto& file : language_files()) {
    CHECK_MESSAGE(text_of(file) == nfc(text_of(file)), file.filename().string());
    names.push_back(file.stem().string());
  }
  std::vector<std::string> compiled;
  for (const Locale& locale : Locale::all()) compiled.emplace_back(locale.language());

  CHECK(compiled == names);
  CHECK(compiled.size() >= 31);
}

TEST_CASE("every phrase of every language file means what its key says, on pages in any language") {
  for (const auto& file : language_files()) {
    const Locale& own = Locale::of(file.stem().string());
    const Locale& other = Locale::of("en");
    const Phrases phrases = phrases_of(file);
    const auto each = [&phrases, &file](const std::string& key, auto&& check) {
      for (std::string phrase : phrases.at(key)) {
        CAPTURE(file.filename().string());
        CAPTURE(key);
        CAPTURE(phrase);
        if (const std::size_t hole = phrase.find("{}"); hole != std::string::npos)
          phrase.replace(hole, 2, " Nora Vik ");
        if (const std::size_t hole = phrase.find("{}"); hole != std::string::npos)
          phrase.replace(hole, 2, " Iker Sol ");
        CHECK(check(phrase));
      }
    };

    each("sponsored", [&](const std::string& phrase) { return is_sponsored_label(phrase, other); });
    each("public",
         [&](const std::string& phrase) { return visibility_of_label(phrase, other) == Visibility::public_post; });
    each("private",
         [&](const std::string& phrase) { return visibility_of_label(phrase, other) == Visibility::private_post; });
    each("see-more", [&](const std::string& phrase) { return is_see_more(phrase, other); });
    each("no-caption", [&](const std::string& phrase) { return is_missing_caption(phrase + ".", other); });
    each("unit-title", [&](const std::string& phrase) { return is_unit_title(phrase, other); });
    each("comments",
         [&](const std::string& phrase) { return count_kind_of("12 " + phrase, own) == CountKind::comments; });
    each("shares", [&](const std::string& phrase) { return count_kind_of("12 " + phrase, own) == CountKind::shares; });
    each("views", [&](const std::string& phrase) { return count_kind_of("12 " + phrase, own) == CountKind::views; });
    each("reactions",
         [&](const std::string& phrase) { return count_kind_of("12 " + phrase, own) == CountKind::reactions; });
  }
}

TEST_CASE("every shared-with phrase of every language finds the public word of its language") {
  for (const auto& file : language_files()) {
    const Phrases phrases = phrases_of(file);
    for (std::string phrase : phrases.at("shared-with")) {
      CAPTURE(file.filename().string());
      CAPTURE(phrase);
      phrase.replace(phrase.find("{}"), 2, phrases.at("public").front());
      CHECK(visibility_of_label(phrase, Locale::of("")) == Visibility::public_post);
    }
  }
}

TEST_CASE("a language tag finds its language, however it is written") {
  CHECK(Locale::of("es").language() == "es");
  CHECK(Locale::of("es_LA").language() == "es");
  CHECK(Locale::of("EN-gb").language() == "en");
  CHECK(Locale::of("zh").language() == "zh-Hans");
  CHECK(Locale::of("zh-TW").language() == "zh-Hant");
  CHECK(Locale::of("zh_Hant_HK").language() == "zh-Hant");
  CHECK(Locale::of("in").language() == "id");
}

TEST_CASE("an unknown language is the empty one") {
  CHECK(Locale::of("").language().empty());
  CHECK(Locale::of("tlh").language().empty());
}

TEST_CASE("a sponsored label is the whole word, in any language") {
  CHECK(is_sponsored_label("Sponsored", Locale::of("en")));
  CHECK(is_sponsored_label(" Sponsored\u200b\u00a0", Locale::of("es")));
  CHECK(is_sponsored_label("Ad", Locale::of("en")));
  CHECK(is_sponsored_label("ممول", Locale::of("ar")));
  CHECK(is_sponsored_label("مُموَّل", Locale::of("ar")));
  CHECK(is_sponsored_label("ได้รับการสนับสนุน", Locale::of("")));
  CHECK_FALSE(is_sponsored_label("Sponsored by nobody", Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("Adele", Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("ad", Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("SpSonSsoSredS", Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("", Locale::of("en")));
  CHECK(is_paid_for_label("Paid for by The Harbour Party", Locale::of("en")));
}

TEST_CASE("an audience label is public, private or not understood") {
  const Locale& en = Locale::of("en");
  CHECK(visibility_of_label("Public", en) == Visibility::public_post);
  CHECK(visibility_of_label("Shared with Public", en) == Visibility::public_post);
  CHECK(visibility_of_label("Shared with: Public", en) == Visibility::public_post);
  CHECK(visibility_of_label("Compartido con: Público", en) == Visibility::public_post);
  CHECK(visibility_of_label("تمت المشاركة مع العامة", en) == Visibility::public_post);
  CHECK(visibility_of_label("分享對象：所有人", en) == Visibility::public_post);
  CHECK(visibility_of_label("แชร์ให้: สาธารณะ", en) == Visibility::public_post);
  CHECK(visibility_of_label("Đã chia sẻ với Nhóm công khai", en) == Visibility::public_post);
  CHECK(visibility_of_label("Shared with: Nora's friends", en) == Visibility::private_post);
  CHECK(visibility_of_label("Nora’s friends and friends of anyone tagged", en) == Visibility::private_post);
  CHECK(visibility_of_label("Amigos de Nora y amigos de Iker", Locale::of("es")) == Visibility::private_post);
  CHECK(visibility_of_label("Teman Nora", Locale::of("id")) == Visibility::private_post);
  CHECK(visibility_of_label("Only me", en) == Visibility::private_post);
  CHECK(visibility_of_label("Nora Public", en) == Visibility::unknown);
  CHECK(visibility_of_label("Shared with: Nora Vik", en) == Visibility::unknown);
  CHECK(visibility_of_label("", en) == Visibility::unknown);
}

TEST_CASE("a phrase tells what it counts") {
  CHECK(count_kind_of("83 comments", Locale::of("en")) == CountKind::comments);
  CHECK(count_kind_of("12 veces compartido", Locale::of("es")) == CountKind::shares);
  CHECK(count_kind_of("Like: 1.8K people", Locale::of("en")) == CountKind::reactions);
  CHECK(count_kind_of("12 mil Me gusta", Locale::of("es")) == CountKind::reactions);
  CHECK(count_kind_of("3 people commented, 1 comment", Locale::of("en")) == CountKind::comments);
  CHECK(count_kind_of("View 3 more comments", Locale::of("en")) == CountKind::comments);
  CHECK(count_kind_of("51 tanggapan", Locale::of("id")) == CountKind::reactions);
  CHECK(count_kind_of("讚：44人", Locale::of("zh-Hant")) == CountKind::reactions);
  CHECK(count_kind_of("12則留言", Locale::of("zh-Hant")) == CountKind::comments);
  CHECK(count_kind_of("1.2万次观看", Locale::of("")) == CountKind::views);
  CHECK(count_kind_of("تعليقان", Locale::of("ar")) == CountKind::comments);
  CHECK(count_kind_of("73 udostępnienia", Locale::of("en")) == CountKind::shares);
  CHECK_FALSE(count_kind_of("4 days", Locale::of("en")));
  CHECK_FALSE(count_kind_of("", Locale::of("en")));
}

TEST_CASE("a reaction is known by its name") {
  CHECK(reaction_of_label("Like", Locale::of("en")) == Reaction::like);
  CHECK(reaction_of_label("me encanta", Locale::of("es")) == Reaction::love);
  CHECK(reaction_of_label("J’aime", Locale::of("en")) == Reaction::like);
  CHECK_FALSE(reaction_of_label("Likewise", Locale::of("en")));
}

TEST_CASE("buttons, missing captions, unit titles and comment labels are told by their words") {
  const Locale& en = Locale::of("en");
  CHECK(is_see_more("See more", en));
  CHECK(is_see_more("Xem thêm", en));
  CHECK_FALSE(is_see_more("See more of the sea", en));
  CHECK(is_missing_caption("No photo description available.", en));
  CHECK_FALSE(is_missing_caption("A boat", en));
  CHECK(is_automatic_caption("May be an image of 2 people and sea", en));
  CHECK_FALSE(is_automatic_caption("A boat", en));
  CHECK(is_unit_title("People You May Know", en));
  CHECK_FALSE(is_unit_title("People we know", en));
  CHECK(is_comment_label("Comment by Nora Vik 3 hours ago", en));
  CHECK(is_comment_label("Phản hồi bình luận của Nora dưới tên Iker", en));
  CHECK(is_comment_label("Nora的留言", en));
  CHECK_FALSE(is_comment_label("Story", en));
}

TEST_CASE("a label longer than any label is no label") {
  CHECK_FALSE(is_comment_label("Comment by ", Locale::of("en")));
  CHECK(is_comment_label("Comment by " + std::string(100'000, 'n'), Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("Sponsored" + std::string(100'000, 'n'), Locale::of("en")));
}
