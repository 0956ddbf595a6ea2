#include "parser/interface_language.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "parser/locale/label.h"
#include "parser/locale/vocabulary.h"

namespace feedwitness::parser {
namespace {

// Buttons, audiences and times are short. Names and texts are mostly longer, and what they say in passing counts once.
constexpr std::size_t kLongestLabel = 40;

// A label that one language knows alone is worth one; a shared one is worth a part for each.
constexpr double kLeastVotes = 1.5;
constexpr double kLeastLead = 1.25;

// {"locale":"id_ID","language":"Bahasa Indonesia"} behind the name under which scripts know it.
std::string_view declared_in(std::string_view script) {
  constexpr std::string_view kModule = "\"LocaleInitialData\"";
  constexpr std::string_view kKey = "\"locale\":\"";
  const std::size_t module = script.find(kModule);
  if (module == std::string_view::npos) return {};
  const std::size_t key = script.find(kKey, module);
  if (key == std::string_view::npos) return {};
  const std::string_view value = script.substr(key + kKey.size(), 8);
  return value.substr(0, value.find('"'));
}

// Pretty-printed pages have more space than label.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \n\t\r";
  const std::size_t from = text.find_first_not_of(kSpace);
  return from == std::string_view::npos ? std::string_view()
                                        : text.substr(from, text.find_last_not_of(kSpace) + 1 - from);
}

// "55 comments" and "2 hrs" are known by their noun.
std::string_view without_number(std::string_view label) {
  const std::size_t from = label.find_first_not_of("0123456789., +");
  const std::size_t to = label.find_last_not_of("0123456789., +");
  return from == std::string_view::npos ? std::string_view() : label.substr(from, to - from + 1);
}

class Election {
 public:
  Election() : votes_(Vocabulary::instance().locales().size()) {}

  void hear(std::string_view text) {
    const Label label{text};
    const std::string_view phrase = without_number(label.text());
    if (phrase.size() < 2 || !heard_.emplace(phrase).second) return;
    std::vector<std::uint8_t> languages;
    for (const Meaning& meaning : Vocabulary::instance().meanings(phrase)) {
      if (meaning.language == Vocabulary::instance().root()) return;  // everybody's word
      if (std::ranges::find(languages, meaning.language) == languages.end()) languages.push_back(meaning.language);
    }
    for (const std::uint8_t language : languages) votes_[language] += 1.0 / static_cast<double>(languages.size());
  }

  std::string winner() const {
    const auto first = std::ranges::max_element(votes_);
    if (first == votes_.end() || *first < kLeastVotes) return {};
    for (auto other = votes_.begin(); other != votes_.end(); ++other) {
      if (other != first && *other * kLeastLead > *first) return {};
    }
    const auto index = static_cast<std::size_t>(first - votes_.begin());
    return std::string(Vocabulary::instance().locales()[index].language());
  }

 private:
  std::vector<double> votes_;
  std::unordered_set<std::string> heard_;
};

}  // namespace

std::string interface_language(const Tree& tree) {
  Election election;
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    if (tree.tag(node) != Tag::text) continue;
    const Tag around = tree.tag(tree.parent(node));
    if (around == Tag::script) {
      if (const std::string_view declared = declared_in(tree[node].text); !declared.empty())
        return std::string(declared);
    } else if (const std::string_view text = trimmed(tree[node].text); around != Tag::style) {
      if (text.size() <= kLongestLabel) election.hear(text);
    }
  }
  return election.winner();
}

}  // namespace feedwitness::parser
