#include "parser/comet/posts.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "parser/comet/header.h"
#include "parser/comet/layout.h"
#include "parser/locale.h"

namespace feedwitness::parser::comet {
namespace {

// Where no post is, whatever it looks like: the right column is the last of them, for beside an open photo it holds the
// post.
constexpr std::array<std::string_view, 4> kElsewhere{"banner", "navigation", "contentinfo", "complementary"};

bool is_heading(const Tree& tree, NodeIndex node) {
  return (tree.tag(node) >= Tag::h2 && tree.tag(node) <= Tag::h5) ||
         tree.attribute(node, Name::data_ad_rendering_role) == "profile_name";
}

bool names_author(const Tree& tree, NodeIndex node) {
  return tree.is_element(node) && is_heading(tree, node) &&
         (tree.has(node, Name::data_ad_rendering_role) || find_author(tree, node) != kNoNode);
}

// A post names its author in a heading; placeholders have no heading, comments and suggestions no name in theirs.
bool has_author(const Tree& tree, NodeIndex root) {
  for (NodeIndex node = root + 1; node < tree.end(root); ++node) {
    if (names_author(tree, node)) return true;
    if (tree.is_element(node) && is_foreign(tree, node)) node = tree.end(node) - 1;
  }
  return false;
}

bool is_mapped(const Tree& tree, NodeIndex node) {
  const std::string_view role = tree.attribute(node, Name::role);
  if (role == "article") return true;
  return role.empty() && (tree.has(node, Name::aria_posinset) ||
                          (tree.has(node, Name::aria_labelledby) && tree.has(node, Name::aria_describedby)));
}

// The map names a heading. An anonymous author has no link in it.
bool is_headed(const Page& page, NodeIndex root) {
  const NodeIndex heading = page.by_id(page.tree().attribute(root, Name::aria_labelledby));
  return heading != kNoNode && page.tree().contains(root, heading) && is_heading(page.tree(), heading);
}

bool is_unit(const Tree& tree, NodeIndex node) {
  if (tree.attribute(node, Name::data_pagelet).starts_with("FeedUnit")) return true;
  const NodeIndex parent = tree.parent(node);
  return parent != kNoNode && tree.attribute(parent, Name::role) == "feed";
}

bool is_comment(const Page& page, NodeIndex node) {
  const std::string_view label = page.tree().attribute(node, Name::aria_label);
  return !label.empty() && is_comment_label(label, page.locale());
}

bool is_footer(const Tree& tree, NodeIndex node) {
  const std::string_view role = tree.attribute(node, Name::role);
  if (role == "toolbar" || (role == "presentation" && tree.tag(node) == Tag::form)) return true;
  return tree.attribute(node, Name::data_ad_rendering_role).ends_with("_button");
}

// Where a post stops growing: the page's own frame.
bool is_frame(const Tree& tree, NodeIndex node) {
  if (node == kNoNode) return true;
  const Tag tag = tree.tag(node);
  if (tag == Tag::document || tag == Tag::html || tag == Tag::body) return true;
  const std::string_view role = tree.attribute(node, Name::role);
  return role == "main" || role == "feed" || role == "dialog" || role == "complementary";
}

class Finder {
 public:
  explicit Finder(const Page& page) : page_(page), tree_(page.tree()) {}

  std::vector<NodeIndex> find() {
    walk(kElsewhere, [this](NodeIndex node) { return root_of_marked(node); });
    const std::span beside_photo = std::span(kElsewhere).first<3>();
    if (posts_.empty()) walk(beside_photo, [this](NodeIndex node) { return root_of_plain(node); });
    return std::move(posts_);
  }

 private:
  // Looks at every element of the page that is not yet part of a post.
  template <typename RootOf>
  void walk(std::span<const std::string_view> roles_elsewhere, RootOf root_of) {
    for (NodeIndex node = 0; node < tree_.size(); ++node) {
      if (!tree_.is_element(node)) continue;
      const std::string_view role = tree_.attribute(node, Name::role);
      const bool elsewhere = std::find(roles_elsewhere.begin(), roles_elsewhere.end(), role) != roles_elsewhere.end();
      const NodeIndex root = elsewhere ? kNoNode : root_of(node);
      if (root != kNoNode) posts_.push_back(root);
      if (root != kNoNode || elsewhere) node = tree_.end(root != kNoNode ? root : node) - 1;
    }
  }

  // The post that begins with this element, or whose author it names; kNoNode when it tells nothing.
  NodeIndex root_of_marked(NodeIndex node) const {
    const bool article = tree_.attribute(node, Name::role) == "article";
    if (is_mapped(tree_, node) || is_unit(tree_, node)) {
      return is_post(node) && (article || !holds_article(node)) ? node : kNoNode;
    }
    if (tree_.attribute(node, Name::data_ad_rendering_role) == "profile_name") return grown(node);
    return kNoNode;
  }

  // The same for markup without any roles: a heading with an author, and a subtitle that only a post has.
  NodeIndex root_of_plain(NodeIndex node) const {
    if (!names_author(tree_, node)) return kNoNode;
    return is_telling(read_subtitle(page_, find_subtitle(tree_, 0, node))) ? grown(node) : kNoNode;
  }

  bool is_post(NodeIndex node) const {
    return !is_comment(page_, node) && (has_author(tree_, node) || is_headed(page_, node));
  }

  // The post of a frame that is not one itself.
  bool holds_article(NodeIndex frame) const {
    return tree_.find(frame + 1, tree_.end(frame), [this](NodeIndex node) {
      return tree_.is_element(node) && is_mapped(tree_, node) && is_post(node);
    }) != kNoNode;
  }

  // The element around a heading that holds the footer of the same post, and nothing before it or after it that is not
  // of this post.
  NodeIndex grown(NodeIndex heading) const {
    NodeIndex root = heading;
    bool footer = false;
    for (NodeIndex outer = tree_.parent(root); !is_frame(tree_, outer); outer = tree_.parent(root)) {
      if (footer && (adds_before(outer, root) || adds_author(outer, root))) break;
      footer = footer || tree_.find(tree_.end(root), tree_.end(outer), [this](NodeIndex node) {
        return tree_.is_element(node) && is_footer(tree_, node);
      }) != kNoNode;
      root = outer;
    }
    return root;
  }

  bool adds_before(NodeIndex outer, NodeIndex root) const {
    return tree_.find(outer + 1, root, [this](NodeIndex node) {
      return tree_.tag(node) == Tag::text || tree_.tag(node) == Tag::a;
    }) != kNoNode;
  }

  bool adds_author(NodeIndex outer, NodeIndex root) const {
    return tree_.find(tree_.end(root), tree_.end(outer),
                      [this](NodeIndex node) { return names_author(tree_, node); }) != kNoNode;
  }

  const Page& page_;
  const Tree& tree_;
  std::vector<NodeIndex> posts_;
};

}  // namespace

std::vector<NodeIndex> find_posts(const Page& page) { return Finder(page).find(); }

}  // namespace feedwitness::parser::comet
