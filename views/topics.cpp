#include "views/topics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <unordered_set>

#include <utf8proc.h>

#include "views/language.h"

namespace feedwitness::views {
namespace {

constexpr std::int64_t kFewestTexts = 40;
constexpr std::int64_t kRarest = 2;       // texts that must hold a keyword
constexpr std::int64_t kMostCommon = 20;  // one in so many texts may hold it
constexpr std::int64_t kLeastSaid = 2;    // times in the text
constexpr std::size_t kMostKeywords = 5;
constexpr std::int64_t kShortest = 4;  // letters
constexpr std::int64_t kLongest = 32;
constexpr std::int64_t kMostRows = 50'000;  // of the same few texts, for as long as new ones are looked for

constexpr std::array<std::string_view, 5> kWithoutSpaces{"ja", "km", "lo", "th", "zh"};

// NFC, in lower case as Unicode folds it; empty for what is no UTF-8.
std::string folded(std::string_view text) {
  utf8proc_uint8_t* bytes = nullptr;
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
  const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &bytes, kOptions);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{bytes, &std::free};
  return size < 0 ? std::string{} : std::string{reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

enum class Sign : std::uint8_t { letter, digit, other };

Sign sign_of(utf8proc_int32_t point) {
  switch (utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return Sign::letter;
    case UTF8PROC_CATEGORY_ND: return Sign::digit;
    default: return point == '_' ? Sign::digit : Sign::other;
  }
}

struct Word {
  std::string_view text;     // with its #
  std::int64_t letters = 0;  // digits not counted
  bool is_hashtag = false;
};

// The words of a folded text, one after the other: runs of letters and digits. An address is no word.
class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_{text} {}

  std::optional<Word> next() {
    while (at_ < text_.size()) {
      if (const std::size_t end = end_of_address(text_, at_); end > at_) {
        at_ = end;
        continue;
      }
      const std::size_t begin = at_;
      const Word word = read();
      if (word.letters > 0) return word;
      if (at_ == begin) step();
    }
    return std::nullopt;
  }

 private:
  // What begins here; nothing read when no word does.
  Word read() {
    Word word;
    const std::size_t begin = at_;
    word.is_hashtag = text_[at_] == '#' && (at_ == 0 || is_break_before_);
    if (word.is_hashtag) ++at_;
    while (at_ < text_.size()) {
      const auto [point, size] = point_here();
      const Sign sign = sign_of(point);
      if (sign == Sign::other) break;
      if (sign == Sign::letter) ++word.letters;
      at_ += size;
    }
    word.text = text_.substr(begin, at_ - begin);
    is_break_before_ = false;
    return word;
  }

  void step() {
    is_break_before_ = text_[at_] != '#' && text_[at_] != '&';  // "&#39;" is no hashtag
    at_ += point_here().second;
  }

  std::pair<utf8proc_int32_t, std::size_t> point_here() const {
    utf8proc_int32_t point = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text_.data()) + at_,
                                       static_cast<utf8proc_ssize_t>(text_.size() - at_), &point);
    return size > 0 ? std::pair{point, static_cast<std::size_t>(size)} : std::pair{utf8proc_int32_t{0}, std::size_t{1}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool is_break_before_ = true;
};

bool may_be_keyword(const Word& word) {
  return !word.is_hashtag && word.letters >= kShortest && word.letters <= kLongest;
}

// The site that an address leads to: "quillhaven.example"; empty for addresses of the feed's own site.
std::string domain_of(const store::ImpressionRow& row) {
  if (!row.has_card || !row.card_is_valid || row.card_type != "external") return {};
  std::string_view host = row.card_link;
  const std::size_t scheme = host.find("://");
  if (scheme == std::string_view::npos) return {};
  host.remove_prefix(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  if (host.starts_with("www.")) host.remove_prefix(4);
  return host.find('.') == std::string_view::npos || host.find('@') != std::string_view::npos ? std::string{}
                                                                                              : folded(host);
}

}  // namespace

std::string_view name_of(Topic::Kind kind) {
  constexpr std::array<std::string_view, 4> kNames{"hashtag", "domain", "publisher", "keyword"};
  return kNames.at(static_cast<std::size_t>(kind));
}

std::string full_text_of(const store::ImpressionRow& row) {
  std::string text;
  for (const std::string_view part : {row.text, row.card_title, row.card_description}) {
    if (part.empty()) continue;
    if (!text.empty()) text += '\n';
    text += part;
  }
  return text;
}

void Corpus::add(std::string_view language, std::string_view text) {
  Frequencies& words = by_language_[std::string{language}];
  ++words.texts;
  const std::string plain = folded(text);
  std::unordered_set<std::string_view> seen;
  WordReader all{plain};
  while (const auto word = all.next()) {
    if (may_be_keyword(*word) && seen.insert(word->text).second) ++words.texts_with[std::string{word->text}];
  }
}

std::vector<Topic> Corpus::keywords_of(std::string_view language, std::string_view full_text) const {
  const auto known = by_language_.find(language);
  if (known == by_language_.end() || known->second.texts < kFewestTexts) return {};
  if (std::find(kWithoutSpaces.begin(), kWithoutSpaces.end(), language) != kWithoutSpaces.end()) return {};
  const auto& [texts, texts_with] = known->second;

  std::map<std::string, std::int64_t, std::less<>> said;
  WordReader all{full_text};
  while (const auto word = all.next()) {
    if (may_be_keyword(*word)) ++said[std::string{word->text}];
  }
  std::vector<std::pair<double, std::string>> found;  // the smaller, the better
  for (const auto& [word, times] : said) {
    const auto with = texts_with.find(word);
    const std::int64_t others = with == texts_with.end() ? 0 : with->second;
    if (times < kLeastSaid || others < kRarest || others * kMostCommon > texts) continue;
    found.emplace_back(-static_cast<double>(times) * std::log(static_cast<double>(texts) / static_cast<double>(others)),
                       word);
  }
  std::sort(found.begin(), found.end());
  found.resize(std::min(found.size(), kMostKeywords));
  std::vector<Topic> topics;
  topics.reserve(found.size());
  for (auto& [score, word] : found) topics.push_back({std::move(word), Topic::Kind::keyword});
  return topics;
}

std::vector<Topic> Corpus::topics_of(const store::ImpressionRow& row, std::string_view language,
                                     std::string_view full_text) const {
  const std::string plain = folded(full_text);
  std::vector<Topic> topics;
  std::set<std::string, std::less<>> seen;
  const auto add = [&](std::string label, Topic::Kind kind) {
    if (!label.empty() && seen.insert(label).second) topics.push_back({std::move(label), kind});
  };
  WordReader all{plain};
  while (const auto word = all.next()) {
    if (word->is_hashtag) add(std::string{word->text}, Topic::Kind::hashtag);
  }
  add(domain_of(row), Topic::Kind::domain);
  add(std::string{row.source}, Topic::Kind::publisher);
  for (Topic& keyword : keywords_of(language, plain)) add(std::move(keyword.label), Topic::Kind::keyword);
  return topics;
}

Result<void> visit_newest_texts(store::Store& store, const Visit& visit) {
  store::ImpressionQuery query;
  query.amount = kMostRows;
  auto rows = store.impressions(query);
  if (!rows) return rows.error();
  std::unordered_set<std::string> seen;
  while (const store::ImpressionRow* row = rows->next()) {
    if (row->semantic_id.empty() || !seen.emplace(row->semantic_id).second) continue;
    const std::string text = full_text_of(*row);
    if (!visit(*row, language_of(text), text)) return {};
    if (std::ssize(seen) == kNewestTexts) return {};
  }
  if (rows->failed()) return *rows->failed();
  return {};
}

Result<Corpus> corpus_of(store::Store& store) {
  Corpus corpus;
  const auto visited =
      visit_newest_texts(store, [&](const auto& /*row*/, std::string_view language, std::string_view text) {
        if (!language.empty()) corpus.add(language, text);
        return true;
      });
  if (!visited) return visited.error();
  return corpus;
}

}  // namespace feedwitness::views
