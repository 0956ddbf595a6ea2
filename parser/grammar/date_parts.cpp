#include "parser/grammar/date_parts.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "parser/locale/label.h"

namespace feedwitness::parser {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number, a word with what it can mean, or a mark of punctuation that binds numbers.
struct Item {
  enum class Kind : std::uint8_t { number, word, mark };
  Kind kind = Kind::mark;
  int value = 0;           // of a number
  std::size_t digits = 0;  // of a number
  char mark = '\0';
  std::array<Meaning, 4> meanings{};
  std::size_t meaning_count = 0;

  const Meaning* as(Word word) const {
    const auto* end = meanings.begin() + meaning_count;
    const auto* found =
        std::find_if(meanings.begin(), end, [word](const Meaning& meaning) { return meaning.word == word; });
    return found == end ? nullptr : found;
  }
  bool is(char c) const { return kind == Kind::mark && mark == c; }
};

bool is_date_word(Word word) { return (set_of(word) & kDateWords) != 0; }

// A label cut into items, as one language understands its words.
class Sentence {
 public:
  // False when a word is unknown or there is more than a date can need.
  bool read(std::string_view text, const Locale& locale) {
    while (!text.empty()) {
      const std::size_t size = is_digit(text.front()) ? read_number(text) : read_other(text, locale);
      if (size == 0) return false;
      text.remove_prefix(size);
    }
    return count_ > 0;
  }

  std::size_t size() const { return count_; }
  bool has_single_letter() const { return single_letter_; }

  // A mark that equals nothing, beyond either end.
  const Item& operator[](std::size_t i) const {
    static constexpr Item kNothing{};
    return i < count_ ? items_[i] : kNothing;
  }
  bool is_number(std::size_t i) const { return (*this)[i].kind == Item::Kind::number; }

 private:
  bool add(const Item& item) {
    if (count_ == items_.size()) return false;
    items_[count_++] = item;
    return true;
  }

  std::size_t read_number(std::string_view text) {
    constexpr std::size_t kMostDigits = 6;
    Item item{.kind = Item::Kind::number};
    for (; item.digits < text.size() && is_digit(text[item.digits]); ++item.digits) {
      if (item.digits == kMostDigits) return 0;
      item.value = item.value * 10 + (text[item.digits] - '0');
    }
    return add(item) ? item.digits : 0;
  }

  std::size_t read_other(std::string_view text, const Locale& locale) {
    const Character first = first_character(text);
    if (first.letter != Letter::none) return read_word(text, locale);
    const Item mark{.kind = Item::Kind::mark, .mark = text.front()};
    if (std::string_view{":/.-"}.find(text.front()) != std::string_view::npos && !add(mark)) return 0;
    return first.size;
  }

  std::size_t read_word(std::string_view text, const Locale& locale) {
    const PhraseEnds ends{text};
    for (const std::size_t end : ends.longest_first()) {
      Item item{.kind = Item::Kind::word};
      collect(Vocabulary::instance().meanings(text.substr(0, end)), locale.data().index, item);
      if (item.meaning_count == 0) collect_shared(text.substr(0, end), item);
      if (item.meaning_count == 0) continue;
      single_letter_ = single_letter_ || first_character(text).size == end;
      return add(item) ? end : 0;
    }
    return 0;
  }

  static void collect(std::span<const Meaning> meanings, std::uint8_t language, Item& item) {
    for (const Meaning& meaning : meanings) {
      if (meaning.language != language || !is_date_word(meaning.word) || item.meaning_count == item.meanings.size())
        continue;
      item.meanings[item.meaning_count++] = meaning;
    }
  }

  static void collect_shared(std::string_view phrase, Item& item) {
    const Vocabulary& vocabulary = Vocabulary::instance();
    collect(vocabulary.meanings(phrase), vocabulary.root(), item);
  }

  bool single_letter_ = false;
  std::array<Item, 20> items_{};
  std::size_t count_ = 0;
};

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kYear = 31'536'000;
constexpr int kBuddhistEra = 543;

// Lays the items of a sentence into parts, from left to right.
class PartsReader {
 public:
  PartsReader(const Sentence& sentence, const Locale& locale) : sentence_(sentence), locale_(locale) {
    for (std::size_t i = 0; i < sentence_.size(); ++i) names_day_ = names_day_ || names_day(i);
  }

  std::optional<DateParts> read() {
    while (at_ < sentence_.size()) {
      if (!(sentence_.is_number(at_) ? read_number() : read_word())) return std::nullopt;
    }
    if (!apply_half_day() || !is_sound()) return std::nullopt;
    parts_.single_letter = sentence_.has_single_letter();
    return parts_;
  }

 private:
  bool names_day(std::size_t i) const {
    const Item& item = sentence_[i];
    const bool counted = i > 0 && sentence_.is_number(i - 1) && item.as(Word::period) != nullptr;
    if (counted) return false;
    const Meaning* mark = item.as(Word::calendar);
    return item.as(Word::month) != nullptr || item.as(Word::weekday) != nullptr || item.as(Word::day_name) != nullptr ||
           (mark != nullptr && static_cast<CalendarMark>(mark->value) == CalendarMark::month);
  }

  bool has_day() const { return names_day_ || parts_.day.has_value(); }
  bool is_dated() const { return parts_.month || parts_.weekday || parts_.days_from_today; }

  // --- numbers ---

  bool read_number() {
    if (sentence_[at_ + 1].is(':')) return read_clock(':');
    if (is_joined(at_) && is_joined(at_ + 2) && !sentence_[at_ + 5].is(':')) return read_triple();
    if (is_joined(at_) && !sentence_[at_ + 3].is(':')) {
      return sentence_[at_ + 1].is('.') && has_day() ? read_clock('.') : read_pair();
    }
    if (sentence_[at_ + 1].kind == Item::Kind::word && read_counted()) return true;
    return read_plain();
  }

  // True for "5/", "5.", "5-" before another number.
  bool is_joined(std::size_t i) const {
    const Item& mark = sentence_[i + 1];
    return sentence_.is_number(i) && (mark.is('/') || mark.is('.') || mark.is('-')) && sentence_.is_number(i + 2);
  }

  bool read_clock(char separator) {
    if (parts_.hour || !sentence_.is_number(at_ + 2) || sentence_[at_ + 2].digits != 2) return false;
    set_clock(sentence_[at_].value, sentence_[at_ + 2].value);
    at_ += 3;
    if (sentence_[at_].is(separator) && sentence_.is_number(at_ + 1)) {
      parts_.second = sentence_[at_ + 1].value;
      at_ += 2;
    }
    return true;
  }

  void set_clock(int hour, int minute) {
    parts_.hour = hour;
    parts_.minute = minute;
  }

  bool read_triple() {
    const Item& a = sentence_[at_];
    const Item& b = sentence_[at_ + 2];
    const Item& c = sentence_[at_ + 4];
    at_ += 5;
    if (a.digits == 4) return set_year(a) && set_day_and_month(c.value, b.value);
    const auto order = locale_.data().date_order;
    if (order == DateOrder::year_month_day && c.digits != 4) return set_year(a) && set_day_and_month(c.value, b.value);
    return set_year(c) && set_ordered(a.value, b.value);
  }

  bool read_pair() {
    const int a = sentence_[at_].value;
    const int b = sentence_[at_ + 2].value;
    at_ += 3;
    return set_ordered(a, b);
  }

  // Two numbers that are day and month in the order of the language, unless only the other is possible.
  bool set_ordered(int a, int b) {
    if (a > 12) return set_day_and_month(a, b);
    if (b > 12) return set_day_and_month(b, a);
    if (!locale_.data().date_order) return a == b && set_day_and_month(a, b);
    return *locale_.data().date_order == DateOrder::day_month_year ? set_day_and_month(a, b) : set_day_and_month(b, a);
  }

  bool set_day_and_month(int day, int month) {
    if (parts_.day || parts_.month || day < 1 || day > 31 || month < 1 || month > 12) return false;
    parts_.day = static_cast<unsigned>(day);
    parts_.month = static_cast<unsigned>(month);
    return true;
  }

  bool set_year(const Item& number) {
    if (parts_.year || (number.digits != 4 && number.digits != 2)) return false;
    int year = number.digits == 2 ? 2000 + number.value : number.value;
    if (year > 2400) year -= kBuddhistEra;
    parts_.year = year;
    return true;
  }

  // A number with the word after it that says what it counts: "3 h", "8日", "17 h 04". False when the word says no such
  // thing; then nothing is taken.
  bool read_counted() {
    const Item& number = sentence_[at_];
    const Item& word = sentence_[at_ + 1];
    const Meaning* period = word.as(Word::period);
    const Meaning* mark = word.as(Word::calendar);
    if (mark != nullptr && (period == nullptr || fits_calendar(number, *mark))) return read_marked(number, *mark);
    if (period == nullptr) return false;
    if (period->value == kYear && number.digits == 4) {  // "2018 г."
      at_ += 2;
      return set_year(number);
    }
    if (period->value == kHour && is_dated()) return read_spoken_clock();
    at_ += 2;
    return add_ago(number.value, period->value);
  }

  bool fits_calendar(const Item& number, const Meaning& mark) const {
    switch (static_cast<CalendarMark>(mark.value)) {
      case CalendarMark::year: return number.digits == 4;
      case CalendarMark::month: return true;
      case CalendarMark::day: return parts_.month.has_value();
      case CalendarMark::hour: return has_day();
      case CalendarMark::minute: return parts_.hour.has_value();
    }
    return false;
  }

  bool read_marked(const Item& number, const Meaning& mark) {
    at_ += 2;
    switch (static_cast<CalendarMark>(mark.value)) {
      case CalendarMark::year: return set_year(number);
      case CalendarMark::month: return set_month(number.value);
      case CalendarMark::day: return set_day(number.value);
      case CalendarMark::hour: set_clock(number.value, 0); return true;
      case CalendarMark::minute: parts_.minute = number.value; return true;
    }
    return false;
  }

  // "17 h 04", "17h"
  bool read_spoken_clock() {
    if (parts_.hour) return false;
    const bool minutes = sentence_.is_number(at_ + 2) && sentence_[at_ + 2].digits == 2;
    set_clock(sentence_[at_].value, minutes ? sentence_[at_ + 2].value : 0);
    at_ += minutes ? 3 : 2;
    return true;
  }

  bool add_ago(std::int64_t count, std::int64_t unit) {
    constexpr std::int64_t kMost = 99;  // the site goes on to a larger unit or to a date long before
    if (count > kMost) return false;
    parts_.ago = parts_.ago.value_or(0) + count * unit;
    parts_.ago_unit = parts_.ago_unit == 0 ? unit : std::min(parts_.ago_unit, unit);
    return true;
  }

  bool read_plain() {
    const Item& number = sentence_[at_++];
    if (number.digits == 4) return set_year(number);
    return set_day(number.value);
  }

  bool set_day(int day) {
    if (parts_.day || day < 1 || day > 31) return false;
    parts_.day = static_cast<unsigned>(day);
    return true;
  }

  bool set_month(std::int64_t month) {
    if (parts_.month || month < 1 || month > 12) return false;
    parts_.month = static_cast<unsigned>(month);
    return true;
  }

  // --- words ---

  bool read_word() {
    const Item& item = sentence_[at_++];
    if (item.kind == Item::Kind::mark) return item.mark == '.' || item.mark == '-';
    const Meaning* month = item.as(Word::month);
    const Meaning* weekday = item.as(Word::weekday);
    if (month != nullptr && (weekday == nullptr || is_month_here())) return set_month(month->value);
    if (weekday != nullptr) {
      parts_.weekday = static_cast<unsigned>(weekday->value);
    } else if (const Meaning* name = item.as(Word::day_name)) {
      parts_.days_from_today = static_cast<int>(name->value);
    } else if (const Meaning* half = item.as(Word::half_day)) {
      half_day_ = static_cast<int>(half->value);
    } else if (const Meaning* period = item.as(Word::period); period != nullptr && period->times > 0 && !names_day_) {
      return add_ago(period->times, period->value);
    }
    return true;  // fillers, and a unit that counts nothing: "godz. 17:04"
  }

  // "mar" is March and Tuesday in Spanish: March beside a number, unless another word is the month.
  bool is_month_here() const {
    const std::size_t here = at_ - 1;
    if (parts_.month) return false;
    for (std::size_t i = at_; i < sentence_.size(); ++i) {
      if (sentence_[i].as(Word::month) != nullptr) return false;
    }
    return (here > 0 && sentence_.is_number(here - 1)) || (sentence_.is_number(at_) && !sentence_[at_ + 1].is(':'));
  }

  // --- the whole ---

  bool apply_half_day() {
    if (!half_day_ || !parts_.hour) return true;
    if (*parts_.hour <= 12) parts_.hour = *parts_.hour % 12 + *half_day_;
    return true;
  }

  bool is_sound() const {
    if (parts_.hour && (*parts_.hour > 23 || parts_.minute.value_or(0) > 59 || parts_.second.value_or(0) > 59))
      return false;
    const bool dated = parts_.days_from_today || parts_.weekday || (parts_.month && (parts_.day || parts_.year));
    if (parts_.day && !parts_.month) return false;
    return parts_.ago ? !dated && !parts_.hour && !parts_.year : dated;
  }

  const Sentence& sentence_;
  const Locale& locale_;
  std::size_t at_ = 0;
  DateParts parts_;
  std::optional<int> half_day_;
  bool names_day_ = false;  // somewhere stands the name of a day or a month: "17 h" is a clock then
};

}  // namespace

std::optional<DateParts> read_date_parts(std::string_view label, const Locale& locale) {
  for (const Meaning& meaning : Vocabulary::instance().meanings(label)) {
    if (meaning.word != Word::now || meaning.language != locale.data().index) continue;
    DateParts parts;
    parts.now = true;
    return parts;
  }
  Sentence sentence;
  if (!sentence.read(label, locale)) return std::nullopt;
  return PartsReader{sentence, locale}.read();
}

}  // namespace feedwitness::parser
