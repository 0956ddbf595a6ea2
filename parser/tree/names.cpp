#include "parser/tree/names.h"

#include <array>
#include <cstddef>

#include "parser/tree/name_table.h"

namespace feedwitness::parser {

namespace {

// By Tag.
constexpr std::array<std::string_view, 62> kTags{
    "",       "",         "",       "",       "a",      "abbr",  "article",  "b",       "blockquote",
    "body",   "br",       "button", "canvas", "code",   "div",   "em",       "footer",  "form",
    "g",      "h1",       "h2",     "h3",     "h4",     "h5",    "h6",       "head",    "header",
    "hr",     "html",     "i",      "image",  "img",    "input", "label",    "li",      "link",
    "meta",   "noscript", "object", "ol",     "option", "p",     "script",   "section", "span",
    "strong", "style",    "svg",    "table",  "tbody",  "td",    "template", "text",    "textarea",
    "th",     "title",    "tr",     "u",      "ul",     "use",   "video",    "wbr"};

// By Name.
constexpr std::array<std::string_view, 53> kNames{"",
                                                  "ajaxify",
                                                  "alt",
                                                  "aria-busy",
                                                  "aria-describedby",
                                                  "aria-hidden",
                                                  "aria-label",
                                                  "aria-labelledby",
                                                  "aria-posinset",
                                                  "class",
                                                  "content",
                                                  "contenteditable",
                                                  "d",
                                                  "data-0",
                                                  "data-ad-comet-preview",
                                                  "data-ad-preview",
                                                  "data-ad-rendering-role",
                                                  "data-cursor",
                                                  "data-dedupekey",
                                                  "data-ft",
                                                  "data-gt",
                                                  "data-hovercard",
                                                  "data-insertion-position",
                                                  "data-lynx-mode",
                                                  "data-lynx-uri",
                                                  "data-mcomponent",
                                                  "data-pagelet",
                                                  "data-sigil",
                                                  "data-store",
                                                  "data-testid",
                                                  "data-timestamp",
                                                  "data-tooltip-content",
                                                  "data-utime",
                                                  "data-video-id",
                                                  "dir",
                                                  "height",
                                                  "hidden",
                                                  "href",
                                                  "id",
                                                  "lang",
                                                  "name",
                                                  "onmouseover",
                                                  "rel",
                                                  "role",
                                                  "src",
                                                  "style",
                                                  "target",
                                                  "title",
                                                  "type",
                                                  "value",
                                                  "viewbox",
                                                  "width",
                                                  "xlink:href"};

constexpr NameTable kTagTable{kTags};
constexpr NameTable kNameTable{kNames};

}  // namespace

// The tables follow the enumerations.
static_assert(kTags[static_cast<std::size_t>(Tag::a)] == "a" && kTags[static_cast<std::size_t>(Tag::wbr)] == "wbr");
static_assert(kTags.size() == static_cast<std::size_t>(Tag::wbr) + 1);
static_assert(kNames[static_cast<std::size_t>(Name::ajaxify)] == "ajaxify" &&
              kNames[static_cast<std::size_t>(Name::xlink_href)] == "xlink:href");
static_assert(kNames.size() == static_cast<std::size_t>(Name::xlink_href) + 1);

Tag tag_named(std::string_view name) {
  return static_cast<Tag>(kTagTable.find(name, static_cast<std::size_t>(Tag::other)));
}

Name attribute_named(std::string_view name) {
  return static_cast<Name>(kNameTable.find(name, static_cast<std::size_t>(Name::other)));
}

std::string_view written(Tag tag) { return kTags[static_cast<std::size_t>(tag)]; }

}  // namespace feedwitness::parser
