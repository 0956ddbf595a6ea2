#include "parser/scrub/scrub.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "parser/mhtml.h"
#include "parser/scrub/values.h"
#include "parser/scrub/words.h"
#include "parser/text.h"
#include "parser/tree/builder.h"
#include "parser/tree/names.h"

namespace feedwitness::parser {
namespace {

// What an attribute holds.
enum class Holds : std::uint8_t { the_sites_own, ids, words, address, style, anything };

struct Content {
  std::string_view name;
  Holds holds;
};

// Names that end in '-' stand for all that begin so. What is not listed may hold anything.
constexpr std::array kAttributes{
    Content{"class", Holds::the_sites_own},
    Content{"role", Holds::the_sites_own},
    Content{"type", Holds::the_sites_own},
    Content{"rel", Holds::the_sites_own},
    Content{"dir", Holds::the_sites_own},
    Content{"lang", Holds::the_sites_own},
    Content{"property", Holds::the_sites_own},
    Content{"http-equiv", Holds::the_sites_own},
    Content{"charset", Holds::the_sites_own},
    Content{"target", Holds::the_sites_own},
    Content{"d", Holds::the_sites_own},
    Content{"viewbox", Holds::the_sites_own},
    Content{"fill", Holds::the_sites_own},
    Content{"xmlns", Holds::the_sites_own},
    Content{"xmlns:xlink", Holds::the_sites_own},
    Content{"data-ad-", Holds::the_sites_own},
    Content{"data-visualcompletion", Holds::the_sites_own},
    Content{"data-testid", Holds::ids},  // "left_nav_item_The Harbour Choir"
    Content{"data-sigil", Holds::the_sites_own},
    Content{"data-pagelet", Holds::the_sites_own},
    Content{"data-mcomponent", Holds::the_sites_own},
    Content{"aria-hidden", Holds::the_sites_own},
    Content{"aria-haspopup", Holds::the_sites_own},
    Content{"id", Holds::ids},
    Content{"for", Holds::ids},
    Content{"name", Holds::ids},
    Content{"aria-labelledby", Holds::ids},
    Content{"aria-describedby", Holds::ids},
    Content{"aria-controls", Holds::ids},
    Content{"aria-owns", Holds::ids},
    Content{"alt", Holds::words},
    Content{"title", Holds::words},
    Content{"aria-label", Holds::words},
    Content{"placeholder", Holds::words},
    Content{"data-tooltip-content", Holds::words},
    Content{"href", Holds::address},
    Content{"xlink:href", Holds::address},
    Content{"src", Holds::address},
    Content{"action", Holds::address},
    Content{"poster", Holds::address},
    Content{"ajaxify", Holds::address},
    Content{"data-lynx-uri", Holds::address},
    Content{"data-hovercard", Holds::address},
    Content{"data-uri", Holds::address},
    Content{"style", Holds::style},
};

Holds held_by(std::string_view name) {
  const auto* const found = std::ranges::find_if(kAttributes, [name](const Content& content) {
    return content.name == name || (content.name.ends_with('-') && name.starts_with(content.name));
  });
  return found == kAttributes.end() ? Holds::anything : found->holds;
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Copies a tree with other values.
class Scrubber {
 public:
  Scrubber(const Tree& tree, const Disguise& disguise) : tree_(tree), disguise_(disguise) {}

  Tree copy() {
    std::vector<NodeIndex> open;
    for (NodeIndex node = 1; node < tree_.size(); ++node) {
      for (; !open.empty() && node >= tree_.end(open.back()); open.pop_back()) builder_.close();
      switch (tree_.tag(node)) {
        case Tag::text: builder_.text(builder_.keep(text(node))); break;
        case Tag::comment: builder_.comment(builder_.keep(comment(tree_[node].text))); break;
        default: element(node); open.push_back(node);
      }
    }
    for (; !open.empty(); open.pop_back()) builder_.close();
    return builder_.finish();
  }

 private:
  void element(NodeIndex node) {
    builder_.open(tree_.tag(node) == Tag::other ? tree_[node].text : written(tree_.tag(node)));
    for (const Attribute& attribute : tree_.attributes(node)) {
      builder_.attribute(attribute.raw_name, builder_.keep(value(attribute.raw_name, attribute.value)));
    }
  }

  std::string value(std::string_view name, std::string_view plain) const {
    if (letters_in(plain) <= 1) return std::string(plain);
    switch (held_by(name)) {
      case Holds::the_sites_own: return std::string(plain);
      case Holds::ids: return disguise_.token(plain);
      case Holds::words: return scrub_text(plain, disguise_);
      case Holds::address: return scrub_address(plain, disguise_);
      case Holds::style: return scrub_style(plain, disguise_);
      case Holds::anything: break;
    }
    return name.starts_with("on") ? scrub_data(plain, disguise_) : scrub_any(plain, disguise_);
  }

  // One letter, or a piece of a label that is cut into letters, gives nobody away.
  std::string text(NodeIndex node) const {
    constexpr std::size_t kLongestPiece = 3;
    const std::string_view plain = tree_[node].text;
    const NodeIndex parent = tree_.parent(node);
    if (parent != kNoNode && tree_.tag(parent) == Tag::script) return script(plain);
    if (parent != kNoNode && tree_.tag(parent) == Tag::style) return scrub_style(plain, disguise_);
    const std::size_t letters = letters_in(plain);
    const bool stays = letters == 1 || (letters <= kLongestPiece && is_piece_of_sponsored_label(plain));
    return stays ? std::string(plain) : scrub_text(plain, disguise_);
  }

  // Data that holds posts, and the name of the interface's language.
  std::string script(std::string_view content) const {
    constexpr std::string_view kStory = "\"__typename\":\"Story\"";
    constexpr std::string_view kLanguage = "\"LocaleInitialData\"";
    constexpr std::string_view kLocale = "\"locale\":\"";
    if (content.find(kStory) != std::string_view::npos) return scrub_data(content, disguise_);
    const std::size_t module = content.find(kLanguage);
    const std::size_t locale = module == std::string_view::npos ? module : content.find(kLocale, module);
    if (locale == std::string_view::npos) return {};
    const std::string_view language = content.substr(locale + kLocale.size(), 8);
    return std::string(kLanguage) + ",{" + std::string(kLocale) + std::string(language.substr(0, language.find('"'))) +
           "\"}";
  }

  // Browsers write the address of a page that they save.
  std::string comment(std::string_view inside) const {
    constexpr std::string_view kSavedFrom = " saved from url=(";
    if (!inside.starts_with(kSavedFrom) || inside.find(')') == std::string_view::npos) return {};
    const std::string_view address = inside.substr(inside.find(')') + 1);
    return std::string(kSavedFrom) + "0000)" +
           scrub_address(address.substr(0, address.find_first_of(" \n\r\t")), disguise_) + ' ';
  }

  const Tree& tree_;
  const Disguise& disguise_;
  TreeBuilder builder_;
};

}  // namespace

Result<std::string> scrub(std::string_view html, const ScrubKey& key) {
  std::string saved;
  if (is_mhtml(html)) {
    auto page = read_mhtml(html);
    if (!page) return page.error();
    saved = page->url.empty() ? "" : "<!-- saved from url=(0000)" + page->url + " -->\n";
    html = saved += page->html;
  }
  const auto tree = build_tree(html);
  if (!tree) return tree.error();
  const Disguise disguise(key);
  return serialise(Scrubber(*tree, disguise).copy(), 0);
}

}  // namespace feedwitness::parser
