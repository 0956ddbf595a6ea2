#include "parser/locale.h"

#include <algorithm>
#include <array>
#include <utility>

#include "parser/locale/label.h"
#include "parser/locale/vocabulary.h"

namespace feedwitness::parser {
namespace {

// With or without the stops that some labels end in.
bool is_whole(std::string_view text, Word word, const Locale& locale) {
  static constexpr std::array<std::string_view, 4> kStops{".", "…", "。", "।"};
  const Vocabulary& vocabulary = Vocabulary::instance();
  const Label label{text};
  std::string_view phrase = label.text();
  if (vocabulary.meaning(phrase, word, locale)) return true;
  for (const std::string_view stop : kStops) {
    while (phrase.ends_with(stop)) phrase.remove_suffix(stop.size());
  }
  return phrase.size() < label.text().size() && vocabulary.meaning(phrase, word, locale).has_value();
}

bool fits_any(std::string_view text, Word word) {
  const Label label{text};
  const auto patterns = Vocabulary::instance().patterns(word);
  return std::any_of(patterns.begin(), patterns.end(),
                     [&label](const Pattern& pattern) { return pattern.fits(label.text()).has_value(); });
}

// Language tags that differ from the name of the file.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSynonyms{
    {{"no", "nb"}, {"nn", "nb"}, {"iw", "he"}, {"in", "id"}, {"cn", "zh-Hans"}}};

std::string file_language(std::string_view tag) {
  const Label label{tag};
  std::string_view rest = label.text();
  const std::string_view primary = rest.substr(0, rest.find_first_of("-_"));
  if (primary == "zh") {
    static constexpr std::array<std::string_view, 4> kTraditional{"hant", "tw", "hk", "mo"};
    const bool traditional = std::any_of(kTraditional.begin(), kTraditional.end(), [rest](std::string_view part) {
      return rest.find(part) != std::string_view::npos;
    });
    return traditional ? "zh-Hant" : "zh-Hans";
  }
  for (const auto& [synonym, language] : kSynonyms) {
    if (primary == synonym) return std::string{language};
  }
  return std::string{primary};
}

Visibility visibility_of_phrase(std::string_view phrase, const Locale& locale) {
  const Vocabulary& vocabulary = Vocabulary::instance();
  if (vocabulary.meaning(phrase, Word::private_audience, locale)) return Visibility::private_post;
  for (const Pattern& pattern : vocabulary.patterns(Word::private_audience)) {
    if (pattern.fits(phrase)) return Visibility::private_post;
  }
  if (vocabulary.meaning(phrase, Word::public_audience, locale)) return Visibility::public_post;
  return Visibility::unknown;
}

}  // namespace

const Locale& Locale::of(std::string_view language) {
  const auto locales = Vocabulary::instance().locales();
  const std::string wanted = file_language(language);
  const auto is = [](std::string_view name) {
    return [name](const Locale& locale) { return locale.data().language == name; };
  };
  const auto found = std::find_if(locales.begin(), locales.end(), is(wanted));
  return found != locales.end() ? *found : *std::find_if(locales.begin(), locales.end(), is(kRootLanguage));
}

std::vector<Locale> Locale::all() {
  std::vector<Locale> languages;
  for (const Locale& locale : Vocabulary::instance().locales()) {
    if (!locale.language().empty()) languages.push_back(locale);
  }
  return languages;
}

std::string_view Locale::language() const {
  return data_->language == kRootLanguage ? std::string_view{} : data_->language;
}

// The site begins the label with a capital letter; "ad" is a word of people.
bool is_sponsored_label(std::string_view text, const Locale& locale) {
  const auto first = std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; });
  const bool small = first != text.end() && *first >= 'a' && *first <= 'z';
  return !small && is_whole(text, Word::sponsored, locale);
}

bool is_paid_for_label(std::string_view text, const Locale& /*locale*/) { return fits_any(text, Word::paid_for_by); }

Visibility visibility_of_label(std::string_view text, const Locale& locale) {
  const Label label{text};
  if (const Visibility whole = visibility_of_phrase(label.text(), locale); whole != Visibility::unknown) return whole;
  for (const Pattern& pattern : Vocabulary::instance().patterns(Word::shared_with)) {
    auto audience = pattern.fits(label.text());
    if (!audience) continue;
    if (audience->starts_with(' ')) audience->remove_prefix(1);
    if (const Visibility named = visibility_of_phrase(*audience, locale); named != Visibility::unknown) return named;
  }
  return Visibility::unknown;
}

// A noun of the page's language tells more than one of another, "comments" more than "people", and what stands behind
// the number more than what stands before: "View 3 more comments".
std::optional<CountKind> count_kind_of(std::string_view text, const Locale& locale) {
  const Label label{text};
  const Vocabulary& vocabulary = Vocabulary::instance();
  std::optional<CountKind> best;
  int best_rank = 0;
  const std::size_t number = label.text().find_first_of("0123456789");
  for (WordStarts starts{label.text()}; !starts.done(); starts.next()) {
    const auto match = vocabulary.at_front(starts.rest(), set_of(Word::count_noun, Word::reaction), locale);
    if (!match || match->disputed) continue;
    const bool reaction = match->meaning.word == Word::reaction;
    const auto kind = reaction ? CountKind::reactions : static_cast<CountKind>(match->meaning.value);
    const bool behind = label.text().size() - starts.rest().size() > number;
    const int rank = 1 + (vocabulary.is_own(match->meaning, locale) ? 4 : 0) + (kind != CountKind::reactions ? 2 : 0) +
                     (behind ? 1 : 0);
    if (rank <= best_rank) continue;
    best = kind;
    best_rank = rank;
  }
  return best;
}

std::optional<Reaction> reaction_of_label(std::string_view text, const Locale& locale) {
  const auto meaning = Vocabulary::instance().meaning(Label{text}.text(), Word::reaction, locale);
  return meaning ? std::optional{static_cast<Reaction>(meaning->value)} : std::nullopt;
}

bool is_see_more(std::string_view text, const Locale& locale) { return is_whole(text, Word::see_more, locale); }

bool is_missing_caption(std::string_view text, const Locale& locale) {
  return is_whole(text, Word::no_caption, locale);
}

bool is_automatic_caption(std::string_view text, const Locale& /*locale*/) { return fits_any(text, Word::caption); }

bool is_unit_title(std::string_view text, const Locale& locale) { return is_whole(text, Word::unit_title, locale); }

bool is_comment_label(std::string_view text, const Locale& locale) {
  return is_whole(text, Word::comment_label, locale) || fits_any(text, Word::comment_label);
}

}  // namespace feedwitness::parser
