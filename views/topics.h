#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/store.h"

// What a post is about, found without asking anybody. These are words that the post itself carries, not meanings:
//
//   hashtag    "#ferry", as it stands in the text, in lower case
//   domain     "quillhaven.example", the site that the link card leads to
//   publisher  "The Quillhaven Gazette"
//   keyword    a word of four letters or more that this text says twice and that is rare elsewhere: it stands in at
//   least
//              two, and at most one in twenty, of the supporter's newest texts of the same language. The five with the
//              highest tf-idf: how often the text says it, times the logarithm of the number of texts over the number
//              of those that say it. None where fewer than forty texts of the language are there to compare with, where
//              the language is not known, and in languages that put no spaces between words.
//
// A post of which none of this can be said has no topic.
namespace feedwitness::views {

struct Topic {
  enum class Kind : std::uint8_t { hashtag, domain, publisher, keyword };

  std::string label;
  Kind kind = Kind::hashtag;
};
std::string_view name_of(Topic::Kind kind);

// The own text and the card's, a line each.
std::string full_text_of(const store::ImpressionRow& row);

// How many of the newest texts hold a word, by language.
class Corpus {
 public:
  void add(std::string_view language, std::string_view text);

  std::vector<Topic> topics_of(const store::ImpressionRow& row, std::string_view language,
                               std::string_view full_text) const;

 private:
  struct Frequencies {
    std::int64_t texts = 0;
    std::unordered_map<std::string, std::int64_t> texts_with;
  };
  std::vector<Topic> keywords_of(std::string_view language, std::string_view full_text) const;

  std::map<std::string, Frequencies, std::less<>> by_language_;
};

// Visits the newest public texts, each once, with the language of each, until `visit` says false: at most kNewestTexts
// of them. The row lives as long as the visit.
inline constexpr std::int64_t kNewestTexts = 5'000;
using Visit =
    std::function<bool(const store::ImpressionRow& row, std::string_view language, std::string_view full_text)>;
Result<void> visit_newest_texts(store::Store& store, const Visit& visit);

Result<Corpus> corpus_of(store::Store& store);

}  // namespace feedwitness::views
