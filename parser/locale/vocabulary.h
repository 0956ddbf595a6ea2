#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parser/locale.h"

namespace feedwitness::parser {

// What a word of a language file is for; docs/locales.md lists the keys and their words.
enum class Word : std::uint8_t {
  sponsored,
  paid_for_by,
  public_audience,
  private_audience,
  shared_with,
  reaction,    // value: Reaction
  count_noun,  // value: CountKind
  see_more,
  no_caption,
  caption,
  comment_label,
  unit_title,
  number,      // times: the number that the word is
  count_unit,  // value: 1000, 10000 ...
  now,
  period,    // value: seconds; times: how many the word itself says, 0 when a number stands beside it
  day_name,  // value: days from today: 0, -1
  month,     // value: 1 to 12
  weekday,   // value: 0 (Sunday) to 6
  half_day,  // value: hours to add, 0 or 12
  calendar,  // value: CalendarMark
  date_filler,
};

// A word that says what the number beside it counts: 2018年11月8日.
enum class CalendarMark : std::uint8_t { year, month, day, hour, minute };

// One sense of a word or phrase.
struct Meaning {
  Word word;
  std::uint8_t language;  // index among all languages
  std::int32_t times;
  std::int64_t value;
};

// Several words at once, as bits.
using WordSet = std::uint32_t;
template <typename... Words>
constexpr WordSet set_of(Words... words) {
  return (... | (WordSet{1} << static_cast<unsigned>(words)));
}
inline constexpr WordSet kDateWords =
    set_of(Word::period, Word::day_name, Word::month, Word::weekday, Word::half_day, Word::calendar, Word::date_filler);

// Several languages at once, by index.
using LanguageSet = std::bitset<256>;

enum class DateOrder : std::uint8_t { day_month_year, month_day_year, year_month_day };

struct Locale::Data {
  std::string_view language;
  std::uint8_t index = 0;
  char decimal = '\0';  // '.' or ','; 0: unknown
  std::optional<DateOrder> date_order;
};

// The file root.txt holds what all languages share. It is no language.
inline constexpr std::string_view kRootLanguage = "root";

// A phrase with holes: "Comment by {}", "Odgovor {} na komentar {}", "{}的留言".
class Pattern {
 public:
  // `text` must outlive the pattern.
  explicit Pattern(std::string_view text);

  // What stands in the first hole when the whole text fits.
  std::optional<std::string_view> fits(std::string_view text) const {
    const bool may_fit =
        !text.empty() && (first_ == '\0' || text.front() == first_) && (last_ == '\0' || text.back() == last_);
    return may_fit ? fits_literals(text) : std::nullopt;
  }

 private:
  std::optional<std::string_view> fits_literals(std::string_view text) const;

  char first_ = '\0';  // the byte that a text must begin and end with; 0: any
  char last_ = '\0';
  std::vector<std::string_view> literals_;  // between the holes; the first and the last may be empty
};

// A phrase found at the front of a text.
struct Match {
  std::size_t size = 0;  // bytes of the text
  Meaning meaning{};
  bool disputed = false;  // the page's language is silent and others do not agree on the meaning
};

// The ends of the phrases that could start at the front of a text: the ends of words, with and without their full stop,
// and every character of an unspaced script.
class PhraseEnds {
 public:
  explicit PhraseEnds(std::string_view text);

  std::span<const std::size_t> longest_first() const { return std::span{ends_}.subspan(first_); }

 private:
  void add(std::size_t end) { ends_[--first_] = end; }

  std::array<std::size_t, 20> ends_{};
  std::size_t first_ = ends_.size();
};

// All words of all languages in one table, made once from the files and never changed. All texts that come in are those
// of a Label.
class Vocabulary {
 public:
  static const Vocabulary& instance();

  // Every file in the order of its name, and the index of the one that all languages share.
  std::span<const Locale> locales() const { return locales_; }
  std::uint8_t root() const { return root_; }

  // Everything that a whole phrase means, in all languages.
  std::span<const Meaning> meanings(std::string_view phrase) const;

  // What a whole phrase means as `word`; in the locale's language when it has a say.
  std::optional<Meaning> meaning(std::string_view phrase, Word word, const Locale& locale) const;

  // The longest phrase at the front of `text` that means one of `words`: in the locale's language and in what all
  // languages share, else in another one, unless the phrase is a single letter.
  std::optional<Match> at_front(std::string_view text, WordSet words, const Locale& locale) const;

  // The languages in which some phrase at the front of `text` means one of `words`.
  LanguageSet languages_at_front(std::string_view text, WordSet words) const;

  bool is_own(const Meaning& meaning, const Locale& locale) const {
    return meaning.language == locale.data().index || meaning.language == root_;
  }

  std::span<const Pattern> patterns(Word word) const { return patterns_[static_cast<std::size_t>(word)]; }

 private:
  Vocabulary();
  Vocabulary(const Vocabulary&) = delete;
  void add_file(std::string_view text, Locale::Data& data);
  std::optional<Match> match(std::string_view phrase, WordSet words, const Locale& locale) const;
  bool may_start(std::string_view text, WordSet words) const {
    return !text.empty() && (starts_[static_cast<unsigned char>(text.front())] & words) != 0;
  }
  void add(Word word, std::int64_t value, std::string_view phrase, const Locale::Data& data);

  std::uint8_t root_ = 0;
  std::vector<Locale::Data> data_;
  std::vector<Locale> locales_;
  std::deque<std::string> phrases_;
  std::unordered_map<std::string_view, std::vector<Meaning>> meanings_;
  std::array<WordSet, 256> starts_{};  // by first byte: what phrases that begin with it can mean
  std::vector<std::vector<Pattern>> patterns_;
};

}  // namespace feedwitness::parser
