#include "parser/excerpt.h"

#include <algorithm>
#include <vector>

#include "parser/text.h"

namespace feedwitness::parser {

namespace {

// A label is a few words; whatever is larger is no label.
constexpr NodeIndex kLabelNodes = 64;
constexpr std::size_t kLabelSize = 4096;

using IsComment = bool (*)(const Tree& tree, NodeIndex node);

bool is_left_out(const Tree& tree, NodeIndex node, IsComment is_comment) {
  switch (tree.tag(node)) {
    case Tag::comment:
    case Tag::noscript:
    case Tag::script:
    case Tag::style: return true;
    case Tag::text: return false;
    default: return is_typed_into(tree, node) || (is_comment != nullptr && is_comment(tree, node));
  }
}

// The elements outside of the post that an attribute refers to, as a list of ids or as "#id".
void add_targets(const Page& page, const Attribute& attribute, NodeIndex post, std::vector<NodeIndex>& targets) {
  std::string_view ids = attribute.value;
  if (attribute.name == Name::xlink_href || attribute.name == Name::href) {
    if (!ids.starts_with('#')) return;
    ids.remove_prefix(1);
  } else if (attribute.name != Name::aria_labelledby && attribute.name != Name::aria_describedby) {
    return;
  }
  while (!ids.empty()) {
    const std::string_view id = ids.substr(0, ids.find(' '));
    ids.remove_prefix(std::min(id.size() + 1, ids.size()));
    const NodeIndex target = page.by_id(id);
    if (target == kNoNode || page.tree().contains(post, target) || page.tree().contains(target, post)) continue;
    if (page.tree().end(target) - target <= kLabelNodes) targets.push_back(target);
  }
}

}  // namespace

std::string excerpt_of(const Page& page, NodeIndex post, IsComment is_comment) {
  const Tree& tree = page.tree();
  std::vector<NodeIndex> targets;
  std::string html = serialise(tree, post, [&](NodeIndex node) {
    if (node != post && is_left_out(tree, node, is_comment)) return true;
    for (const Attribute& attribute : tree.attributes(node)) add_targets(page, attribute, post, targets);
    return false;
  });

  std::sort(targets.begin(), targets.end());
  NodeIndex written = 0;  // up to here: a label inside of a label is there already
  for (const NodeIndex target : targets) {
    if (target < written) continue;
    written = tree.end(target);
    const std::string label = serialise(tree, target);
    if (label.size() <= kLabelSize) html.append("<div hidden>").append(label).append("</div>");
  }
  return html;
}

}  // namespace feedwitness::parser
