#include "parser/tree/tree.h"

#include "parser/parse.h"
#include "parser/tree/arena.h"
#include "parser/tree/builder.h"
#include "parser/tree/gumbo.h"
#include "parser/tree/strict.h"

namespace feedwitness::parser {

namespace {

constexpr std::string_view kSpaces = " \t\n\f\r";

}  // namespace

Tree::Tree() = default;
Tree::~Tree() = default;
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(Tree&&) noexcept = default;

std::string_view Tree::value_of(NodeIndex node, Name name) const {
  for (const Attribute& attribute : attributes(node)) {
    if (attribute.name == name) return attribute.value;
  }
  return {};
}

std::string_view Tree::attribute(NodeIndex node, std::string_view raw_name) const {
  for (const Attribute& attribute : attributes(node)) {
    if (attribute.raw_name == raw_name) return attribute.value;
  }
  return {};
}

bool Tree::has_class(NodeIndex node, std::string_view token) const {
  if (token.empty()) return false;
  const std::string_view classes = attribute(node, Name::class_);
  for (std::size_t at = classes.find(token); at != std::string_view::npos; at = classes.find(token, at + 1)) {
    const std::size_t end = at + token.size();
    const bool starts = at == 0 || kSpaces.find(classes[at - 1]) != std::string_view::npos;
    const bool ends = end == classes.size() || kSpaces.find(classes[end]) != std::string_view::npos;
    if (starts && ends) return true;
  }
  return false;
}

NodeIndex Tree::by_id(std::string_view id) const {
  if (id.empty()) return kNoNode;
  return find(0, size(), [this, id](NodeIndex node) { return attribute(node, Name::id) == id; });
}

Result<Tree> build_tree(std::string_view html) {
  if (TreeBuilder strict; html.size() <= kHtmlLimit && build_strictly(html, strict)) return strict.finish();
  TreeBuilder builder;
  const auto built = build_with_gumbo(html, builder);
  if (!built) return built.error();
  return builder.finish();
}

}  // namespace feedwitness::parser
