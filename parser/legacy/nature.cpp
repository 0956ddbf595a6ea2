#include "parser/legacy/nature.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "parser/evidence.h"
#include "parser/grammar/data_ft.h"
#include "parser/grammar/links.h"
#include "parser/locale.h"
#include "parser/text.h"

namespace feedwitness::parser::legacy {
namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Parts of addresses in a header that only an advertisement's links have.
struct AddressSign {
  std::string_view part;
  std::string_view signal;
};
constexpr std::array kAddressSigns = std::to_array<AddressSign>({
    {"/about/ads", "ads-about-link"},
    {"/ads/about", "ads-about-link"},
    {"hc_ref=ADS", "ads-referrer"},
    {"[is_sponsored]=1", "sponsored-flag"},
    {"ft[ei]=", "billing-token"},
    {"/feed/verified_voice_context/", "paid-for-by-link"},
});

// Each sign is heard once, however many links show it.
void hear_addresses(const Tree& tree, NodeIndex from, NodeIndex to, Testimony<Nature>& nature) {
  std::array<bool, kAddressSigns.size()> heard{};
  for (NodeIndex node = from; node < to; ++node) {
    if (tree.tag(node) != Tag::a) continue;
    for (const Name name : {Name::href, Name::ajaxify}) {
      const std::string_view address = tree.attribute(node, name);
      for (std::size_t sign = 0; sign < kAddressSigns.size(); ++sign) {
        if (heard[sign] || !holds(address, kAddressSigns[sign].part)) continue;
        heard[sign] = true;
        nature.hear(kAddressSigns[sign].signal, Nature::sponsored, Weight::proof);
      }
    }
  }
}

// The notes of the unit in the feed: a flag, or the token with which the site bills an impression.
void hear_notes(const Tree& tree, NodeIndex root, Testimony<Nature>& nature) {
  const std::string_view notes = tree.attribute(root, Name::data_ft);
  if (!holds(notes, "\"ei\"") && !holds(notes, "sponsored")) return;
  const std::optional<StoryData> story = read_data_ft(notes);
  if (story && story->sponsored.value_or(false)) nature.hear("story-notes", Nature::sponsored, Weight::proof);
}

// The label's letters in 2018 to 2020: chunks in elements of two or three classes, of which one spells the word and the
// others are hidden by the style sheet. So each class is read by itself.
constexpr std::size_t kMostLetterClasses = 16;

bool spells_label(const Tree& tree, NodeIndex slot, const Locale& locale) {
  std::vector<std::pair<std::string_view, std::string>> words;
  for (NodeIndex node = slot; node < tree.end(slot); ++node) {
    if (tree.tag(node) != Tag::text) continue;
    const std::string_view classes = tree.attribute(tree.parent(node), Name::class_);
    auto word = std::ranges::find(words, classes, &std::pair<std::string_view, std::string>::first);
    if (word == words.end()) {
      if (words.size() == kMostLetterClasses) return false;
      word = words.insert(word, {classes, {}});
    }
    word->second += folded(tree[node].text);
  }
  return words.size() > 1 &&
         std::ranges::any_of(words, [&](const auto& word) { return is_sponsored_label(word.second, locale); });
}

// A slot that holds anything: its word, its letters, or at least a link where organic posts have none.
void hear_label(const Page& page, const Story& own, Testimony<Nature>& nature) {
  if (own.label == kNoNode) return;
  const Tree& tree = page.tree();
  const std::string text = folded(visible_text(tree, own.label));
  if (text.empty()) return;
  if (is_sponsored_label(text, page.locale())) {
    nature.hear("label-text", Nature::sponsored, Weight::label);
    return;
  }
  const Weight weight = own.time == kNoNode ? Weight::label : Weight::hint;
  const bool spelt = spells_label(tree, own.label, page.locale());
  nature.hear(spelt ? "label-letters" : "label-slot", Nature::sponsored, weight);
}

// The line under the publisher as a person reads it: "Sponsored · Paid for by The Harbour Party · Public".
void hear_subtitle(const Page& page, const Story& own, Testimony<Nature>& nature) {
  if (own.subtitle == kNoNode) return;
  constexpr std::string_view kDot = "\u00b7";
  const std::string line = folded(visible_text(page.tree(), own.subtitle));
  std::string_view rest = line;
  while (!rest.empty()) {
    const std::size_t dot = std::min(rest.find(kDot), rest.size());
    const std::string_view item = rest.substr(0, dot);
    rest.remove_prefix(std::min(dot + kDot.size(), rest.size()));
    if (is_paid_for_label(folded(item), page.locale()))
      nature.hear("paid-for-by-text", Nature::sponsored, Weight::label);
    if (own.label == kNoNode && is_sponsored_label(item, page.locale()))
      nature.hear("subtitle-text", Nature::sponsored, Weight::label);
  }
}

void hear_time(const Tree& tree, const Story& own, Testimony<Nature>& nature) {
  if (own.time == kNoNode) return;
  const NodeIndex link = tree.closest(own.time, [&tree](NodeIndex node) { return tree.tag(node) == Tag::a; });
  const bool leads_to_post = link != kNoNode && read_permalink(tree.attribute(link, Name::href)).has_value();
  nature.hear(leads_to_post ? "time-link" : "time", Nature::organic, Weight::label);
}

}  // namespace

Nature nature_of(const Page& page, const Landmarks& landmarks, const SubtitleId& subtitle, Metadata& metadata) {
  const Tree& tree = page.tree();
  Testimony<Nature> nature("nature");
  hear_addresses(tree, landmarks.root, landmarks.header_end, nature);
  if (!metadata.ad_id.empty()) nature.hear("ad-id", Nature::sponsored, Weight::proof);
  hear_notes(tree, landmarks.root, nature);
  hear_label(page, landmarks.own, nature);
  hear_subtitle(page, landmarks.own, nature);
  const Weight weight = landmarks.own.time == kNoNode ? Weight::label : Weight::hint;
  if (subtitle.ends_like_ad) nature.hear("subtitle-number", Nature::sponsored, weight);
  if (subtitle.has_no_story) nature.hear("subtitle-without-story", Nature::sponsored, Weight::hint);
  if (is_sponsored_label(page.context().rendered.label, page.locale()))
    nature.hear("rendered-label", Nature::sponsored, Weight::proof);
  hear_time(tree, landmarks.own, nature);
  return verdict(nature, metadata.evidence);
}

}  // namespace feedwitness::parser::legacy
