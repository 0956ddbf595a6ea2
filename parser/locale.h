#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parser/record.h"

namespace feedwitness::parser {

// Everything that depends on a language is data: one file per language under parser/locale/, which a translator can
// edit, compiled in. docs/locales.md gives the format. The lookups below ask the page's own language first and then all
// of them, because pages mix languages and fragments do not say theirs.
class Locale {
 public:
  // The locale of a language tag ("pt-BR", "zh_Hant", "es_LA"); the empty one, which knows only what all share, for
  // none or an unknown one.
  static const Locale& of(std::string_view language);
  // The languages in the order of their names; the empty one is not among them.
  static std::vector<Locale> all();

  // The name of its file: "es", "zh-Hans"; empty for the empty one.
  std::string_view language() const;

  struct Data;
  explicit Locale(const Data& data) : data_(&data) {}
  const Data& data() const { return *data_; }

 private:
  const Data* data_;
};

// True when the whole text, folded and stripped of invisible characters, is a word for "Sponsored" in some language.
bool is_sponsored_label(std::string_view text, const Locale& locale);

// True for "Paid for by The Harbour Party": the disclaimer of a political advertisement.
bool is_paid_for_label(std::string_view text, const Locale& locale);

// What an audience label says: "Public", "Shared with: Public", "Compartido con: Público" are public; a known label for
// friends, only me, custom or named people is private; anything else is unknown.
Visibility visibility_of_label(std::string_view text, const Locale& locale);

// Which count a phrase announces: "83 comments", "12 veces compartido", "Like: 1.8K people".
enum class CountKind : std::uint8_t { reactions, comments, shares, views };
std::optional<CountKind> count_kind_of(std::string_view text, const Locale& locale);

// The reaction that a label names: "Like", "Me encanta".
std::optional<Reaction> reaction_of_label(std::string_view text, const Locale& locale);

// True for "See more", "Ver más": the button behind which the site hides the rest of a text.
bool is_see_more(std::string_view text, const Locale& locale);

// True for "No photo description available" and its kin.
bool is_missing_caption(std::string_view text, const Locale& locale);

// True for a caption that the site wrote by itself: "May be an image of 2 people, sea and text".
bool is_automatic_caption(std::string_view text, const Locale& locale);

// True for the title of a unit that is no post: "People you may know", "Reels and short videos", "Suggested groups".
bool is_unit_title(std::string_view text, const Locale& locale);

// True for the label of a comment or a reply: "Comment by Ana", "Odgovor X na komentar".
bool is_comment_label(std::string_view text, const Locale& locale);

}  // namespace feedwitness::parser
