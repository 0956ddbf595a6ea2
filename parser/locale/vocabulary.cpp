#include "parser/locale/vocabulary.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "parser/grammar/counts.h"
#include "parser/locale/files.h"
#include "parser/locale/label.h"
#include "parser/record.h"

namespace feedwitness::parser {
namespace {

constexpr std::string_view kHole = "{}";

// The keys of a language file. docs/locales.md says what each is for.
struct Key {
  std::string_view name;
  Word word;
  std::int64_t value;
};
constexpr std::int64_t value_of(Reaction reaction) { return static_cast<std::int64_t>(reaction); }
constexpr std::int64_t value_of(CountKind kind) { return static_cast<std::int64_t>(kind); }
constexpr std::int64_t value_of(CalendarMark mark) { return static_cast<std::int64_t>(mark); }
constexpr std::int64_t kDay = 86400;
constexpr std::array kKeys{
    Key{"sponsored", Word::sponsored, 0},
    Key{"paid-for-by", Word::paid_for_by, 0},
    Key{"public", Word::public_audience, 0},
    Key{"private", Word::private_audience, 0},
    Key{"shared-with", Word::shared_with, 0},
    Key{"like", Word::reaction, value_of(Reaction::like)},
    Key{"love", Word::reaction, value_of(Reaction::love)},
    Key{"wow", Word::reaction, value_of(Reaction::wow)},
    Key{"haha", Word::reaction, value_of(Reaction::haha)},
    Key{"sad", Word::reaction, value_of(Reaction::sad)},
    Key{"angry", Word::reaction, value_of(Reaction::angry)},
    Key{"care", Word::reaction, value_of(Reaction::care)},
    Key{"reactions", Word::count_noun, value_of(CountKind::reactions)},
    Key{"comments", Word::count_noun, value_of(CountKind::comments)},
    Key{"shares", Word::count_noun, value_of(CountKind::shares)},
    Key{"views", Word::count_noun, value_of(CountKind::views)},
    Key{"see-more", Word::see_more, 0},
    Key{"no-caption", Word::no_caption, 0},
    Key{"caption", Word::caption, 0},
    Key{"comment-label", Word::comment_label, 0},
    Key{"unit-title", Word::unit_title, 0},
    Key{"number", Word::number, 0},
    Key{"thousand", Word::count_unit, 1'000},
    Key{"ten-thousand", Word::count_unit, 10'000},
    Key{"lakh", Word::count_unit, 100'000},
    Key{"million", Word::count_unit, 1'000'000},
    Key{"crore", Word::count_unit, 10'000'000},
    Key{"hundred-million", Word::count_unit, 100'000'000},
    Key{"billion", Word::count_unit, 1'000'000'000},
    Key{"now", Word::now, 0},
    Key{"second", Word::period, 1},
    Key{"minute", Word::period, 60},
    Key{"hour", Word::period, 3600},
    Key{"day", Word::period, kDay},
    Key{"week", Word::period, 7 * kDay},
    Key{"month", Word::period, 30 * kDay},
    Key{"year", Word::period, 365 * kDay},
    Key{"today", Word::day_name, 0},
    Key{"yesterday", Word::day_name, -1},
    Key{"january", Word::month, 1},
    Key{"february", Word::month, 2},
    Key{"march", Word::month, 3},
    Key{"april", Word::month, 4},
    Key{"may", Word::month, 5},
    Key{"june", Word::month, 6},
    Key{"july", Word::month, 7},
    Key{"august", Word::month, 8},
    Key{"september", Word::month, 9},
    Key{"october", Word::month, 10},
    Key{"november", Word::month, 11},
    Key{"december", Word::month, 12},
    Key{"sunday", Word::weekday, 0},
    Key{"monday", Word::weekday, 1},
    Key{"tuesday", Word::weekday, 2},
    Key{"wednesday", Word::weekday, 3},
    Key{"thursday", Word::weekday, 4},
    Key{"friday", Word::weekday, 5},
    Key{"saturday", Word::weekday, 6},
    Key{"am", Word::half_day, 0},
    Key{"pm", Word::half_day, 12},
    Key{"year-mark", Word::calendar, value_of(CalendarMark::year)},
    Key{"month-mark", Word::calendar, value_of(CalendarMark::month)},
    Key{"day-mark", Word::calendar, value_of(CalendarMark::day)},
    Key{"hour-mark", Word::calendar, value_of(CalendarMark::hour)},
    Key{"minute-mark", Word::calendar, value_of(CalendarMark::minute)},
    Key{"date-filler", Word::date_filler, 0},
};

constexpr std::array<std::pair<std::string_view, DateOrder>, 3> kDateOrders{
    {{"dmy", DateOrder::day_month_year}, {"mdy", DateOrder::month_day_year}, {"ymd", DateOrder::year_month_day}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// Takes what stands before `stop` off the front of `text`, and the stop with it.
std::string_view take_part(std::string_view& text, char stop) {
  const std::size_t end = std::min(text.find(stop), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return trimmed(part);
}

// "decimal: ,", "date-order: dmy"
bool read_setting(std::string_view key, std::string_view value, Locale::Data& data) {
  if (key == "decimal" && !value.empty()) {
    data.decimal = value.front();
  } else if (key == "date-order") {
    for (const auto& [name, order] : kDateOrders) {
      if (name == value) data.date_order = order;
    }
  } else {
    return false;
  }
  return true;
}

// Takes "=2" off the end of a phrase; 0 when there is none.
std::int32_t take_times(std::string_view& phrase) {
  const std::size_t sign = phrase.rfind('=');
  if (sign == std::string_view::npos) return 0;
  std::int32_t times = 0;
  const std::string_view digits = trimmed(phrase.substr(sign + 1));
  std::from_chars(digits.data(), digits.data() + digits.size(), times);
  phrase = trimmed(phrase.substr(0, sign));
  return times;
}

// A single letter, with or without a full stop, means too much in too many languages.
bool is_single_letter(std::string_view phrase) {
  if (phrase.ends_with('.')) phrase.remove_suffix(1);
  const Character first = first_character(phrase);
  return first.letter == Letter::spaced && first.size == phrase.size();
}

}  // namespace

Pattern::Pattern(std::string_view text) {
  for (std::size_t hole = text.find(kHole); hole != std::string_view::npos; hole = text.find(kHole)) {
    literals_.push_back(text.substr(0, hole));
    text.remove_prefix(hole + kHole.size());
  }
  literals_.push_back(text);
  if (!literals_.front().empty()) first_ = literals_.front().front();
  if (!literals_.back().empty()) last_ = literals_.back().back();
}

std::optional<std::string_view> Pattern::fits_literals(std::string_view text) const {
  if (!text.starts_with(literals_.front())) return std::nullopt;
  text.remove_prefix(literals_.front().size());
  std::optional<std::string_view> first;
  for (auto literal = literals_.begin() + 1; literal != literals_.end(); ++literal) {
    const bool last = literal + 1 == literals_.end();
    if (last && !text.ends_with(*literal)) return std::nullopt;
    const std::size_t at = last ? text.size() - literal->size() : text.find(*literal);
    if (at == std::string_view::npos || at == 0) return std::nullopt;
    if (!first) first = text.substr(0, at);
    text.remove_prefix(at + literal->size());
  }
  return first;
}

PhraseEnds::PhraseEnds(std::string_view text) {
  constexpr std::size_t kMostWords = 4;
  const auto is_part = [&text](std::size_t at) {  // of a word in a spaced script
    return at < text.size() && (is_digit(text[at]) || first_character(text.substr(at)).letter == Letter::spaced);
  };
  const auto joins = [&](std::size_t at) {  // "p.m", "mercredi's", "quarta-feira"
    return at < text.size() && (text[at] == '.' || text[at] == '\'' || text[at] == '-') && is_part(at + 1);
  };
  std::size_t at = 0;
  for (std::size_t words = 0; at < text.size() && words < kMostWords && first_ >= 2;) {
    const Character next = first_character(text.substr(at));
    if (next.letter == Letter::unspaced) {
      at += next.size;
      add(at);
    } else if (is_part(at)) {
      for (bool digit = is_digit(text[at]); is_part(at) || joins(at);) {
        if (first_ >= 3 && at != 0 && !digit && is_digit(text[at])) add(at);  // "17h04"
        digit = is_digit(text[at]);
        at += is_part(at) ? first_character(text.substr(at)).size : 1;
      }
      add(at);
      ++words;
    } else if (text[at] == ' ' && at != 0) {
      ++at;
      continue;
    } else {
      return;
    }
    if (at < text.size() && text[at] == '.') add(++at);
  }
}

const Vocabulary& Vocabulary::instance() {
  static const Vocabulary kVocabulary;
  return kVocabulary;
}

Vocabulary::Vocabulary() : patterns_(static_cast<std::size_t>(Word::date_filler) + 1) {
  const auto files = locale_files();
  data_.resize(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    data_[i].language = files[i].language;
    data_[i].index = static_cast<std::uint8_t>(i);
    if (files[i].language == kRootLanguage) root_ = data_[i].index;
    add_file(files[i].text, data_[i]);
  }
  for (const Locale::Data& data : data_) locales_.emplace_back(data);
}

// A line is "key: phrase | phrase", a comment from '#' on, or empty.
void Vocabulary::add_file(std::string_view text, Locale::Data& data) {
  while (!text.empty()) {
    std::string_view line = take_part(text, '\n');
    line = take_part(line, '#');
    const std::string_view key = take_part(line, ':');
    if (key.empty() || read_setting(key, trimmed(line), data)) continue;
    const auto* found = std::find_if(kKeys.begin(), kKeys.end(), [key](const Key& known) { return known.name == key; });
    while (found != kKeys.end() && !line.empty()) {
      if (const std::string_view phrase = take_part(line, '|'); !phrase.empty())
        add(found->word, found->value, phrase, data);
    }
  }
}

void Vocabulary::add(Word word, std::int64_t value, std::string_view phrase, const Locale::Data& data) {
  const std::int32_t times = take_times(phrase);
  const std::string_view folded = phrases_.emplace_back(Label{phrase}.text());
  if (folded.empty()) return;
  if (folded.find(kHole) != std::string_view::npos) {
    patterns_[static_cast<std::size_t>(word)].emplace_back(folded);
  } else {
    meanings_[folded].push_back({word, data.index, times, value});
    starts_[static_cast<unsigned char>(folded.front())] |= set_of(word);
  }
}

std::span<const Meaning> Vocabulary::meanings(std::string_view phrase) const {
  const auto found = meanings_.find(phrase);
  return found == meanings_.end() ? std::span<const Meaning>{} : std::span{found->second};
}

std::optional<Meaning> Vocabulary::meaning(std::string_view phrase, Word word, const Locale& locale) const {
  std::optional<Meaning> first;
  for (const Meaning& meaning : meanings(phrase)) {
    if (meaning.word != word) continue;
    if (meaning.language == locale.data().index) return meaning;
    if (!first) first = meaning;
  }
  return first;
}

// Own and shared meanings come before foreign ones, and own before shared.
std::optional<Match> Vocabulary::match(std::string_view phrase, WordSet words, const Locale& locale) const {
  std::optional<Match> match;
  for (const Meaning& meaning : meanings(phrase)) {
    if ((set_of(meaning.word) & words) == 0) continue;
    if (meaning.language == locale.data().index) return Match{phrase.size(), meaning};
    if (!match || meaning.language == root_) {
      match = Match{phrase.size(), meaning};
    } else if (match->meaning.language != root_) {
      const Meaning& other = match->meaning;
      match->disputed |= other.word != meaning.word || other.value != meaning.value || other.times != meaning.times;
    }
  }
  return match;
}

std::optional<Match> Vocabulary::at_front(std::string_view text, WordSet words, const Locale& locale) const {
  std::optional<Match> foreign;
  if (!may_start(text, words)) return foreign;
  const PhraseEnds ends{text};
  for (const std::size_t end : ends.longest_first()) {
    const std::string_view phrase = text.substr(0, end);
    const auto found = match(phrase, words, locale);
    if (found && is_own(found->meaning, locale)) return found;
    if (!foreign && found && !is_single_letter(phrase)) foreign = found;
  }
  return foreign;
}

LanguageSet Vocabulary::languages_at_front(std::string_view text, WordSet words) const {
  LanguageSet languages;
  if (!may_start(text, words)) return languages;
  const PhraseEnds ends{text};
  for (const std::size_t end : ends.longest_first()) {
    for (const Meaning& meaning : meanings(text.substr(0, end))) {
      if ((set_of(meaning.word) & words) != 0) languages.set(meaning.language);
    }
  }
  return languages;
}

}  // namespace feedwitness::parser
