#include "parser/tree_names.h"

#include <array>
#include <cstddef>
#include <cstdint>

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
constexpr std::array<std::string_view, 52> kNames{"",
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

// A name's place in a table without collisions: its length and four of its letters tell all names apart under the right
// multiplier, which the compiler finds.
constexpr unsigned kPlaceBits = 9;

constexpr std::size_t place_of(std::string_view name, std::uint32_t multiplier) {
  const std::size_t size = name.size();
  std::uint32_t key = static_cast<std::uint32_t>(size);
  for (const std::size_t at : {std::size_t{0}, size / 2, size - (size > 1 ? 2 : 1), size - 1}) {
    key = key * 0x6F + static_cast<unsigned char>(name[at]);
  }
  return (key * multiplier) >> (32U - kPlaceBits);
}

struct NameTable {
  std::uint32_t multiplier = 0;
  std::array<std::uint8_t, std::size_t{1} << kPlaceBits> index{};

  template <std::size_t kSize>
  constexpr bool fill(const std::array<std::string_view, kSize>& names) {
    index = {};
    for (std::size_t i = 0; i < kSize; ++i) {
      if (names[i].empty()) continue;
      std::uint8_t& place = index[place_of(names[i], multiplier)];
      if (place != 0) return false;
      place = static_cast<std::uint8_t>(i);
    }
    return true;
  }

  template <std::size_t kSize>
  constexpr std::uint8_t find(std::string_view name, const std::array<std::string_view, kSize>& names) const {
    if (name.empty()) return 0;
    const std::uint8_t found = index[place_of(name, multiplier)];
    return names[found] == name ? found : 0;
  }
};

template <std::size_t kSize>
consteval NameTable table_of(const std::array<std::string_view, kSize>& names) {
  NameTable table;
  for (table.multiplier = 0x01000193U; !table.fill(names); table.multiplier += 0x3C6EF372U) {
  }
  return table;
}

constexpr NameTable kTagTable = table_of(kTags);
constexpr NameTable kNameTable = table_of(kNames);

}  // namespace

// The tables follow the enumerations.
static_assert(kTags[static_cast<std::size_t>(Tag::a)] == "a" && kTags[static_cast<std::size_t>(Tag::wbr)] == "wbr");
static_assert(kTags.size() == static_cast<std::size_t>(Tag::wbr) + 1);
static_assert(kNames[static_cast<std::size_t>(Name::ajaxify)] == "ajaxify" &&
              kNames[static_cast<std::size_t>(Name::xlink_href)] == "xlink:href");
static_assert(kNames.size() == static_cast<std::size_t>(Name::xlink_href) + 1);

Tag tag_named(std::string_view name) {
  const std::uint8_t found = kTagTable.find(name, kTags);
  return found == 0 ? Tag::other : static_cast<Tag>(found);
}

Name attribute_named(std::string_view name) { return static_cast<Name>(kNameTable.find(name, kNames)); }

std::string_view written(Tag tag) { return kTags[static_cast<std::size_t>(tag)]; }

}  // namespace feedwitness::parser
