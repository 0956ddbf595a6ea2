#include "parser/comet/label.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

#include "parser/comet/order.h"
#include "parser/text.h"

namespace feedwitness::parser::comet {
namespace {

// Fewer single letters than this in a row occur in honest markup.
constexpr int kScrambledFrom = 5;

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n\f");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n\f") - from + 1);
}

// The value of one property of a style attribute; empty when it is not declared.
std::string_view declared(std::string_view style, std::string_view property) {
  while (!style.empty()) {
    const std::string_view declaration = style.substr(0, style.find(';'));
    const std::size_t colon = declaration.find(':');
    if (colon != std::string_view::npos && trimmed(declaration.substr(0, colon)) == property) {
      return trimmed(declaration.substr(colon + 1));
    }
    style.remove_prefix(std::min(declaration.size() + 1, style.size()));
  }
  return {};
}

bool is_letter_element(const Tree& tree, NodeIndex node) {
  constexpr std::array kTags{Tag::span, Tag::b, Tag::i, Tag::div};
  return std::find(kTags.begin(), kTags.end(), tree.tag(node)) != kTags.end();
}

// The text of a subtree, whatever its styles say; nullopt as soon as it is longer than `limit` bytes.
std::optional<std::string_view> short_text(const Tree& tree, NodeIndex node, std::size_t limit) {
  std::string_view text;
  for (NodeIndex inner = node + 1; inner < tree.end(node); ++inner) {
    if (tree.tag(inner) != Tag::text) continue;
    if (!text.empty() || tree[inner].text.size() > limit) return std::nullopt;
    text = tree[inner].text;
  }
  return text;
}

bool is_utf8_start(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

// A letter with its marks: at most two code points.
std::optional<std::string_view> letter_of(const Tree& tree, NodeIndex node) {
  constexpr std::size_t kTwoCodePoints = 8;
  if (!is_letter_element(tree, node)) return std::nullopt;
  const std::optional<std::string_view> text = short_text(tree, node, kTwoCodePoints);
  if (!text || std::count_if(text->begin(), text->end(), is_utf8_start) > 2) return std::nullopt;
  return text;
}

// True when every class is a StyleX hash ("x1n2onr6"); the classes that hide decoys are not.
bool all_hashes(std::string_view classes) {
  while (!(classes = trimmed(classes)).empty()) {
    const std::string_view token = classes.substr(0, classes.find_first_of(" \t\r\n\f"));
    const bool hash =
        token.size() > 1 && token.front() == 'x' && std::all_of(token.begin(), token.end(), [](char letter) {
          return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
        });
    if (!hash) return false;
    classes.remove_prefix(token.size());
  }
  return true;
}

std::optional<int> order_of(const Tree& tree, NodeIndex node) {
  const std::string_view inline_order = declared(tree.attribute(node, Name::style), "order");
  int order = 0;
  if (!inline_order.empty()) {
    const auto [end, error] = std::from_chars(inline_order.data(), inline_order.data() + inline_order.size(), order);
    return error == std::errc() ? std::optional(order) : std::nullopt;
  }
  return order_of_classes(tree.attribute(node, Name::class_));
}

std::optional<std::string> in_order(const Tree& tree, NodeIndex wrapper) {
  const bool hashed = all_hashes(tree.attribute(wrapper, Name::class_));
  std::vector<std::pair<int, std::string_view>> letters;
  int unordered = 0;
  for (NodeIndex child = tree.first_child(wrapper); child != kNoNode; child = tree.next_sibling(child)) {
    if (!tree.is_element(child)) continue;  // white space: a flex box shows none
    if (is_hidden_style(tree.attribute(child, Name::style))) continue;
    if (hashed && !all_hashes(tree.attribute(child, Name::class_))) continue;
    const std::optional<int> order = order_of(tree, child);
    unordered += order ? 0 : 1;
    letters.emplace_back(order.value_or(0), letter_of(tree, child).value_or(""));
  }
  // All without an order stand as they are written. Some without: the style sheet has orders that we do not know.
  if (unordered != 0 && static_cast<std::size_t>(unordered) != letters.size()) return std::nullopt;
  std::stable_sort(letters.begin(), letters.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  std::string text;
  for (const auto& [order, letter] : letters) text += letter;
  return text;
}

std::string as_written(const Tree& tree, NodeIndex wrapper) {
  std::string text;
  for (NodeIndex child = tree.first_child(wrapper); child != kNoNode; child = tree.next_sibling(child)) {
    if (tree.tag(child) == Tag::text) {
      text += tree[child].text;
    } else if (!is_hidden_style(tree.attribute(child, Name::style))) {
      text += letter_of(tree, child).value_or("");
    }
  }
  return text;
}

// All texts below `node`, also those of drawings.
std::string raw_text(const Tree& tree, NodeIndex node) {
  std::string text;
  for (NodeIndex inner = node; inner < tree.end(node); ++inner) {
    if (tree.tag(inner) == Tag::text) text += tree[inner].text;
  }
  return folded(text);
}

bool shows_something(const Tree& tree, NodeIndex node) {
  return tree.find(node + 1, tree.end(node), [&tree](NodeIndex inner) {
    constexpr std::array kVisible{Tag::svg, Tag::canvas, Tag::img, Tag::use};
    const Tag tag = tree.tag(inner);
    return tag == Tag::text ? !trimmed(tree[inner].text).empty()
                            : std::find(kVisible.begin(), kVisible.end(), tag) != kVisible.end();
  }) != kNoNode;
}

void hear(std::vector<Reading>& readings, std::string_view signal, std::string text) {
  if (!text.empty()) readings.push_back({signal, std::move(text)});
}

// What the element with this id, somewhere in the page, says. A label is a few words; whatever is larger is no label.
std::string referred_text(const Page& page, std::string_view id) {
  constexpr NodeIndex kNodes = 64;
  constexpr std::size_t kBytes = 256;
  const Tree& tree = page.tree();
  const NodeIndex target = page.by_id(id.substr(0, id.find(' ')));
  if (target == kNoNode || tree.end(target) - target > kNodes) return {};
  std::string text = raw_text(tree, target);
  return text.size() > kBytes ? std::string() : text;
}

}  // namespace

bool is_labelled(const Tree& tree, NodeIndex node) {
  const Tag tag = tree.tag(node);
  return (tag == Tag::a || tag == Tag::span || tag == Tag::div) && tree.has(node, Name::aria_label);
}

bool is_hidden_style(std::string_view style) {
  return !style.empty() && (declared(style, "display") == "none" || declared(style, "position") == "absolute" ||
                            declared(style, "visibility") == "hidden" || declared(style, "opacity") == "0" ||
                            declared(style, "font-size") == "0");
}

bool is_scrambled(const Tree& tree, NodeIndex node) {
  int letters = 0;
  for (NodeIndex child = tree.first_child(node); child != kNoNode; child = tree.next_sibling(child)) {
    if (!tree.is_element(child)) continue;
    const std::optional<std::string_view> letter = letter_of(tree, child);
    if (!letter) return false;
    letters += letter->empty() ? 0 : 1;
  }
  return letters >= kScrambledFrom;
}

std::optional<std::string> unscrambled(const Tree& tree, NodeIndex node) {
  if (!is_scrambled(tree, node)) return std::nullopt;
  const bool flex = declared(tree.attribute(node, Name::style), "display").ends_with("flex");
  const std::optional<std::string> text = flex ? in_order(tree, node) : as_written(tree, node);
  return text ? std::optional(folded(*text)) : std::nullopt;
}

std::vector<Reading> read_label(const Page& page, NodeIndex node) {
  const Tree& tree = page.tree();
  std::vector<Reading> readings;
  bool plain = true;
  for (NodeIndex inner = node; inner < tree.end(node); ++inner) {
    if (!tree.is_element(inner)) continue;
    if (tree.tag(inner) == Tag::use) {
      std::string_view reference = tree.attribute(inner, Name::xlink_href);
      if (reference.empty()) reference = tree.attribute(inner, Name::href);  // SVG 2
      if (reference.starts_with('#')) hear(readings, "label-drawing", referred_text(page, reference.substr(1)));
      continue;
    }
    if (is_labelled(tree, inner)) hear(readings, "label-aria", folded(tree.attribute(inner, Name::aria_label)));
    const std::string_view reference = tree.attribute(inner, Name::aria_labelledby);
    if (!reference.empty() && shows_something(tree, inner)) {
      hear(readings, "label-table", referred_text(page, reference));
    }
    if (is_scrambled(tree, inner)) {
      plain = false;
      hear(readings, "label-letters", unscrambled(tree, inner).value_or(""));
      inner = tree.end(inner) - 1;
    }
  }
  if (plain) hear(readings, "label-text", folded(visible_text(tree, node)));
  return readings;
}

}  // namespace feedwitness::parser::comet
