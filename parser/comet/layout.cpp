#include "parser/comet/layout.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include "parser/comet/label.h"
#include "parser/grammar/links.h"
#include "parser/locale.h"
#include "parser/text.h"

namespace feedwitness::parser::comet {
namespace {

using NamedPart = std::pair<std::string_view, Part>;

constexpr std::array<NamedPart, 8> kRenderingRoles{{{"profile_name", Part::heading},
                                                    {"story_message", Part::message},
                                                    {"meta", Part::card_site},
                                                    {"title", Part::card_title},
                                                    {"description", Part::card_text},
                                                    {"like_button", Part::action},
                                                    {"comment_button", Part::action},
                                                    {"share_button", Part::action}}};

bool is_heading_tag(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

std::optional<Part> part_of_role(std::string_view role) {
  const auto* const found = std::find_if(kRenderingRoles.begin(), kRenderingRoles.end(),
                                         [role](const auto& one) { return one.first == role; });
  return found != kRenderingRoles.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<Part> part_of_attributes(const Tree& tree, NodeIndex node) {
  for (const Attribute& attribute : tree.attributes(node)) {
    switch (attribute.name) {
      case Name::data_ad_rendering_role:
        if (const std::optional<Part> part = part_of_role(attribute.value)) return part;
        break;
      case Name::data_ad_preview:
      case Name::data_ad_comet_preview:
        if (attribute.value == "message") return Part::message;
        break;
      case Name::role:
        if (attribute.value == "toolbar") return Part::toolbar;
        if (attribute.value == "button" && tree.tag(node) != Tag::a) return Part::button;
        break;
      default: break;
    }
  }
  return std::nullopt;
}

bool is_reaction_icon(const Tree& tree, NodeIndex node) {
  return tree.attribute(node, Name::src).starts_with("data:image/svg");
}

std::optional<Part> part_of(const Tree& tree, NodeIndex node) {
  if (const std::optional<Part> part = part_of_attributes(tree, node)) return part;
  switch (tree.tag(node)) {
    case Tag::a: return tree.has(node, Name::href) ? std::optional(Part::link) : std::nullopt;
    case Tag::img: return is_reaction_icon(tree, node) ? Part::reaction : Part::picture;
    case Tag::video: return Part::video;
    case Tag::div: return tree.has(node, Name::dir) ? std::optional(Part::block) : std::nullopt;
    default: return is_heading_tag(tree.tag(node)) ? std::optional(Part::heading) : std::nullopt;
  }
}

std::vector<Mark> marks_of(const Tree& tree, NodeIndex root) {
  std::vector<Mark> marks;
  for (NodeIndex node = root + 1; node < tree.end(root); ++node) {
    if (!tree.is_element(node)) continue;
    if (is_foreign(tree, node)) {
      if (tree.attribute(node, Name::role) == "article") marks.push_back({Part::comment, node});
      node = tree.end(node) - 1;
    } else if (const std::optional<Part> part = part_of(tree, node)) {
      marks.push_back({*part, node});
    }
  }
  return marks;
}

// The map's references: the heading, then subtitle, message, attachment, reactions, comments, as far as they lead to
// an element of this post.
struct Map {
  NodeIndex heading = kNoNode;
  std::array<NodeIndex, 5> parts{kNoNode, kNoNode, kNoNode, kNoNode, kNoNode};
  bool whole = false;  // it names all five

  NodeIndex subtitle() const { return parts[0]; }
  NodeIndex message() const { return parts[1]; }
  NodeIndex reactions() const { return parts[3]; }
  NodeIndex comments() const { return parts[4]; }
};

NodeIndex inside(const Page& page, NodeIndex root, std::string_view id) {
  const NodeIndex node = id.empty() ? kNoNode : page.by_id(id);
  return node != kNoNode && node != root && page.tree().contains(root, node) ? node : kNoNode;
}

Map written_map(const Page& page, NodeIndex root) {
  Map map;
  map.heading = inside(page, root, page.tree().attribute(root, Name::aria_labelledby));
  std::string_view ids = page.tree().attribute(root, Name::aria_describedby);
  for (NodeIndex& part : map.parts) {
    const std::size_t space = std::min(ids.find(' '), ids.size());
    map.whole = space != 0;
    part = inside(page, root, ids.substr(0, space));
    ids.remove_prefix(std::min(space + 1, ids.size()));
  }
  return map;
}

std::string_view id_of_heading(const Tree& tree, NodeIndex heading) {
  const NodeIndex node = tree.find(heading, tree.end(heading), [&tree](NodeIndex inner) {
    return is_heading_tag(tree.tag(inner)) && tree.has(inner, Name::id);
  });
  return node == kNoNode ? tree.attribute(heading, Name::id) : tree.attribute(node, Name::id);
}

bool is_subtitle(const Tree& tree, NodeIndex node);

// What the map does not say, told from the heading's id by counting on: the ids of a header are given out together.
void complete_map(const Page& page, NodeIndex root, NodeIndex heading, Map& map) {
  constexpr std::array kSteps{1, 2, 3, 5, 4};
  const std::string_view id = id_of_heading(page.tree(), heading);
  if (id.empty() || map.subtitle() != kNoNode) return;
  const NodeIndex subtitle = inside(page, root, id_after(id, kSteps[0]));
  if (subtitle == kNoNode || subtitle < heading || !is_subtitle(page.tree(), subtitle)) return;
  map.whole = true;
  for (std::size_t part = 0; part < map.parts.size(); ++part) {
    const NodeIndex node = inside(page, root, id_after(id, kSteps[part]));
    if (node != kNoNode && node > heading && map.parts[part] == kNoNode) map.parts[part] = node;
  }
}

bool is_linked(const Tree& tree, NodeIndex outer, NodeIndex node) {
  const NodeIndex link = tree.closest(node, [&](NodeIndex up) { return up <= outer || tree.tag(up) == Tag::a; });
  return link != kNoNode && link >= outer && tree.tag(link) == Tag::a;
}

// Message and attachments: behind them stands no subtitle, but links that could be taken for one.
bool is_of_body(const Tree& tree, NodeIndex node) {
  return tree.find(node, tree.end(node), [&](NodeIndex inner) {
    if (!tree.is_element(inner)) return false;
    switch (part_of(tree, inner).value_or(Part::link)) {
      case Part::message:
      case Part::video:
      case Part::toolbar:
      case Part::action: return true;
      case Part::picture: return is_linked(tree, node, inner);
      default: return false;
    }
  }) != kNoNode;
}

// A subtitle holds a link (the time), a label, or an icon (the audience), and none of the large parts.
bool is_subtitle(const Tree& tree, NodeIndex node) {
  constexpr NodeIndex kLargest = 1500;  // nodes; labels of single letters take some 200
  if (tree.end(node) - node > kLargest) return false;
  bool says_something = false;
  for (NodeIndex inner = node; inner < tree.end(node); ++inner) {
    if (!tree.is_element(inner)) continue;
    if (is_foreign(tree, inner)) return false;
    if (tree.attribute(inner, Name::role) == "button" && tree.tag(inner) != Tag::a) {
      inner = tree.end(inner) - 1;
      continue;
    }
    switch (const std::optional<Part> part = part_of(tree, inner); part.value_or(Part::link)) {
      case Part::link: break;
      case Part::picture:
        if (is_linked(tree, node, inner)) return false;
        says_something |= tree.has(inner, Name::alt);
        break;
      default: return false;
    }
    const Tag tag = tree.tag(inner);
    says_something |= tag == Tag::a || tag == Tag::svg || tree.has(inner, Name::aria_labelledby) ||
                      (tag == Tag::i && tree.has(inner, Name::aria_label));
  }
  return says_something;
}

bool is_inside(const Tree& tree, NodeIndex outer, NodeIndex inner) {
  return outer != kNoNode && tree.contains(outer, inner);
}

NodeIndex end_of(const Tree& tree, NodeIndex node) { return node == kNoNode ? 0 : tree.end(node); }

// The first message in [from, to), the inner one where two are nested: the outer one holds "See translation" too.
NodeIndex find_message(const Tree& tree, const std::vector<Mark>& marks, NodeIndex from, NodeIndex to) {
  NodeIndex message = kNoNode;
  for (const Mark& mark : marks) {
    if (mark.part != Part::message || mark.node < from || mark.node >= to) continue;
    if (message != kNoNode && !tree.contains(message, mark.node)) break;
    message = mark.node;
  }
  return message;
}

// The heading of the post's author where the map does not name it. Only the role names a heading without a link.
NodeIndex find_heading(const Tree& tree, const std::vector<Mark>& marks) {
  for (const Mark& mark : marks) {
    if (mark.part == Part::message) return kNoNode;
    if (mark.part != Part::heading) continue;
    const bool named = tree.attribute(mark.node, Name::data_ad_rendering_role) == "profile_name";
    if (named || find_author(tree, mark.node) != kNoNode) return mark.node;
  }
  return kNoNode;
}

// The next heading of an author with a subtitle of its own: the original of a share, or one of those who share.
Header find_second_header(const Tree& tree, const Layout& layout) {
  NodeIndex message_end = end_of(tree, layout.own.message);  // headings inside a text are of the text
  for (const Mark& mark : layout.marks) {
    if (mark.node < layout.body_begin) continue;
    if (mark.node >= layout.body_end) break;
    if (mark.part == Part::message) message_end = std::max(message_end, tree.end(mark.node));
    if (mark.part != Part::heading || mark.node < message_end) continue;
    Header header;
    header.author = find_author(tree, mark.node);
    if (header.author == kNoNode) continue;
    header.subtitle = find_subtitle(tree, layout.root, mark.node);
    if (header.subtitle == kNoNode) continue;
    header.heading = mark.node;
    return header;
  }
  return {};
}

// A button with an icon and words: Like, Comment, Share. Two of them make a row.
bool is_action_button(const Tree& tree, NodeIndex button) {
  bool icon = false;
  bool words = false;
  for (NodeIndex node = button; node < tree.end(button); ++node) {
    const Tag tag = tree.tag(node);
    icon |= tag == Tag::i || tag == Tag::svg;
    words |= tag == Tag::text && tree[node].text.find_first_not_of(" \t\r\n") != std::string_view::npos;
  }
  return icon && words;
}

// "83 comments"
bool is_counter(const Page& page, NodeIndex button) {
  constexpr std::size_t kLongest = 80;  // bytes
  const std::string text = folded(visible_text(page.tree(), button));
  if (text.empty() || text.size() > kLongest) return false;
  const std::optional<CountKind> kind = count_kind_of(text, page.locale());
  return kind == CountKind::comments || kind == CountKind::shares;
}

bool begins_footer(Part part) {
  return part == Part::toolbar || part == Part::reaction || part == Part::action || part == Part::comment;
}

NodeIndex find_footer(const Page& page, const Layout& layout, const Map& map) {
  const Tree& tree = page.tree();
  NodeIndex footer = tree.end(layout.root);
  for (const NodeIndex node : {map.reactions(), map.comments()}) {
    if (node != kNoNode && node >= layout.body_begin) footer = std::min(footer, node);
  }
  NodeIndex row = kNoNode;
  for (const Mark& mark : layout.marks) {
    if (mark.node >= footer) break;
    if (mark.node < layout.body_begin || is_inside(tree, layout.own.message, mark.node)) continue;
    if (begins_footer(mark.part)) return mark.node;
    if (mark.part != Part::button) continue;
    if (is_counter(page, mark.node)) return mark.node;
    if (!is_action_button(tree, mark.node)) continue;
    if (row != kNoNode) return row;
    row = mark.node;
  }
  return footer;
}

// The avatar: a link without words of its own, before the heading.
NodeIndex find_header_begin(const Tree& tree, const Layout& layout) {
  for (const Mark& mark : layout.marks) {
    if (mark.node >= layout.own.heading) break;
    if (mark.part != Part::link) continue;
    const NodeIndex end = tree.end(mark.node);
    bool drawing = false;
    bool picture = false;
    bool words = false;
    for (NodeIndex node = mark.node + 1; node < end; ++node) {
      drawing |= tree.tag(node) == Tag::svg;
      picture |= tree.tag(node) == Tag::img;
      words |= tree.tag(node) == Tag::text;
    }
    if (drawing || (picture && !words) || tree.attribute(mark.node, Name::aria_hidden) == "true") return mark.node;
  }
  return layout.own.heading;
}

// "Ana and Ben shared a post" shows the original first and then, with headings and buttons of their own, what Ana and
// Ben wrote: the names of the reason line come again.
bool is_sharer(const Tree& tree, const Layout& layout, const Header& header) {
  const std::string sharer = profile_link(tree.attribute(header.author, Name::href));
  return !sharer.empty() && std::any_of(layout.marks.begin(), layout.marks.end(), [&](const Mark& mark) {
    return mark.part == Part::link && mark.node < layout.header_begin &&
           profile_link(tree.attribute(mark.node, Name::href)) == sharer;
  });
}

void place_footer(const Page& page, const Map& map, Layout& layout) {
  const Tree& tree = page.tree();
  layout.body_end = find_footer(page, layout, map);
  layout.footer_end = tree.end(layout.root);
  layout.comments = map.comments();
  for (const Mark& mark : layout.marks) {
    if (mark.part == Part::toolbar && mark.node >= layout.body_end && layout.toolbar == kNoNode) {
      layout.toolbar = mark.node;
    }
  }
}

void place_second_header(const Tree& tree, Layout& layout) {
  const Header second = find_second_header(tree, layout);
  if (second.heading == kNoNode) return;
  if (is_sharer(tree, layout, second)) {
    layout.body_end = layout.footer_end = second.heading;
    layout.toolbar = layout.comments = kNoNode;
    return;
  }
  layout.shared = second;
  layout.shared.message = find_message(tree, layout.marks, tree.end(second.heading), layout.body_end);
}

struct IdForm {
  std::string_view begin;
  std::string_view end;
  int base;  // 0: made on the server, where the number is a suffix "H1", "H2"
};

// Ids of the page's own counter, then of React's, in their order of appearance since 2020.
constexpr std::array<IdForm, 7> kIdForms{{{"jsc_c_", "", 36},
                                          {":r", ":", 32},
                                          {"\u00ABr", "\u00BB", 32},
                                          {"_r_", "_", 32},
                                          {":R", ":", 0},
                                          {"\u00ABR", "\u00BB", 0},
                                          {"_R_", "_", 0}}};

std::string counted_on(std::string_view number, int steps, int base) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value, base);
  if (error != std::errc() || end != number.data() + number.size()) return {};
  std::array<char, 16> digits{};
  const auto written =
      std::to_chars(digits.data(), digits.data() + digits.size(), value + static_cast<std::uint32_t>(steps), base);
  return {digits.data(), written.ptr};
}

}  // namespace

bool is_foreign(const Tree& tree, NodeIndex node) {
  if (is_typed_into(tree, node)) return true;
  switch (tree.tag(node)) {
    case Tag::script:
    case Tag::style:
    case Tag::template_:
    case Tag::noscript:
    case Tag::form: return true;
    default: break;
  }
  for (const Attribute& attribute : tree.attributes(node)) {
    // 44 blocks with twenty numbered attributes stand in each post, "Facebook" in each: 2024 to 2026.
    if (attribute.name == Name::data_0 && attribute.value == "0") return true;
    if (attribute.name == Name::role &&
        (attribute.value == "article" || attribute.value == "dialog" || attribute.value == "tooltip")) {
      return true;
    }
  }
  return false;
}

NodeIndex find_author(const Tree& tree, NodeIndex heading) {
  return tree.find(heading, tree.end(heading), [&tree](NodeIndex node) {
    return tree.tag(node) == Tag::a && !profile_link(tree.attribute(node, Name::href)).empty() &&
           tree.find(node, tree.end(node), [&tree](NodeIndex inner) { return tree.tag(inner) == Tag::text; }) !=
               kNoNode;
  });
}

NodeIndex find_subtitle(const Tree& tree, NodeIndex root, NodeIndex heading) {
  constexpr int kWrappers = 8;
  int neighbours = 16;
  NodeIndex node = heading;
  for (int level = 0; level < kWrappers && node != root && node != kNoNode; ++level, node = tree.parent(node)) {
    for (NodeIndex next = tree.next_sibling(node); next != kNoNode; next = tree.next_sibling(next)) {
      if (--neighbours < 0) return kNoNode;
      if (!tree.is_element(next)) continue;
      if (is_subtitle(tree, next)) return next;
      if (is_of_body(tree, next)) return kNoNode;
    }
  }
  return kNoNode;
}

std::string id_after(std::string_view id, int steps) {
  for (const IdForm& form : kIdForms) {
    if (!id.starts_with(form.begin) || !id.ends_with(form.end)) continue;
    if (id.size() <= form.begin.size() + form.end.size()) continue;
    std::string_view number = id.substr(form.begin.size());
    number.remove_suffix(form.end.size());
    const std::string next =
        form.base == 0 ? std::string(number) + 'H' + std::to_string(steps) : counted_on(number, steps, form.base);
    return next.empty() ? next : std::string(form.begin) + next + std::string(form.end);
  }
  return {};
}

std::span<const Mark> marks_in(const Tree& tree, const Layout& layout, NodeIndex node) {
  const auto before = [](const Mark& mark, NodeIndex bound) { return mark.node < bound; };
  const auto from = std::lower_bound(layout.marks.begin(), layout.marks.end(), node, before);
  return {from, std::lower_bound(from, layout.marks.end(), tree.end(node), before)};
}

Layout lay_out(const Page& page, NodeIndex root) {
  const Tree& tree = page.tree();
  Layout layout;
  layout.root = root;
  layout.marks = marks_of(tree, root);
  Map map = written_map(page, root);
  layout.own.heading = map.heading != kNoNode ? map.heading : find_heading(tree, layout.marks);
  if (layout.own.heading == kNoNode) return layout;
  complete_map(page, root, layout.own.heading, map);
  layout.mapped = map.whole && map.subtitle() != kNoNode;

  Header& own = layout.own;
  own.author = find_author(tree, own.heading);
  own.subtitle = map.subtitle() != kNoNode ? map.subtitle() : find_subtitle(tree, root, own.heading);
  layout.header_begin = find_header_begin(tree, layout);
  layout.body_begin = std::max(tree.end(own.heading), end_of(tree, own.subtitle));
  own.message = map.message();
  place_footer(page, map, layout);
  place_second_header(tree, layout);
  if (own.message == kNoNode) {
    const NodeIndex to = std::min(layout.shared.heading, layout.body_end);
    own.message = find_message(tree, layout.marks, tree.end(own.heading), to);
  }
  return layout;
}

}  // namespace feedwitness::parser::comet
