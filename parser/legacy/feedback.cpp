#include "parser/legacy/feedback.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "parser/base64.h"
#include "parser/grammar/counts.h"
#include "parser/grammar/links.h"
#include "parser/locale.h"
#include "parser/text.h"

namespace feedwitness::parser::legacy {
namespace {

// The site's own numbers of the reactions, as in "reaction_type=3". Retired ones (thankful, pride) have no name here.
constexpr std::array kReactionTypes = std::to_array<std::pair<std::string_view, Reaction>>({
    {"1", Reaction::like},
    {"2", Reaction::love},
    {"3", Reaction::wow},
    {"4", Reaction::haha},
    {"7", Reaction::sad},
    {"8", Reaction::angry},
    {"16", Reaction::care},
});

// Its words in the test ids of 2018 to 2020: "UFI2TopReactions/tooltip_ANGER".
constexpr std::string_view kTooltip = "UFI2TopReactions/tooltip_";
constexpr std::array kReactionWords = std::to_array<std::pair<std::string_view, Reaction>>({
    {"LIKE", Reaction::like},
    {"LOVE", Reaction::love},
    {"WOW", Reaction::wow},
    {"HAHA", Reaction::haha},
    {"SORRY", Reaction::sad},
    {"ANGER", Reaction::angry},
    {"SUPPORT", Reaction::care},
});

// The icons' own names, the same in all languages from 2016 to 2020.
constexpr std::array kReactionIcons = std::to_array<std::pair<std::string_view, Reaction>>({
    {"_3j7l", Reaction::like},
    {"_3j7m", Reaction::love},
    {"_3j7n", Reaction::wow},
    {"_3j7o", Reaction::haha},
    {"_3j7q", Reaction::angry},
    {"_3j7r", Reaction::sad},
});

template <std::size_t kSize>
std::optional<Reaction> find_in(const std::array<std::pair<std::string_view, Reaction>, kSize>& table,
                                std::string_view key) {
  const auto* const found = std::ranges::find(table, key, &std::pair<std::string_view, Reaction>::first);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The reaction in "12 mil Me gusta" or "Îmi place: 54": a word behind the number and its unit, or before it.
std::optional<Reaction> reaction_in(std::string_view label, const Locale& locale) {
  const std::string words = folded(label);
  const std::string_view all = words;
  for (std::size_t space = all.find(' '); space != std::string_view::npos; space = all.find(' ', space + 1)) {
    if (const auto reaction = reaction_of_label(all.substr(space + 1), locale)) return reaction;
    const std::string_view before = all.substr(0, space);
    if (const auto reaction = reaction_of_label(before.substr(0, before.find(':')), locale)) return reaction;
  }
  return std::nullopt;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The digits behind `key` in a text, quoted or not: "target_fbid":"123".
std::string digits_behind(std::string_view text, std::string_view key) {
  const std::size_t at = text.find(key);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + key.size());
  const std::size_t from = rest.find_first_not_of("\":=_ ");
  if (from == std::string_view::npos) return {};
  return std::string(rest.substr(from, rest.find_first_not_of("0123456789", from) - from));
}

// The id that an input field of the form or an address of the reactions holds.
std::string id_in(const Tree& tree, NodeIndex node) {
  if (tree.tag(node) == Tag::input) {
    const std::string_view name = tree.attribute(node, Name::name);
    const std::string_view value = tree.attribute(node, Name::value);
    if (name == "ft_ent_identifier" && is_digits(value)) return std::string(value);
    if (name == "feedback_params") return digits_behind(value, "\"target_fbid\"");
  }
  if (tree.tag(node) != Tag::a) return {};
  const std::string_view href = tree.attribute(node, Name::href);
  const std::optional<std::string> id = query_parameter(href, "ft_ent_identifier");
  if (!id || is_digits(*id)) return id.value_or("");
  constexpr std::string_view kFeedbackId = "feedback:";  // "ZmVlZGJhY2s6MTIz" is "feedback:123"
  const std::string plain = from_base64(*id);
  const bool is_post = plain.starts_with(kFeedbackId) && is_digits(std::string_view(plain).substr(kFeedbackId.size()));
  return is_post ? plain.substr(kFeedbackId.size()) : std::string();
}

class FeedbackReader {
 public:
  FeedbackReader(const Page& page, const Landmarks& landmarks, Metadata& metadata)
      : page_(page), tree_(page.tree()), metadata_(metadata) {
    begin_ = landmarks.feedback;
    end_ = landmarks.feedback == kNoNode ? kNoNode : tree_.end(landmarks.root);
  }

  // Gives the post's id.
  std::string read() {
    if (begin_ == kNoNode) return {};
    for (NodeIndex node = begin_; node < end_;) {
      if (tree_.is_element(node) && (marks_of(tree_, node) & (kComment | kClutter)) != 0) {
        node = tree_.end(node);
      } else {
        visit(node);
        ++node;
      }
    }
    // Before there were reactions, every one was a like.
    if (like_sentence_ && !metadata_.reaction(Reaction::like)) {
      if (!metadata_.reactions_total) metadata_.reactions_total = like_sentence_;
      metadata_.reaction(Reaction::like) = metadata_.reactions_total;
    }
    return post_id_.empty() ? digits_behind(tree_.attribute(begin_, Name::class_), "live_") : post_id_;
  }

 private:
  void visit(NodeIndex node) {
    if (post_id_.empty()) post_id_ = id_in(tree_, node);
    const std::string_view testid = tree_.attribute(node, Name::data_testid);
    if (testid.starts_with(kTooltip)) tooltip_ = find_in(kReactionWords, testid.substr(kTooltip.size()));
    if (tree_.has_class(node, "UFILikeSentenceText")) read_like_sentence(node);
    if (tree_.tag(node) == Tag::i) note_bling_icon(tree_.attribute(node, Name::class_));
    if (tree_.has_class(node, "UFIBlingBoxText")) read_bling(node);
    if (tree_.tag(node) == Tag::a) visit_link(node, testid);
  }

  void visit_link(NodeIndex link, std::string_view testid) {
    const std::string_view href = tree_.attribute(link, Name::href);
    const std::string_view dialog = tree_.attribute(link, Name::ajaxify);
    const std::string_view tooltip = tree_.attribute(link, "data-tooltip-uri");
    if (holds(dialog, "shared_ad_id=")) metadata_.ad_id = query_parameter(dialog, "shared_ad_id").value_or("");
    if (holds(href, "/ufi/reaction/profile/") || holds(dialog, "/ufi/reaction/profile/")) {
      read_reactions(link, dialog);
    } else if (testid == "UFI2CommentsCount/root" || holds(tooltip, "/ufi/comment/") ||
               !tree_.attribute(link, "data-comment-prelude-ref").empty()) {
      note(metadata_.comments, link);
    } else if (testid == "UFI2SharesCount/root" || holds(tooltip, "/ufi/share/") || holds(href, "/shares/view") ||
               holds(dialog, "/shares/view")) {
      note(metadata_.shares, link);
    }
  }

  // A link to those who reacted: of one kind ("39k Like"), or of all, whose number stands beside the names that a
  // screen reader hears.
  void read_reactions(NodeIndex link, std::string_view dialog) {
    const bool one_kind = query_parameter(dialog, "reaction_type").has_value();
    const std::string label = one_kind && tree_.attribute(link, Name::aria_label).empty()
                                  ? visible_text(tree_, link)
                                  : std::string(tree_.attribute(link, Name::aria_label));
    const std::optional<Count> of_kind = read_count(label, page_.locale());
    if (of_kind) {
      if (const std::optional<Reaction> kind = kind_of(link, dialog, label)) metadata_.reaction(*kind) = of_kind;
      return;
    }
    tooltip_.reset();
    if (metadata_.reactions_total || one_kind) return;
    // It stands there twice: alone, and among the names.
    const NodeIndex number = tree_.find(link, tree_.end(link), [this](NodeIndex node) {
      return tree_.tag(node) == Tag::text && read_count(tree_[node].text, page_.locale()).has_value();
    });
    if (number != kNoNode) metadata_.reactions_total = read_count(tree_[number].text, page_.locale());
  }

  // Four witnesses of what the page counts there, those that need no words first.
  std::optional<Reaction> kind_of(NodeIndex link, std::string_view dialog, std::string_view label) {
    const std::optional<Reaction> tooltip = std::exchange(tooltip_, std::nullopt);
    if (const auto type = query_parameter(dialog, "reaction_type")) return find_in(kReactionTypes, *type);
    if (tooltip) return tooltip;
    for (const auto& [icon, reaction] : kReactionIcons) {
      const auto shows = [&, name = icon](NodeIndex node) { return tree_.has_class(node, name); };
      if (tree_.find(link, tree_.end(link), shows) != kNoNode) return reaction;
    }
    return reaction_in(label, page_.locale());
  }

  // "309 [icon] 23 [icon] 50 [icon]", each number behind its icon: 2013 to 2015.
  void note_bling_icon(std::string_view classes) {
    if (holds(classes, "UFIBlingBoxLikeIcon")) bling_ = &like_sentence_;
    if (holds(classes, "UFIBlingBoxCommentIcon")) bling_ = &metadata_.comments;
    if (holds(classes, "UFIBlingBoxReshareIcon")) bling_ = &metadata_.shares;
  }

  void read_bling(NodeIndex text) {
    if (bling_ != nullptr) *bling_ = read_count(visible_text(tree_, text), page_.locale());
    bling_ = nullptr;
  }

  // Each name in the sentence is one, and the link to the others says how many they are.
  void read_like_sentence(NodeIndex sentence) {
    if (like_sentence_) return;
    Count likes;
    for (NodeIndex node = sentence; node < tree_.end(sentence); ++node) {
      if (tree_.tag(node) != Tag::a) continue;
      const bool is_number = holds(tree_.attribute(node, Name::href), "/browse/likes") ||
                             holds(tree_.attribute(node, Name::ajaxify), "/browser/dialog/likes");
      const std::optional<Count> others =
          is_number ? read_count(visible_text(tree_, node), page_.locale()) : std::optional(Count{1, 1});
      if (!others) return;
      likes = {likes.value + others->value, std::max(likes.precision, others->precision)};
    }
    if (likes.value > 0) like_sentence_ = likes;
  }

  void note(std::optional<Count>& count, NodeIndex shown) {
    if (!count) count = read_count(visible_text(tree_, shown), page_.locale());
  }

  const Page& page_;
  const Tree& tree_;
  Metadata& metadata_;
  NodeIndex begin_ = kNoNode;
  NodeIndex end_ = kNoNode;
  std::string post_id_;
  std::optional<Reaction> tooltip_;        // of the element around the next link
  std::optional<Count> like_sentence_;     // from the sentence or from the box of numbers
  std::optional<Count>* bling_ = nullptr;  // what the next number of the box counts
};

}  // namespace

std::string read_feedback(const Page& page, const Landmarks& landmarks, Metadata& metadata) {
  return FeedbackReader(page, landmarks, metadata).read();
}

}  // namespace feedwitness::parser::legacy
