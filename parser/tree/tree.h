#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace feedwitness::parser {

class Arena;

// A page as the readers see it: flat arrays in document order (pre-order), made once and walked once.
//
// A node is named by its index. The subtree of `n` is the half-open range [n, tree[n].end): so "every descendant of n"
// is a counting loop, "is d inside n" is two comparisons, and document order is the order of numbers. All views point
// into the input or into the tree's own arena and live as long as the Tree.
using NodeIndex = std::uint32_t;
inline constexpr NodeIndex kNoNode = UINT32_MAX;

// clang-format off
// The elements that a reader asks for by name. Everything else is `other`.
enum class Tag : std::uint8_t {
  document, text, comment, other,
  a, abbr, article, b, blockquote, body, br, button, canvas, code, div, em, footer, form, g, h1, h2, h3, h4, h5, h6, head,
  header, hr, html, i, image, img, input, label, li, link, meta, noscript, object, ol, option, p, script, section, span,
  strong, style, svg, table, tbody, td, template_, text_element, textarea, th, title, tr, u, ul, use, video, wbr,
};

// The attributes that a reader asks for by name. Everything else is `other`, found by Attribute::raw_name.
enum class Name : std::uint8_t {
  other,
  ajaxify, alt, aria_busy, aria_describedby, aria_hidden, aria_label, aria_labelledby, aria_posinset, class_, content, contenteditable, d,
  data_0, data_ad_comet_preview, data_ad_preview, data_ad_rendering_role, data_cursor, data_dedupekey, data_ft, data_gt,
  data_hovercard, data_insertion_position, data_lynx_mode, data_lynx_uri, data_mcomponent, data_pagelet, data_sigil,
  data_store, data_testid, data_timestamp, data_tooltip_content, data_utime, data_video_id, dir, height, hidden, href, id,
  lang, name, onmouseover, rel, role, src, style, target, title, type, value, viewbox, width, xlink_href,
};
// clang-format on

static_assert(static_cast<unsigned>(Name::xlink_href) < 64, "Tree keeps one bit for each");

struct Attribute {
  Name name = Name::other;
  std::string_view raw_name;  // lower case, as written: "data-ft", "viewbox", "xlink:href"
  std::string_view value;     // decoded: no character references; never without data, even where it is empty
};

struct Node {
  Tag tag = Tag::other;
  std::uint16_t attribute_count = 0;
  NodeIndex parent = kNoNode;
  NodeIndex end = 0;  // one past the last descendant
  std::uint32_t first_attribute = 0;
  std::string_view text;  // of text and comment nodes; of `other` elements, their name in lower case
};

class Tree {
 public:
  Tree();
  ~Tree();
  Tree(Tree&&) noexcept;
  Tree& operator=(Tree&&) noexcept;

  NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }
  const Node& operator[](NodeIndex node) const { return nodes_[node]; }
  Tag tag(NodeIndex node) const { return nodes_[node].tag; }
  NodeIndex parent(NodeIndex node) const { return nodes_[node].parent; }
  NodeIndex end(NodeIndex node) const { return nodes_[node].end; }
  bool is_element(NodeIndex node) const { return nodes_[node].tag > Tag::comment || nodes_[node].tag == Tag::other; }
  bool contains(NodeIndex outer, NodeIndex inner) const { return outer <= inner && inner < nodes_[outer].end; }

  NodeIndex first_child(NodeIndex node) const { return node + 1 < nodes_[node].end ? node + 1 : kNoNode; }
  NodeIndex next_sibling(NodeIndex node) const {
    const NodeIndex parent = nodes_[node].parent;
    const NodeIndex next = nodes_[node].end;
    return parent != kNoNode && next < nodes_[parent].end ? next : kNoNode;
  }

  std::span<const Attribute> attributes(NodeIndex node) const {
    return std::span{attributes_}.subspan(nodes_[node].first_attribute, nodes_[node].attribute_count);
  }
  // The value of an attribute, an empty view when it is absent. has() tells an empty one from an absent one. Quick
  // where the page has none of this name at all: a page of one era has few names of the others.
  std::string_view attribute(NodeIndex node, Name name) const {
    return holds(name) ? value_of(node, name) : std::string_view{};
  }
  bool has(NodeIndex node, Name name) const { return holds(name) && value_of(node, name).data() != nullptr; }
  std::string_view attribute(NodeIndex node, std::string_view raw_name) const;

  // True when some element of the page has an attribute of this name.
  bool holds(Name name) const { return (names_ >> static_cast<unsigned>(name) & 1U) != 0; }

  // True when the class attribute holds `token`.
  bool has_class(NodeIndex node, std::string_view token) const;

  // The first node of [from, to) that `wanted` accepts; kNoNode when there is none.
  template <typename Predicate>
  NodeIndex find(NodeIndex from, NodeIndex to, Predicate wanted) const {
    for (NodeIndex node = from; node < to; ++node) {
      if (wanted(node)) return node;
    }
    return kNoNode;
  }

  // The nearest ancestor (not the node itself) that `wanted` accepts; kNoNode when there is none.
  template <typename Predicate>
  NodeIndex closest(NodeIndex node, Predicate wanted) const {
    for (node = parent(node); node != kNoNode && !wanted(node); node = parent(node)) {
    }
    return node;
  }

  // Element with this id, the first in document order; kNoNode when there is none. Linear: keep an index for many.
  NodeIndex by_id(std::string_view id) const;

 private:
  friend class TreeBuilder;

  // A view without data when it is absent.
  std::string_view value_of(NodeIndex node, Name name) const;

  std::uint64_t names_ = 0;  // one bit for each Name
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::unique_ptr<Arena> arena_;
};

// Builds the tree of a page or fragment with Gumbo, behind the linear guard of tree_guard.h. `html` must outlive the
// tree.
//
// Node 0 is the document. A page has its <html> element below, a fragment (no <html>, <head>, <body> or doctype) its
// own elements at once. Texts are never empty and never neighbours; white space is kept. The content of <code><!-- ...
// --></code> (legacy pages hide their posts so) is read as markup in its place. What is in <noscript> is left out:
// whoever has scripts never saw it, and browsers do not write it as markup.
//
// Errors: too_large, unsafe_html.
Result<Tree> build_tree(std::string_view html);

}  // namespace feedwitness::parser
