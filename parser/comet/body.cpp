#include "parser/comet/body.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/grammar/counts.h"
#include "parser/grammar/links.h"
#include "parser/locale.h"
#include "parser/text.h"

namespace feedwitness::parser::comet {
namespace {

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

bool is_video_type(std::string_view type) { return type == "videos" || type == "reel"; }

// Walks over the attachments once, link by link.
class AttachmentReader {
 public:
  AttachmentReader(const Page& page, const Layout& layout) : page_(page), tree_(page.tree()), layout_(layout) {}

  Attachments read() {
    read_.images.count = 0;
    for (const Mark& mark : layout_.marks) {
      if (mark.node < layout_.body_begin) continue;
      if (mark.node >= layout_.body_end) break;
      if (!is_attached(mark.node)) continue;
      if (mark.part == Part::video) read_.video = true;
      if (mark.part == Part::link) take_link(mark.node);
      if (mark.part == Part::picture && is_unlinked_photo(mark.node)) unlinked_.push_back(mark.node);
    }
    // Pictures without a link are photos where nothing else is there: beside a video they are its stills.
    if (*read_.images.count == 0 && !read_.video) {
      for (const NodeIndex picture : unlinked_) add_photo(picture, kNoNode);
    }
    return std::move(read_);
  }

 private:
  // True for what stands in the body, but in no text and no header.
  bool is_attached(NodeIndex node) const {
    const Header& own = layout_.own;
    const Header& shared = layout_.shared;
    for (const NodeIndex outer : {own.message, shared.message, shared.heading, shared.subtitle}) {
      if (outer != kNoNode && tree_.contains(outer, node)) return false;
    }
    return true;
  }

  bool is_unlinked_photo(NodeIndex picture) const {
    // A page that a browser saved has its pictures elsewhere.
    const bool described = is_automatic_caption(tree_.attribute(picture, Name::alt), page_.locale());
    if (!described && !is_uploaded(tree_.attribute(picture, Name::src))) return false;
    const NodeIndex link =
        tree_.closest(picture, [this](NodeIndex node) { return node <= layout_.root || tree_.tag(node) == Tag::a; });
    return link == kNoNode || link <= layout_.root;
  }

  void take_link(NodeIndex link) {
    const std::string_view href = tree_.attribute(link, Name::href);
    if (std::optional<std::string> target = external_target(href)) return take_card(link, *std::move(target), true);
    if (is_opaque_link(href)) return take_card(link, {}, false);
    const std::optional<Permalink> permalink = read_permalink(href);
    if (!permalink) return;
    const bool video = is_video_type(permalink->type);
    if (!video && permalink->type != "photo") return;
    read_.video |= video;
    take_media(link, href);
    if (!video) take_photo(link, permalink->perma_link);
  }

  void take_card(NodeIndex link, std::string target, bool valid) {
    std::optional<LinkCard>& card = read_.card;
    if (!card) {
      card.emplace();
      card->type = "external";
      card->is_valid = valid;
      card->link = std::move(target);
    } else if (!card->title.empty() || card->link != target) {
      return;
    }
    take_words(tree_, layout_, link, *card);
  }

  void take_media(NodeIndex link, std::string_view href) {
    Media& media = link < layout_.shared.heading ? read_.own : read_.original;
    media.addresses.push_back(href);
    if (!media.set.empty()) return;
    const std::string set = query_parameter(href, "set").value_or("");
    for (const std::string_view kind : {"pcb.", "gm."}) {
      if (set.starts_with(kind)) media.set = set.substr(kind.size());
    }
  }

  void take_photo(NodeIndex link, const std::string& address) {
    const std::span<const Mark> marks = marks_in(tree_, layout_, link);
    const auto picture =
        std::find_if(marks.begin(), marks.end(), [](const Mark& mark) { return mark.part == Part::picture; });
    if (picture == marks.end() || !photos_.insert(address).second) return;
    add_photo(picture->node, link);
    *read_.images.count += hidden_photos(page_, link);
  }

  void add_photo(NodeIndex picture, NodeIndex link) {
    ++*read_.images.count;
    std::string caption = caption_of(page_, picture, link);
    if (!caption.empty()) read_.images.captions.push_back(std::move(caption));
  }

  const Page& page_;
  const Tree& tree_;
  const Layout& layout_;
  Attachments read_;
  std::set<std::string> photos_;
  std::vector<NodeIndex> unlinked_;
};

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

Attachments read_attachments(const Page& page, const Layout& layout) { return AttachmentReader(page, layout).read(); }

}  // namespace feedwitness::parser::comet
