#include "parser/legacy/attachment.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "parser/grammar/data_ft.h"
#include "parser/grammar/links.h"
#include "parser/locale.h"
#include "parser/text.h"

namespace feedwitness::parser::legacy {
namespace {

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// LinkshimAsyncLink.swap(this, "https:\/\/example.org\/a"): the address before it was wrapped (2013 to 2018).
std::string swapped_address(std::string_view script) {
  constexpr std::string_view kCall = "LinkshimAsyncLink.swap(this, \"";
  const std::size_t call = script.find(kCall);
  std::string address;
  if (call == std::string_view::npos) return address;
  for (const char letter : script.substr(call + kCall.size())) {
    if (letter == '"') break;
    if (letter != '\\') address.push_back(letter);
  }
  // What was escaped beyond the slashes would need a whole reader of scripts; the href says it as well.
  return holds(address, "u00") ? std::string() : address;
}

// Where a link of the post leads to outside the site. The address may be told up to three times.
std::optional<std::string> outside_target(const Tree& tree, NodeIndex link) {
  if (auto target = external_target(tree.attribute(link, Name::href))) return target;
  if (auto target = external_target(swapped_address(tree.attribute(link, Name::onmouseover)))) return target;
  return external_target(tree.attribute(link, Name::data_lynx_uri));
}

bool is_button(const Tree& tree, NodeIndex node) {
  return tree.tag(node) == Tag::button || tree.attribute(node, Name::role) == "button";
}

bool is_card(const Tree& tree, NodeIndex node) {
  const std::string_view part = part_of(tree.attribute(node, Name::data_ft));
  return part.starts_with('H') || part.starts_with(",W") || tree.has_class(node, "_6m2");
}

NodeIndex with_class(const Tree& tree, NodeIndex in, std::string_view name) {
  return tree.find(in, tree.end(in), [&](NodeIndex node) { return tree.has_class(node, name); });
}

std::string text_of_class(const Tree& tree, NodeIndex in, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const NodeIndex node = with_class(tree, in, name); node != kNoNode) {
      if (std::string text = folded(visible_text(tree, node)); !text.empty()) return text;
    }
  }
  return {};
}

// "example.org | By Ana Bell" names the author, too.
std::string site_in(std::string_view line) { return folded(line.substr(0, line.find('|'))); }

// The lines of the card, buttons left out.
std::vector<std::string> lines_of(const Tree& tree, NodeIndex card) {
  const std::string text = visible_text(tree, card, [&tree](NodeIndex node) { return is_button(tree, node); });
  std::vector<std::string> lines;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    if (std::string line = folded(std::string_view(text).substr(from, to - from)); !line.empty())
      lines.push_back(std::move(line));
    from = to + 1;
  }
  return lines;
}

bool names_host(std::string_view line, std::string_view link) {
  std::string lower = site_in(line);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  if (lower.starts_with("www.")) lower.erase(0, 4);
  return lower.find('.') != std::string::npos && lower.find(' ') == std::string::npos && holds(link, lower);
}

// The words of a card by the names of its parts; by their order where the names are unknown: the host, else nothing
// before the title, then title and description.
void read_words(const Tree& tree, NodeIndex card, LinkCard& read) {
  read.site_name = site_in(text_of_class(tree, card, {"_6mb", "_6lz", "ellipsis"}));
  read.title = text_of_class(tree, card, {"_6m6", "_1032", "uiAttachmentTitle"});
  read.description = text_of_class(tree, card, {"_6m7", "_1m-h", "uiAttachmentDesc"});
  const bool has_player = tree.find(card, tree.end(card), [&tree](NodeIndex node) {
    return tree.is_element(node) && (marks_of(tree, node) & kVideo) != 0;
  }) != kNoNode;
  if (!read.title.empty() || has_player) return;
  for (const std::string& line : lines_of(tree, card)) {
    if (names_host(line, read.link)) {
      if (read.site_name.empty()) read.site_name = site_in(line);
    } else if (read.title.empty()) {
      read.title = line;
    } else if (read.description.empty()) {
      read.description = line;
    }
  }
}

struct Target {
  NodeIndex link = kNoNode;
  std::optional<std::string> address;
};

// The first link that leads out of the site; failing that the first one whose target the page hides.
Target first_target(const Tree& tree, const std::vector<NodeIndex>& links) {
  Target hidden;
  for (const NodeIndex link : links) {
    if (auto address = outside_target(tree, link)) return {link, std::move(address)};
    if (hidden.link == kNoNode && is_opaque_link(tree.attribute(link, Name::href))) hidden.link = link;
  }
  return hidden;
}

bool is_video_address(std::string_view href) { return holds(href, "/videos/") || holds(href, "/video.php"); }

// The link that opens the photo in which a picture stands; kNoNode for pictures of anything else.
NodeIndex photo_link(const Tree& tree, NodeIndex picture, NodeIndex root) {
  const NodeIndex link = tree.closest(picture, [&tree](NodeIndex node) { return tree.tag(node) == Tag::a; });
  if (link == kNoNode || !tree.contains(root, link)) return kNoNode;
  const std::string_view href = tree.attribute(link, Name::href);
  if (is_video_address(href) || is_video_address(tree.attribute(link, Name::ajaxify))) return kNoNode;
  const std::optional<Permalink> shown = read_permalink(href);
  const bool is_photo = tree.attribute(link, Name::rel) == "theater" || (shown && shown->type == "photo");
  return is_photo ? link : kNoNode;
}

// What tells one photo from another: its id, wherever the link holds it.
std::string photo_key(const Tree& tree, NodeIndex link) {
  for (const Name name : {Name::href, Name::ajaxify}) {
    const std::string_view address = tree.attribute(link, name);
    if (auto id = query_parameter(address, "fbid")) return *std::move(id);
    if (auto shown = read_permalink(address)) return std::move(shown->perma_link);
  }
  return std::string(tree.attribute(link, "data-ploi"));
}

std::string caption_of(const Page& page, NodeIndex picture) {
  for (const Name name : {Name::alt, Name::aria_label}) {
    std::string caption = folded(page.tree().attribute(picture, name));
    if (!caption.empty()) return is_missing_caption(caption, page.locale()) ? std::string() : caption;
  }
  return {};
}

// "+21" over the last picture: photos that the page does not show.
bool hides_photos(const Tree& tree, NodeIndex link) {
  const std::string text = folded(visible_text(tree, link));
  return text.size() > 1 && text.front() == '+' && text.find_first_not_of("0123456789", 1) == std::string::npos;
}

}  // namespace

std::optional<LinkCard> read_card(const Page& page, const Landmarks& landmarks) {
  const Tree& tree = page.tree();
  const Target target = first_target(tree, landmarks.links);
  if (target.link == kNoNode) return std::nullopt;
  LinkCard card;
  card.type = "external";
  card.link = target.address.value_or("");
  card.is_valid = target.address.has_value();
  const NodeIndex around = tree.closest(target.link, [&tree](NodeIndex node) { return is_card(tree, node); });
  if (around != kNoNode && tree.contains(landmarks.body, around)) read_words(tree, around, card);
  return card;
}

Images read_images(const Page& page, const Landmarks& landmarks) {
  const Tree& tree = page.tree();
  Images images;
  std::unordered_set<std::string> seen;
  bool hidden = false;
  for (const NodeIndex picture : landmarks.pictures) {
    const NodeIndex link = photo_link(tree, picture, landmarks.root);
    if (link == kNoNode) continue;
    if (!seen.insert(photo_key(tree, link)).second) continue;
    hidden = hidden || hides_photos(tree, link);
    if (std::string caption = caption_of(page, picture); !caption.empty())
      images.captions.push_back(std::move(caption));
  }
  if (!hidden) images.count = static_cast<int>(seen.size());
  return images;
}

}  // namespace feedwitness::parser::legacy
