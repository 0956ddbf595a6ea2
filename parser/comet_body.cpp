#include "parser/comet_body.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/counts.h"
#include "parser/links.h"
#include "parser/text.h"

namespace feedwitness::parser::comet {
namespace {

std::string_view href_of(const Page& page, NodeIndex node) { return page.tree().attribute(node, Name::href); }

bool is_in(const Tree& tree, NodeIndex outer, NodeIndex node) { return outer != kNoNode && tree.contains(outer, node); }

// True for what stands in the body, but in no text and no header.
bool is_attached(const Tree& tree, const Layout& layout, NodeIndex node) {
  if (node < layout.body_begin || node >= layout.body_end) return false;
  for (const NodeIndex outer :
       {layout.own.message, layout.shared.message, layout.shared.heading, layout.shared.subtitle}) {
    if (is_in(tree, outer, node)) return false;
  }
  return true;
}

// The marks of one kind among the attachments.
template <typename Visitor>
void each_attached(const Tree& tree, const Layout& layout, Part part, Visitor visit) {
  for (const Mark& mark : layout.marks) {
    if (mark.part == part && is_attached(tree, layout, mark.node)) visit(mark.node);
  }
}

// The path of a photo or video in the site's store; its icons and emoji stand elsewhere.
bool is_uploaded(std::string_view source) { return source.find("/v/t") != std::string_view::npos; }

// "See more" and "See translation": a button, or a link that leads nowhere.
bool is_control(const Tree& tree, NodeIndex node) {
  if (tree.attribute(node, Name::role) == "button") return true;
  return tree.tag(node) == Tag::a && (!tree.has(node, Name::href) || tree.attribute(node, Name::href).ends_with('#'));
}

bool is_linked(const Tree& tree, const Layout& layout, NodeIndex node) {
  const NodeIndex link = tree.closest(node, [&](NodeIndex outer) {
    return outer <= layout.root || tree.tag(outer) == Tag::a || is_control(tree, outer);
  });
  return link != kNoNode && link > layout.root;
}

// A text on a coloured background is no marked message: it is the longest paragraph before anything is attached.
NodeIndex find_unmarked_message(const Tree& tree, const Layout& layout) {
  int candidates = 32;
  NodeIndex longest = kNoNode;
  std::size_t length = 0;
  for (const Mark& mark : layout.marks) {
    if (mark.node < layout.body_begin) continue;
    if (mark.node >= std::min(layout.body_end, layout.shared.heading)) break;
    const bool emoji = mark.part == Part::picture && !is_uploaded(tree.attribute(mark.node, Name::src));
    if (mark.part == Part::video || (mark.part == Part::picture && !emoji)) break;
    if (mark.part != Part::block || is_linked(tree, layout, mark.node)) continue;
    if (--candidates < 0) break;
    const std::size_t size = visible_text(tree, mark.node).size();
    if (size <= length) continue;
    longest = mark.node;
    length = size;
  }
  return longest;
}

bool is_host(std::string_view text) {
  return text.find('.') != std::string_view::npos && text.find(' ') == std::string_view::npos;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// A card's words in their order: site, title, description. A call to action is an <object> or a button.
std::vector<std::string> words_of_card(const Tree& tree, NodeIndex link) {
  return lines_of(visible_text(tree, link, [&](NodeIndex node) {
    return node != link && (tree.tag(node) == Tag::object || tree.attribute(node, Name::role) == "button");
  }));
}

void take_words(const Tree& tree, const Layout& layout, NodeIndex link, LinkCard& card) {
  for (const Mark& mark : marks_in(tree, layout, link)) {
    std::string* field = mark.part == Part::card_site    ? &card.site_name
                         : mark.part == Part::card_title ? &card.title
                         : mark.part == Part::card_text  ? &card.description
                                                         : nullptr;
    if (field != nullptr && field->empty()) *field = folded(visible_text(tree, mark.node));
  }
  if (!card.title.empty()) return;
  std::vector<std::string> words = words_of_card(tree, link);
  if (words.empty()) return;
  if (words.size() > 1 || is_host(words.front())) {
    if (card.site_name.empty()) card.site_name = words.front();
    words.erase(words.begin());
  }
  if (!words.empty()) card.title = words.front();
  if (words.size() > 1 && card.description.empty()) card.description = words[1];
}

std::string caption_of(const Page& page, NodeIndex picture, NodeIndex link) {
  const Tree& tree = page.tree();
  std::string caption = folded(tree.attribute(picture, Name::alt));
  if (caption.empty() && link != kNoNode) caption = folded(tree.attribute(link, Name::aria_label));
  return is_missing_caption(caption, page.locale()) ? std::string() : caption;
}

// "+21" over the last photo that is shown.
int hidden_photos(const Page& page, NodeIndex link) {
  const std::string text = folded(visible_text(page.tree(), link));
  if (!text.starts_with('+')) return 0;
  const std::optional<Count> count = read_count(text, page.locale());
  constexpr std::int64_t kMany = 10'000;
  return count && count->value < kMany ? static_cast<int>(count->value) : 0;
}

NodeIndex picture_in(const Tree& tree, const Layout& layout, NodeIndex link) {
  for (const Mark& mark : marks_in(tree, layout, link)) {
    if (mark.part == Part::picture) return mark.node;
  }
  return kNoNode;
}

void add_photo(const Page& page, NodeIndex picture, NodeIndex link, Images& images) {
  images.count = images.count.value_or(0) + 1;
  std::string caption = caption_of(page, picture, link);
  if (!caption.empty()) images.captions.push_back(std::move(caption));
}

bool is_video_type(std::string_view type) { return type == "videos" || type == "reel"; }

}  // namespace

Message read_message(const Page& page, const Layout& layout, NodeIndex message) {
  const Tree& tree = page.tree();
  Message read;
  if (message == kNoNode) return read;
  read.text = visible_text(tree, message, [&](NodeIndex node) {
    return node != message && (is_control(tree, node) || is_foreign(tree, node));
  });
  const std::span<const Mark> marks = marks_in(tree, layout, message);
  read.truncated = std::any_of(marks.begin(), marks.end(), [&](const Mark& mark) {
    return mark.part == Part::button && !visible_text(tree, mark.node).empty();
  });
  return read;
}

Message read_message(const Page& page, const Layout& layout) {
  const Tree& tree = page.tree();
  if (layout.own.message != kNoNode) return read_message(page, layout, layout.own.message);
  const NodeIndex paragraph = layout.mapped ? kNoNode : find_unmarked_message(tree, layout);
  if (paragraph == kNoNode) return {};
  Message message;
  message.truncated = false;
  for (NodeIndex node = tree.first_child(tree.parent(paragraph)); node != kNoNode; node = tree.next_sibling(node)) {
    if (!tree.is_element(node) || !tree.has(node, Name::dir) || node < layout.body_begin) continue;
    const Message line = read_message(page, layout, node);
    if (!message.text.empty() && !line.text.empty()) message.text += '\n';
    message.text += line.text;
    message.truncated = *message.truncated || line.truncated.value_or(false);
  }
  return message;
}

std::optional<LinkCard> read_card(const Page& page, const Layout& layout) {
  const Tree& tree = page.tree();
  std::optional<LinkCard> card;
  each_attached(tree, layout, Part::link, [&](NodeIndex link) {
    const std::string_view href = href_of(page, link);
    std::optional<std::string> target = external_target(href);
    if (!target && !is_opaque_link(href)) return;
    if (!card) {
      card.emplace();
      card->type = "external";
      card->is_valid = target.has_value();
      card->link = std::move(target).value_or("");
      take_words(tree, layout, link, *card);
    } else if (card->title.empty() && card->link == target.value_or("")) {
      take_words(tree, layout, link, *card);
    }
  });
  return card;
}

Images read_images(const Page& page, const Layout& layout) {
  const Tree& tree = page.tree();
  Images images;
  images.count = 0;
  std::set<std::string> seen;
  each_attached(tree, layout, Part::link, [&](NodeIndex link) {
    const std::optional<Permalink> permalink = read_permalink(href_of(page, link));
    if (!permalink || permalink->type != "photo") return;
    const NodeIndex picture = picture_in(tree, layout, link);
    if (picture == kNoNode || !seen.insert(permalink->perma_link).second) return;
    add_photo(page, picture, link, images);
    *images.count += hidden_photos(page, link);
  });
  if (*images.count > 0 || has_video(page, layout)) return images;
  each_attached(tree, layout, Part::picture, [&](NodeIndex picture) {
    const NodeIndex link =
        tree.closest(picture, [&](NodeIndex node) { return node <= layout.root || tree.tag(node) == Tag::a; });
    const bool linked = link != kNoNode && link > layout.root;
    if (!linked && is_uploaded(tree.attribute(picture, Name::src))) add_photo(page, picture, kNoNode, images);
  });
  return images;
}

bool has_video(const Page& page, const Layout& layout) {
  bool video = false;
  each_attached(page.tree(), layout, Part::video, [&](NodeIndex) { video = true; });
  if (video) return true;
  each_attached(page.tree(), layout, Part::link, [&](NodeIndex link) {
    const std::optional<Permalink> permalink = read_permalink(href_of(page, link));
    video |= permalink && is_video_type(permalink->type);
  });
  return video;
}

MediaIds read_media_ids(const Page& page, const Layout& layout, bool of_original) {
  const Tree& tree = page.tree();
  MediaIds ids;
  each_attached(tree, layout, Part::link, [&](NodeIndex link) {
    if ((link > layout.shared.heading && layout.shared.heading != kNoNode) != of_original) return;
    const std::string_view href = href_of(page, link);
    const std::optional<Permalink> permalink = read_permalink(href);
    if (!permalink || (permalink->type != "photo" && !is_video_type(permalink->type))) return;
    ids.addresses.push_back(href);
    const std::string set = query_parameter(href, "set").value_or("");
    for (const std::string_view kind : {"pcb.", "gm."}) {
      if (ids.set.empty() && set.starts_with(kind)) ids.set = set.substr(kind.size());
    }
  });
  return ids;
}

}  // namespace feedwitness::parser::comet
