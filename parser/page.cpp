#include "parser/page.h"

#include "parser/interface_language.h"

namespace feedwitness::parser {

namespace {

// Pages of the site write it as <html lang>; saved ones may have lost the root, and keep class "Locale_es_LA" on
// <body>.
std::string language_of(const Tree& tree, const Context& context) {
  constexpr std::string_view kLocaleClass = "Locale_";
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    const Tag tag = tree.tag(node);
    if (tag == Tag::html) {
      if (const std::string_view lang = tree.attribute(node, Name::lang); !lang.empty()) return std::string{lang};
    }
    if (tag == Tag::body || tag == Tag::div) {
      const std::string_view classes = tree.attribute(node, Name::class_);
      const std::size_t at = classes.find(kLocaleClass);
      if (at != std::string_view::npos) {
        const std::string_view rest = classes.substr(at + kLocaleClass.size());
        return std::string{rest.substr(0, rest.find_first_of(" \t\n"))};
      }
    }
    if (tag == Tag::body) break;
  }
  return !context.language.empty() ? context.language : interface_language(tree);
}

}  // namespace

Page::Page(const Tree& tree, const Context& context)
    : tree_(tree), context_(context), language_(language_of(tree, context)), locale_(&Locale::of(language_)) {
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    for (const Attribute& attribute : tree.attributes(node)) {
      if (attribute.name == Name::id && !attribute.value.empty()) ids_.try_emplace(attribute.value, node);
    }
  }
}

NodeIndex Page::by_id(std::string_view id) const {
  const auto found = ids_.find(id);
  return found == ids_.end() ? kNoNode : found->second;
}

}  // namespace feedwitness::parser
