#include "parser/grammar/counts.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "parser/locale/label.h"
#include "parser/locale/vocabulary.h"

namespace feedwitness::parser {
namespace {

constexpr std::int64_t kGreatest = 1'000'000'000'000'000;  // more than anybody counts; keeps the arithmetic safe

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A run of digits and the separator before it.
struct Group {
  char separator = '\0';
  std::int64_t value = 0;
  std::size_t digits = 0;
};

// The digits and separators at the front of a text: "1.234,5".
struct Figure {
  static constexpr std::size_t kMostGroups = 6;
  std::array<Group, kMostGroups> groups{};
  std::size_t count = 0;
  std::size_t size = 0;  // bytes of the text
  bool sound = true;     // false: too many digits or groups to be a count

  const Group& last() const { return groups[count - 1]; }
};

// Plain spaces group digits wherever the comma is for decimals: the site does so even where the point is usual.
bool separates(char c, const Locale& locale) {
  if (c == '.' || c == ',' || c == '\'') return true;
  return c == ' ' && locale.data().decimal != '.';
}

void take_group(std::string_view text, char separator, Figure& figure) {
  Group group{separator, 0, 0};
  for (; figure.size < text.size() && is_digit(text[figure.size]); ++figure.size, ++group.digits) {
    if (group.value > kGreatest) figure.sound = false;
    if (figure.sound) group.value = group.value * 10 + (text[figure.size] - '0');
  }
  if (figure.count == Figure::kMostGroups) {
    figure.sound = false;
  } else {
    figure.groups[figure.count++] = group;
  }
}

// How many digits stand at the front of a text.
std::size_t digits_at(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

Figure figure_at(std::string_view text, const Locale& locale) {
  Figure figure;
  take_group(text, '\0', figure);
  while (figure.size + 1 < text.size() && separates(text[figure.size], locale)) {
    const char separator = text[figure.size];
    const std::size_t digits = digits_at(text.substr(figure.size + 1));
    if (digits == 0 || ((separator == ' ' || separator == '\'') && digits != 3)) break;
    ++figure.size;
    take_group(text, separator, figure);
  }
  return figure;
}

// The weight of the unit behind a figure, and whether what stands there lets the figure be a count at all. Units
// multiply: "2 mil millones".
struct Unit {
  std::int64_t weight = 1;
  bool sound = true;
};

Unit unit_at(std::string_view text, const Locale& locale) {
  const Vocabulary& vocabulary = Vocabulary::instance();
  Unit unit;
  const bool attached = !text.empty() && text.front() >= 'a' && text.front() <= 'z';
  while (!text.empty()) {
    const std::string_view word = text.front() == ' ' ? text.substr(1) : text;
    const auto match = word.empty() ? std::nullopt : vocabulary.at_front(word, set_of(Word::count_unit), locale);
    if (!match || unit.weight > kGreatest / match->meaning.value) break;
    if (match->disputed) unit.sound = false;
    unit.weight *= match->meaning.value;
    text = word.substr(match->size);
  }
  if (unit.weight == 1 && attached) unit.sound = false;  // "3rd", "12px"
  if (!text.empty() && (text.front() == '%' || text.front() == '/')) unit.sound = false;
  if (text.size() > 1 && text.front() == ':' && is_digit(text[1])) unit.sound = false;  // "0:25"
  return unit;
}

// True when the last group holds decimals: "1.2" before a unit, "1,234.5", never "1,234".
bool has_decimals(const Figure& figure, bool has_unit, const Locale& locale) {
  const Group& last = figure.last();
  if (figure.count == 1 || last.separator == ' ' || last.separator == '\'') return false;
  const auto repeats = [&last](const Group& group) { return group.separator == last.separator; };
  if (figure.count > 2) return std::count_if(figure.groups.begin(), figure.groups.begin() + figure.count, repeats) == 1;
  return last.digits != 3 || (has_unit && last.separator == locale.data().decimal);
}

// Thousands, or India's lakhs and crores ("12,34,567").
bool groups_soundly(const Figure& figure, std::size_t whole_groups) {
  for (std::size_t i = 1; i < whole_groups; ++i) {
    const std::size_t digits = figure.groups[i].digits;
    const bool last = i + 1 == whole_groups;
    if (digits != 3 && (last || digits != 2)) return false;
  }
  return whole_groups == 1 || figure.groups[0].digits <= 3;
}

std::optional<Count> count_of(const Figure& figure, const Unit& unit, const Locale& locale) {
  if (!figure.sound || !unit.sound) return std::nullopt;
  const bool decimals = has_decimals(figure, unit.weight > 1, locale);
  if (!groups_soundly(figure, figure.count - (decimals ? 1 : 0))) return std::nullopt;

  std::int64_t value = 0;
  for (std::size_t i = 0; i < figure.count; ++i) {
    for (std::size_t digit = 0; digit < figure.groups[i].digits; ++digit) {
      if (value > kGreatest) return std::nullopt;
      value *= 10;
    }
    value += figure.groups[i].value;
  }
  std::int64_t precision = unit.weight;
  for (std::size_t digit = 0; decimals && digit < figure.last().digits; ++digit) {
    if (precision % 10 != 0) return std::nullopt;  // "1.5" of nothing that has tenths
    precision /= 10;
  }
  if (value > kGreatest / precision) return std::nullopt;
  return Count{value * precision, precision};
}

// "شخصان" is two persons.
std::optional<Count> number_word_in(std::string_view text, const Locale& locale) {
  for (WordStarts starts{text}; !starts.done(); starts.next()) {
    if (const auto match = Vocabulary::instance().at_front(starts.rest(), set_of(Word::number), locale)) {
      return Count{match->meaning.times, 1};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Count> read_count(std::string_view text, const Locale& locale) {
  const Label label{text};
  const std::string_view folded = label.text();
  const std::size_t start = folded.find_first_of("0123456789");
  if (start == std::string_view::npos) return number_word_in(folded, locale);
  const Figure figure = figure_at(folded.substr(start), locale);
  return count_of(figure, unit_at(folded.substr(start + figure.size), locale), locale);
}

}  // namespace feedwitness::parser
