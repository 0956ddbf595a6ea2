#include "parser/tree/builder.h"

#include <limits>
#include <utility>

#include "parser/tree/names.h"

namespace feedwitness::parser {

TreeBuilder::TreeBuilder() {
  append(Tag::document, {});
  tree_.nodes_.front().parent = kNoNode;
}

void TreeBuilder::expect(std::size_t html_size) {
  constexpr std::size_t kBytesPerNode = 48;
  constexpr std::size_t kBytesPerAttribute = 40;
  tree_.nodes_.reserve(html_size / kBytesPerNode + 8);
  tree_.attributes_.reserve(html_size / kBytesPerAttribute + 8);
}

std::string_view TreeBuilder::keep(std::string_view text) {
  if (!tree_.arena_) tree_.arena_ = std::make_unique<Arena>();
  return tree_.arena_->keep(text);
}

NodeIndex TreeBuilder::append(Tag tag, std::string_view text) {
  const NodeIndex index = tree_.size();
  Node& node = tree_.nodes_.emplace_back();
  node.tag = tag;
  node.parent = current_;
  node.end = index + 1;
  node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
  node.text = text;
  return index;
}

void TreeBuilder::open(std::string_view name) {
  const Tag tag = tag_named(name);
  current_ = append(tag, tag == Tag::other ? name : std::string_view{});
}

void TreeBuilder::attribute(std::string_view raw_name, std::string_view value) {
  std::uint16_t& count = tree_.nodes_[current_].attribute_count;
  if (count == std::numeric_limits<std::uint16_t>::max()) return;
  ++count;
  const Name name = attribute_named(raw_name);
  tree_.names_ |= std::uint64_t{1} << static_cast<unsigned>(name);
  tree_.attributes_.push_back({name, raw_name, value.data() == nullptr ? std::string_view{""} : value});
}

void TreeBuilder::close() {
  Node& node = tree_.nodes_[current_];
  node.end = tree_.size();
  current_ = node.parent;
}

void TreeBuilder::leaf(Tag tag, std::string_view text) {
  if (!text.empty() || tag == Tag::comment) append(tag, text);
}

Tree TreeBuilder::finish() {
  tree_.nodes_.front().end = tree_.size();
  return std::move(tree_);
}

}  // namespace feedwitness::parser
