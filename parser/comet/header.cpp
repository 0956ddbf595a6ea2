#include "parser/comet/header.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <utility>

#include "parser/comet/label.h"
#include "parser/grammar/dates.h"
#include "parser/grammar/links.h"
#include "parser/text.h"

namespace feedwitness::parser::comet {
namespace {

// The first path of the audience's icon: the same in every language since 2022. A public group has the globe, too.
constexpr std::array<std::pair<std::string_view, Visibility>, 4> kAudienceIcons{
    {{"M109.5 408.5c0 3.23-2.04 5.983-4.903", Visibility::public_post},
     {"M459.75 551c-1.24 0-2.25-1.121", Visibility::private_post},  // friends
     {"M451 552c-.827 0-1.5-.784", Visibility::private_post},       // friends of friends
     {"M102 398.75a3 3 0 1 1 0-6", Visibility::private_post}}};     // custom

constexpr Time kAnyInstant{std::chrono::hours{24 * 365 * 50}};

bool is_button(const Tree& tree, NodeIndex node) { return tree.attribute(node, Name::role) == "button"; }

// The number at the end of an address, or its id parameter.
std::string number_in(std::string_view link) {
  if (const std::optional<std::string> id = query_parameter(link, "id")) return *id;
  const std::string_view last = link.substr(link.rfind('/') + 1);
  const bool digits =
      !last.empty() && std::all_of(last.begin(), last.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && link.find("/groups/") + last.size() + 8 != link.size() ? std::string(last) : std::string();
}

// What stands between the dots: "Sponsored · Paid for by X".
std::vector<std::string> pieces_of(std::string_view text) {
  constexpr std::string_view kDot = "\u00B7";
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const std::size_t dot = std::min(text.find(kDot), text.size());
    std::string piece = folded(text.substr(0, dot));
    if (!piece.empty()) pieces.push_back(std::move(piece));
    text.remove_prefix(std::min(dot + kDot.size(), text.size()));
  }
  return pieces;
}

// One thing that stands in a subtitle: a link, a label or a bare text.
struct Item {
  NodeIndex node = kNoNode;
  std::string_view address;
  std::vector<Reading> readings;
};

bool is_item(const Tree& tree, NodeIndex node) {
  return tree.tag(node) == Tag::a || tree.has(node, Name::aria_labelledby) || tree.tag(node) == Tag::use ||
         is_labelled(tree, node) || is_scrambled(tree, node);
}

std::vector<Item> items_of(const Page& page, NodeIndex subtitle) {
  const Tree& tree = page.tree();
  std::vector<Item> items;
  for (NodeIndex node = subtitle; node < tree.end(subtitle); ++node) {
    if (tree.tag(node) == Tag::text) {
      for (std::string& text : pieces_of(tree[node].text))
        items.push_back({node, {}, {{"label-text", std::move(text)}}});
      continue;
    }
    if (!tree.is_element(node)) continue;
    const bool unseen = tree.tag(node) == Tag::title || is_button(tree, node) ||
                        tree.attribute(node, Name::aria_hidden) == "true" ||
                        is_hidden_style(tree.attribute(node, Name::style));
    if (!unseen && !is_item(tree, node)) continue;
    if (!unseen) items.push_back({node, tree.attribute(node, Name::href), read_label(page, node)});
    node = tree.end(node) - 1;
  }
  return items;
}

// Words, or what stands in for them: a link around a picture is no time.
bool shows_label(const Tree& tree, NodeIndex item) {
  return tree.find(item, tree.end(item), [&tree](NodeIndex node) {
    const Tag tag = tree.tag(node);
    return tag == Tag::text || tag == Tag::canvas || tag == Tag::use || tree.has(node, Name::aria_labelledby) ||
           is_labelled(tree, node);
  }) != kNoNode;
}

void hear_audience(const Page& page, NodeIndex subtitle, Testimony<Visibility>& visibility) {
  const Tree& tree = page.tree();
  const auto hear_label = [&](std::string_view label) {
    visibility.hear("audience-label", visibility_of_label(label, page.locale()), Weight::label);
  };
  for (NodeIndex node = subtitle; node < tree.end(subtitle); ++node) {
    for (const Attribute& attribute : tree.attributes(node)) {
      if (attribute.name == Name::d) {
        for (const auto& [path, audience] : kAudienceIcons) {
          if (attribute.value.starts_with(path)) visibility.hear("audience-icon", audience, Weight::label);
        }
      } else if (attribute.name == Name::title || attribute.name == Name::alt ||
                 (attribute.name == Name::aria_label && tree.tag(node) != Tag::a)) {
        hear_label(attribute.value);
      }
    }
    if (tree.tag(node) == Tag::title && tree.first_child(node) != kNoNode &&
        !tree.has(tree.parent(node), Name::title)) {
      hear_label(tree[tree.first_child(node)].text);
    }
  }
}

// The site notes in each link what it is in the post: ",O" for the time. A browser that saves a page completes the stub
// of such a link with the page's own address, which may be a profile's.
bool leads_to_time(std::string_view href) { return query_parameter(href, "__tn__").value_or("").starts_with(",O"); }

// What the items say about time and nature. A place, a group or an author among them says nothing: they are no dates,
// and the label of an advertisement never leads to a profile.
void hear_item(const Page& page, const Item& item, Subtitle& said) {
  const Context& context = page.context();
  const bool profile = !profile_link(item.address).empty() && !leads_to_time(item.address);
  for (const Reading& reading : item.readings) {
    if (!profile && is_sponsored_label(reading.text, page.locale())) {
      said.nature.hear(reading.signal, Nature::sponsored, Weight::label);
      continue;
    }
    // That it is a time can be told without knowing when it was shown; which time it is cannot.
    const auto time =
        read_date(reading.text, page.locale(), context.captured_at.value_or(kAnyInstant), context.utc_offset);
    if (!time || profile) continue;
    if (context.captured_at || time == read_date(reading.text, page.locale(), std::nullopt, context.utc_offset)) {
      said.time.hear(reading.signal, *time, Weight::label);
    }
    if (said.nature.empty()) said.nature.hear("time-label", Nature::organic, Weight::label);
    if (said.address.empty()) said.address = item.address;
  }
}

// The site signs each link with a token; the token of an advertisement is longer. Seen: 138 to 272 characters on
// organic posts, 330 to 375 on advertisements.
std::size_t tracking_length(std::string_view href) {
  for (const std::string_view name : {"__cft__[0]=", "__cft__%5B0%5D="}) {
    const std::size_t at = href.find(name);
    if (at != std::string_view::npos) return href.size() - at;
  }
  return 0;
}

}  // namespace

Source read_source(const Page& page, const Header& header) {
  const Tree& tree = page.tree();
  Source source;
  if (header.heading == kNoNode) return source;
  source.whole_line =
      folded(visible_text(tree, header.heading, [&tree](NodeIndex node) { return is_button(tree, node); }));
  for (const std::string_view separator : {" \u00B7", " \u2022"}) {  // stood before a button
    if (source.whole_line.ends_with(separator)) source.whole_line.resize(source.whole_line.size() - separator.size());
  }
  source.name = header.author == kNoNode ? source.whole_line : folded(visible_text(tree, header.author));
  if (header.author != kNoNode) source.link = profile_link(tree.attribute(header.author, Name::href));
  source.id = number_in(source.link);
  return source;
}

std::string read_reason(const Page& page, const Layout& layout) {
  const Tree& tree = page.tree();
  if (layout.header_begin == kNoNode) return {};
  const bool named = layout.header_begin != layout.own.heading ||
                     std::any_of(layout.marks.begin(), layout.marks.end(), [&](const Mark& mark) {
                       return mark.part == Part::link && mark.node < layout.header_begin;
                     });
  // Without an avatar to start the header, words before it may be anything.
  if (!named) return {};
  return folded(visible_text(tree, layout.root, [&](NodeIndex node) {
    return node >= layout.header_begin || is_button(tree, node) || (node != layout.root && is_foreign(tree, node));
  }));
}

bool is_telling(const Subtitle& subtitle) {
  return !subtitle.time.empty() || !subtitle.visibility.empty() || !subtitle.nature.empty();
}

Subtitle read_subtitle(const Page& page, NodeIndex subtitle) {
  Subtitle said;
  if (subtitle == kNoNode) return said;
  const std::vector<Item> items = items_of(page, subtitle);
  for (const Item& item : items) hear_item(page, item, said);
  for (const Item& item : items) {
    if (!read_permalink(item.address) || !shows_label(page.tree(), item.node)) continue;
    said.nature.hear("time-link", Nature::organic, Weight::label);
    if (said.address.empty() || !read_permalink(said.address)) said.address = item.address;
    break;
  }
  for (const std::string& piece : pieces_of(visible_text(page.tree(), subtitle))) {
    if (is_paid_for_label(piece, page.locale())) said.nature.hear("paid-for-label", Nature::sponsored, Weight::label);
  }
  hear_audience(page, subtitle, said.visibility);
  return said;
}

void hear_links(const Page& page, const Layout& layout, Testimony<Nature>& nature) {
  constexpr std::size_t kLong = 311;
  constexpr int kHeaderLinks = 2;
  const Tree& tree = page.tree();
  int links = 0;
  for (const Mark& mark : layout.marks) {
    if (mark.node >= layout.body_begin) break;
    if (mark.part != Part::link || mark.node < layout.header_begin) continue;
    const std::string_view href = tree.attribute(mark.node, Name::href);
    if (href.find("/ads/about") != std::string_view::npos) {
      nature.hear("ads-about-link", Nature::sponsored, Weight::proof);
    }
    if (++links > kHeaderLinks || href.find("/groups/") != std::string_view::npos) continue;
    if (tracking_length(href) < kLong) continue;
    // Beside a time that a person can read it is a hint; alone it decides.
    nature.hear("tracking-length", Nature::sponsored, nature.weight_of(Nature::organic) ? Weight::hint : Weight::label);
    break;
  }
}

}  // namespace feedwitness::parser::comet
