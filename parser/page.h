#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <vector>

#include "parser/locale.h"
#include "parser/parse.h"
#include "parser/record.h"
#include "parser/tree/tree.h"

namespace feedwitness::parser {

// A tree with what is needed everywhere to read it: the outside knowledge, the interface's language and the ids.
class Page {
 public:
  Page(const Tree& tree, const Context& context);

  const Tree& tree() const { return tree_; }
  const Context& context() const { return context_; }
  const Locale& locale() const { return *locale_; }
  // Of the interface: "en", "pt", "zh-Hant"; as written where no such locale is known. Empty when nothing tells it.
  const std::string& language() const { return language_; }
  // The page's address: what the context says, else what the page says of itself. Empty when neither does.
  const std::string& url() const { return url_; }

  // The element that bears this id; kNoNode when the page holds none.
  NodeIndex by_id(std::string_view id) const;

  // What `make` finds in the whole page, made when the first post asks and kept for the next. One answer per type.
  template <typename Found>
  const Found& once(Found (*make)(const Page&)) const {
    std::shared_ptr<const void>& answer = answers_[typeid(Found)];
    if (!answer) answer = std::make_shared<const Found>(make(*this));
    return *static_cast<const Found*>(answer.get());
  }

 private:
  const Tree& tree_;
  const Context& context_;
  std::string url_;
  std::string language_;
  const Locale* locale_;
  std::unordered_map<std::string_view, NodeIndex> ids_;
  mutable std::unordered_map<std::type_index, std::shared_ptr<const void>> answers_;
};

// How one era of the site's markup is read. Each gives one Reader and is named once, in the table of
// parse.cpp.
struct Reader {
  Era era = Era::unknown;
  // True when the page is written in this era's markup.
  bool (*recognises)(const Page& page) = nullptr;
  // The roots of everything that stands where a post stands, in page order: no comments, chat, right column,
  // placeholders, decoys, suggestions.
  std::vector<NodeIndex> (*posts)(const Page& page) = nullptr;
  // Reads one of them. `order` is the caller's to fill, and `html`, where the reader leaves it empty: excerpt.h says
  // what it keeps. nullopt: on a closer look it is no post.
  std::optional<Impression> (*read)(const Page& page, NodeIndex post) = nullptr;
  // Posts that the page holds as data alone, never drawn. Asked when there are no others. `html` is the reader's to
  // fill.
  std::vector<Impression> (*undrawn)(const Page& page) = nullptr;
  // True for the root of what other people wrote under a post and of the forms to write there: not kept in its html.
  bool (*is_comment)(const Tree& tree, NodeIndex node) = nullptr;
};

}  // namespace feedwitness::parser
