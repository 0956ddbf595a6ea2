#pragma once

#include <cstddef>
#include <string_view>

#include "parser/tree/arena.h"
#include "parser/tree/tree.h"

namespace feedwitness::parser {

// Makes a Tree in document order. Views that are handed in must live as long as the tree; keep() makes one live so.
class TreeBuilder {
 public:
  TreeBuilder();

  // Makes room for the nodes of an html of this size, as pages of the site have them.
  void expect(std::size_t html_size);
  std::string_view keep(std::string_view text);

  // `name` is lower case.
  void open(std::string_view name);
  // Of the element just opened.
  void attribute(std::string_view raw_name, std::string_view value);
  void close();
  void text(std::string_view text) { leaf(Tag::text, text); }
  void comment(std::string_view text) { leaf(Tag::comment, text); }

  Tag current_tag() const { return tree_.nodes_[current_].tag; }
  Tree finish();

 private:
  NodeIndex append(Tag tag, std::string_view text);
  void leaf(Tag tag, std::string_view text);

  Tree tree_;
  NodeIndex current_ = 0;
};

}  // namespace feedwitness::parser
