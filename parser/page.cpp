#include "parser/page.h"

#include "parser/interface_language.h"

namespace feedwitness::parser {

namespace {

// Pages of the site write it as <html lang>; saved ones may have lost the root, and keep class "Locale_es_LA" on
// <body>.
std::string_view written_language(const Tree& tree) {
  constexpr std::string_view kLocaleClass = "Locale_";
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    const Tag tag = tree.tag(node);
    if (tag == Tag::html) {
      if (const std::string_view lang = tree.attribute(node, Name::lang); !lang.empty()) return lang;
    }
    if (tag == Tag::body || tag == Tag::div) {
      const std::string_view classes = tree.attribute(node, Name::class_);
      const std::size_t at = classes.find(kLocaleClass);
      if (at != std::string_view::npos) {
        const std::string_view rest = classes.substr(at + kLocaleClass.size());
        return rest.substr(0, rest.find_first_of(" \t\n"));
      }
    }
    if (tag == Tag::body) break;
  }
  return {};
}

// "<!-- saved from url=(0025)https://www.facebook.com/ -->", as browsers write it in front of a page that they save.
std::string_view saved_from(std::string_view comment) {
  constexpr std::string_view kMark = "saved from url=(";
  const std::size_t at = comment.find(kMark);
  if (at == std::string_view::npos) return {};
  const std::size_t close = comment.find(')', at);
  if (close == std::string_view::npos) return {};
  const std::string_view url = comment.substr(close + 1);
  return url.substr(0, url.find_first_of(" \t\r\n"));
}

// In front of the page, or in its head.
std::string_view own_address(const Tree& tree) {
  for (NodeIndex node = 0; node < tree.size() && tree.tag(node) != Tag::body; ++node) {
    std::string_view url;
    if (tree.tag(node) == Tag::comment) url = saved_from(tree[node].text);
    if (tree.tag(node) == Tag::link && tree.attribute(node, Name::rel) == "canonical") {
      url = tree.attribute(node, Name::href);
    }
    if (tree.tag(node) == Tag::meta && tree.attribute(node, "property") == "og:url") {
      url = tree.attribute(node, Name::content);
    }
    if (!url.empty()) return url;
    if (tree.tag(node) == Tag::div) break;
  }
  return {};
}

}  // namespace

Page::Page(const Tree& tree, const Context& context)
    : tree_(tree), context_(context), url_(context.url.empty() ? own_address(tree) : context.url) {
  language_ = written_language(tree);
  if (language_.empty()) language_ = context.language;
  if (language_.empty()) language_ = interface_language(tree);
  locale_ = &Locale::of(language_);
  if (!locale_->language().empty()) language_ = locale_->language();
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
