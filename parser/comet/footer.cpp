#include "parser/comet/footer.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "parser/grammar/counts.h"
#include "parser/locale.h"
#include "parser/text.h"

namespace feedwitness::parser::comet {
namespace {

// Strokes that only one icon has, of the drawings of 2020 and of 2023: they speak where the label's language is not
// known to us.
constexpr std::array<std::pair<std::string_view, Reaction>, 8> kIcons{{{"M12.162 7.338", Reaction::like},
                                                                       {"M7.3014 3.8662", Reaction::like},
                                                                       {"M10.473 4C8.275 4", Reaction::love},
                                                                       {"M7.9996 5.9081", Reaction::love},
                                                                       {"M13.6084 13.7029", Reaction::care},
                                                                       {"M3 8.008C3 10.023", Reaction::haha},
                                                                       {"M5.643 10.888C5.485", Reaction::wow},
                                                                       {"M3.599 8.8c0", Reaction::sad}}};

// "1.8K", "12 mil", "1,2 тыс.": a number and perhaps its unit, no sentence.
std::optional<Count> bare_number(const Page& page, std::string_view text) {
  constexpr std::size_t kLongest = 24;  // bytes
  const std::string label = folded(text);
  if (label.empty() || label.size() > kLongest) return std::nullopt;
  if (std::count(label.begin(), label.end(), ' ') > 1 || count_kind_of(label, page.locale())) return std::nullopt;
  return read_count(label, page.locale());
}

// "83 comments", "Bình luận: 83": the number stands at one end, or between a noun and its classifier ("ความคิดเห็น 83
// รายการ"). In "View 3 more comments" it does neither.
std::optional<Count> number_at_end(const Page& page, std::string_view label) {
  const Locale& locale = page.locale();
  const std::string_view first = label.substr(0, label.find(' '));
  const std::string_view rest = label.substr(std::min(first.size() + 1, label.size()));
  const bool at_end = read_count(first, locale) || read_count(label.substr(label.rfind(' ') + 1), locale);
  const bool behind_noun = count_kind_of(first, locale) == count_kind_of(label, locale) &&
                           read_count(rest.substr(0, rest.find(' ')), locale);
  return at_end || behind_noun ? read_count(label, locale) : std::nullopt;
}

std::optional<Reaction> reaction_of_icon(const Tree& tree, NodeIndex button) {
  for (NodeIndex node = button; node < tree.end(button); ++node) {
    if (tree.tag(node) != Tag::img) continue;
    const std::string_view source = tree.attribute(node, Name::src);
    for (const auto& [stroke, reaction] : kIcons) {
      if (source.find(stroke) != std::string_view::npos) return reaction;
    }
  }
  return std::nullopt;
}

// "Like: 36 people". The colon is full-width in Chinese.
std::optional<Reaction> reaction_of_words(const Page& page, std::string_view label) {
  for (const std::string_view colon : {":", "\uFF1A"}) {
    const std::size_t at = label.find(colon);
    if (at == std::string_view::npos) continue;
    const auto before = reaction_of_label(label.substr(0, at), page.locale());
    return before ? before : reaction_of_label(label.substr(at + colon.size()), page.locale());
  }
  return reaction_of_label(label, page.locale());
}

void read_toolbar(const Page& page, NodeIndex toolbar, Counts& counts) {
  const Tree& tree = page.tree();
  for (NodeIndex node = toolbar; node < tree.end(toolbar); ++node) {
    const std::string_view label = tree.attribute(node, Name::aria_label);
    if (label.empty() || tree.attribute(node, Name::role) == "toolbar") continue;
    const std::optional<Reaction> named = reaction_of_words(page, label);
    const std::optional<Reaction> reaction = named ? named : reaction_of_icon(tree, node);
    if (!reaction) continue;
    std::optional<Count>& count = counts.reactions[static_cast<std::size_t>(*reaction)];
    if (!count) count = read_count(label, page.locale());
  }
}

// The element around the labelled icons of the reactions; kNoNode where no icon has a label.
NodeIndex find_toolbar(const Tree& tree, const Layout& layout) {
  if (layout.toolbar != kNoNode) return layout.toolbar;
  constexpr NodeIndex kLevels = 4;
  NodeIndex bar = kNoNode;
  for (const Mark& mark : layout.marks) {
    if (mark.part != Part::reaction || mark.node < layout.body_end || mark.node >= layout.footer_end) continue;
    NodeIndex labelled = mark.node;
    for (NodeIndex level = 0; level < kLevels && !tree.has(labelled, Name::aria_label); ++level) {
      labelled = tree.parent(labelled);
    }
    if (!tree.has(labelled, Name::aria_label)) continue;
    if (bar == kNoNode) bar = labelled;
    while (!tree.contains(bar, labelled)) bar = tree.parent(bar);
  }
  return bar;
}

// The number beside the icons, in the first words behind them. It stands there twice, for eyes and for screen readers.
// kNoNode where there is none.
NodeIndex read_total(const Page& page, NodeIndex toolbar, Counts& counts) {
  const Tree& tree = page.tree();
  constexpr int kLevels = 4;
  NodeIndex outer = toolbar;
  for (int level = 0; level < kLevels && tree.parent(outer) != kNoNode; ++level) {
    outer = tree.parent(outer);
    bool words = false;
    for (NodeIndex node = tree.end(toolbar); node < tree.end(outer); ++node) {
      if (tree.tag(node) != Tag::text) continue;
      words |= !folded(tree[node].text).empty();
      counts.reactions_total = bare_number(page, tree[node].text);
      if (counts.reactions_total) return node;
    }
    if (words) break;
  }
  return kNoNode;
}

// Since 2025 the buttons themselves may bear the numbers.
void read_action(const Page& page, NodeIndex action, Counts& counts) {
  const Tree& tree = page.tree();
  const std::string_view role = tree.attribute(action, Name::data_ad_rendering_role);
  std::optional<Count>& count = role == "like_button"      ? counts.reactions_total
                                : role == "comment_button" ? counts.comments
                                                           : counts.shares;
  const NodeIndex button =
      tree.closest(action, [&tree](NodeIndex node) { return tree.attribute(node, Name::role) == "button"; });
  if (!count && button != kNoNode) count = bare_number(page, visible_text(tree, button));
}

// Reads the labels around the buttons in page order.
class Labels {
 public:
  Labels(const Page& page, const Layout& layout, NodeIndex toolbar, Counts& counts)
      : page_(page), layout_(layout), toolbar_(toolbar), counts_(counts) {}

  void read(NodeIndex total) {
    const Tree& tree = page_.tree();
    if (layout_.comments != kNoNode) {
      const std::string text = visible_text(tree, layout_.comments);
      counts_.comments = read_count(text, page_.locale());
    }
    for (const Mark& mark : layout_.marks) {
      if (mark.node < layout_.body_end || mark.node >= layout_.footer_end || !is_label(mark)) continue;
      if (total != kNoNode && tree.contains(mark.node, total)) continue;
      if (layout_.comments == mark.node) continue;
      hear(mark);
    }
  }

 private:
  bool is_label(const Mark& mark) const {
    const Tree& tree = page_.tree();
    if (toolbar_ != kNoNode && tree.contains(toolbar_, mark.node)) return false;
    return mark.part == Part::button || mark.part == Part::link || mark.part == Part::heading;
  }

  void hear(const Mark& mark) {
    constexpr std::size_t kLongest = 80;  // bytes
    const std::string text = folded(visible_text(page_.tree(), mark.node));
    if (text.empty() || text.size() > kLongest) return;
    if (const std::optional<CountKind> kind = count_kind_of(text, page_.locale())) {
      if (*kind == CountKind::comments && !counts_.comments) counts_.comments = number_at_end(page_, text);
      if (*kind == CountKind::shares && !counts_.shares) counts_.shares = number_at_end(page_, text);
      return;
    }
    if (mark.part != Part::heading) hear_bare(mark.node, bare_number(page_, text));
  }

  // Numbers without words beside icons: first the comments, then the shares. A post whose map names a counter of
  // comments that is not there has none. Icons of reactions without a toolbar around them have their number first.
  void hear_bare(NodeIndex node, std::optional<Count> number) {
    if (!number) return;
    if (toolbar_ == kNoNode && !counts_.reactions_total && follows_icon(node)) {
      counts_.reactions_total = number;
    } else if (!counts_.comments && !layout_.mapped) {
      counts_.comments = number;
    } else if (!counts_.shares) {
      counts_.shares = number;
    }
  }

  bool follows_icon(NodeIndex node) const {
    return std::any_of(layout_.marks.begin(), layout_.marks.end(), [&](const Mark& mark) {
      return mark.part == Part::reaction && mark.node >= layout_.body_end && mark.node < page_.tree().end(node);
    });
  }

  const Page& page_;
  const Layout& layout_;
  NodeIndex toolbar_;
  Counts& counts_;
};

}  // namespace

Counts read_counts(const Page& page, const Layout& layout) {
  Counts counts;
  NodeIndex total = kNoNode;
  if (layout.footer_end <= layout.body_end) return counts;
  const NodeIndex toolbar = find_toolbar(page.tree(), layout);
  if (toolbar != kNoNode) {
    read_toolbar(page, toolbar, counts);
    total = read_total(page, toolbar, counts);
  }
  Labels(page, layout, toolbar, counts).read(total);
  for (const Mark& mark : layout.marks) {
    if (mark.part == Part::action && mark.node >= layout.body_end) read_action(page, mark.node, counts);
  }
  return counts;
}

}  // namespace feedwitness::parser::comet
