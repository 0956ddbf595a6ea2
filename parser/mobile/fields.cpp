#include "parser/mobile/fields.h"

#include <algorithm>
#include <set>
#include <utility>

#include <utf8proc.h>

#include "parser/evidence.h"
#include "parser/grammar/counts.h"
#include "parser/grammar/dates.h"
#include "parser/grammar/links.h"
#include "parser/mobile/header.h"
#include "parser/text.h"

namespace feedwitness::parser {
namespace {

bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

bool is_link(const Tree& tree, NodeIndex node) { return !address_of(tree, node).empty(); }

NodeIndex link_in(const Tree& tree, NodeIndex node) {
  return tree.find(node, tree.end(node), [&tree](NodeIndex inner) { return is_link(tree, inner); });
}

// What assistive technology is told to leave out is there twice, or as a picture's stand-in.
bool is_aria_hidden(const Tree& tree, NodeIndex node) { return tree.attribute(node, Name::aria_hidden) == "true"; }

// --- text ----------------------------------------------------------------------------------------------------------

// The rest of a text, which the page hides behind a button ("expose" on touch) but holds.
bool is_fold(const Tree& tree, NodeIndex node) {
  return tree.has_class(node, "text_exposed_hide") || has_sigil(tree, node, "more");
}

// "More" at the end of a text that the page has cut: by its words, or because it leads to the post and follows dots.
bool is_way_to_the_rest(const Page& page, NodeIndex message, NodeIndex node) {
  const Tree& tree = page.tree();
  if (!is_link(tree, node)) return false;
  if (is_see_more(visible_text(tree, node), page.locale())) return true;
  NodeIndex before = node - 1;
  while (before > message && tree.tag(before) != Tag::text) --before;
  const std::string text = tree.tag(before) == Tag::text ? folded(tree[before].text) : std::string();
  return (text.ends_with("...") || text.ends_with("…")) && read_permalink(address_of(tree, node));
}

// "See translation", "Translated from French": buttons among the words.
bool is_text_control(const Tree& tree, NodeIndex node) {
  return tree.attribute(node, Name::role) == "button" || contains(address_of(tree, node), "/translation_preferences");
}

struct OwnText {
  std::string text;
  bool truncated = false;
};

OwnText read_text(const Page& page, const std::vector<NodeIndex>& messages) {
  const Tree& tree = page.tree();
  OwnText own;
  bool exposed = false;
  for (const NodeIndex message : messages) {
    const std::string text = visible_text(tree, message, [&](NodeIndex node) {
      if (tree.tag(node) == Tag::text) return false;
      exposed = exposed || tree.has_class(node, "text_exposed_show");
      const bool way_to_the_rest = is_fold(tree, node) || is_way_to_the_rest(page, message, node);
      own.truncated = own.truncated || way_to_the_rest;
      return way_to_the_rest || is_aria_hidden(tree, node) || is_text_control(tree, node);
    });
    if (!own.text.empty() && !text.empty()) own.text += '\n';
    own.text += text;
  }
  own.truncated = own.truncated && !exposed;
  return own;
}

// A thing for sale has its description among the attachments.
std::vector<NodeIndex> paragraphs_of(const Tree& tree, const MobileStory& story) {
  std::vector<NodeIndex> paragraphs;
  for (const NodeIndex attachment : story.attachments) {
    for (NodeIndex node = attachment; node < tree.end(attachment);) {
      const bool found = tree.tag(node) == Tag::p;
      if (found) paragraphs.push_back(node);
      const bool closed = found || tree.tag(node) == Tag::a || tree.tag(node) == Tag::table || node == story.original;
      node = closed ? tree.end(node) : node + 1;
    }
  }
  return paragraphs;
}

// --- source --------------------------------------------------------------------------------------------------------

struct Publisher {
  std::string name;
  std::string link;
  std::string line;
};

Publisher read_publisher(const Tree& tree, NodeIndex heading) {
  Publisher publisher;
  if (heading == kNoNode) return publisher;
  publisher.line = folded(visible_text(tree, heading));
  const NodeIndex link = link_in(tree, heading);
  publisher.name = link == kNoNode ? publisher.line : folded(visible_text(tree, link));
  if (link != kNoNode) publisher.link = profile_link(address_of(tree, link));
  return publisher;
}

// --- ids -----------------------------------------------------------------------------------------------------------

// The story's own address: around the time, or among the buttons below. Links of text and attachments lead elsewhere.
std::optional<Permalink> find_permalink(const Page& page, const MobileStory& story, std::string_view post_id) {
  const Tree& tree = page.tree();
  std::optional<Permalink> first;
  for (NodeIndex node = story.root; node < tree.end(story.root);) {
    if (stands_in(tree, story.messages, node) || stands_in(tree, story.attachments, node) || is_comment(tree, node)) {
      node = tree.end(node);
      continue;
    }
    if (is_link(tree, node)) {
      auto permalink = read_permalink(address_of(tree, node));
      if (permalink && !permalink->post_id.empty() && permalink->post_id == post_id) return permalink;
      if (permalink && !first) first = std::move(permalink);
    }
    ++node;
  }
  return first;
}

// The address of a page that shows this one post alone: as the browser knows it, or as the page declares it.
std::optional<Permalink> permalink_of_page(const Page& page, const MobileStory& story, std::string_view post_id) {
  const Tree& tree = page.tree();
  const NodeIndex view = page.by_id("m_story_permalink_view");
  if (!story.is_photo_page && (view == kNoNode || !tree.contains(view, story.root))) return std::nullopt;
  const auto is_this_post = [&](const std::optional<Permalink>& permalink) {
    return permalink && (post_id.empty() || permalink->post_id == post_id);
  };
  if (auto permalink = read_permalink(page.context().url); is_this_post(permalink)) return permalink;
  const NodeIndex canonical = tree.find(0, tree.size(), [&tree](NodeIndex node) {
    return tree.tag(node) == Tag::link && tree.attribute(node, Name::rel) == "canonical";
  });
  if (canonical == kNoNode) return std::nullopt;
  auto permalink = read_permalink(tree.attribute(canonical, Name::href));
  return is_this_post(permalink) ? permalink : std::nullopt;
}

void read_ids(const Page& page, const MobileStory& story, const StoryData& notes, Metadata& metadata) {
  const Tree& tree = page.tree();
  std::string target;
  for (NodeIndex node = story.root; node < tree.end(story.root) && target.empty(); ++node) {
    target = feedback_id(tree.attribute(node, Name::id));
  }
  auto permalink = find_permalink(page, story, !notes.post_id.empty() ? notes.post_id : target);
  if (!permalink) permalink = permalink_of_page(page, story, !notes.post_id.empty() ? notes.post_id : target);

  Testimony<std::string> id("postId");
  id.hear("story-notes", notes.post_id, Weight::proof);
  if (permalink) id.hear("permalink", permalink->post_id, Weight::label);
  id.hear("feedback-target", target, Weight::label);
  metadata.post_id = verdict(id, metadata.evidence);
  metadata.ad_id = notes.ad_id;
  metadata.source_id = notes.owner_id;
  if (!permalink) return;
  metadata.perma_link = permalink->perma_link;
  metadata.fblinktype = permalink->type;
}

// --- attachment ----------------------------------------------------------------------------------------------------

bool is_video(const Tree& tree, NodeIndex node) {
  if (tree.tag(node) == Tag::video || has_sigil(tree, node, "inlineVideo")) return true;
  const std::string_view href = address_of(tree, node);
  if (contains(href, "/video_redirect/")) return true;
  const auto permalink = href.empty() ? std::nullopt : read_permalink(href);
  return permalink && (permalink->type == "videos" || permalink->type == "watch" || permalink->type == "reel");
}

bool shows_photo(std::string_view href) {
  if (href.empty()) return false;
  const auto permalink = read_permalink(href);
  return contains(href, "/photos/viewer") || (permalink && permalink->type.starts_with("photo"));
}

// A tile of a gallery holds an element, "Previous" and "Next" hold words.
bool holds_element(const Tree& tree, NodeIndex node) {
  return tree.find(node + 1, tree.end(node), [&tree](NodeIndex inner) { return tree.is_element(inner); }) != kNoNode;
}

// A card is built of boxes, an address in a text of words.
bool holds_card(const Tree& tree, NodeIndex link) {
  return tree.find(link + 1, tree.end(link), [&tree](NodeIndex node) {
    const Tag tag = tree.tag(node);
    return tag == Tag::div || tag == Tag::table || tag == Tag::header || tag == Tag::h3 || tag == Tag::h4 ||
           tag == Tag::img || tag == Tag::i;
  }) != kNoNode;
}

// The site's own icons and the emoji.
bool is_decoration(const Tree& tree, NodeIndex picture) {
  const std::string_view source = tree.attribute(picture, Name::src);
  const std::string_view style = tree.attribute(picture, Name::style);
  for (const std::string_view mark : {"/rsrc.php", "/images/emoji", "safe_image.php"}) {
    if (contains(source, mark) || contains(style, mark)) return true;
  }
  return source.empty() && !contains(style, "url(");
}

// "+21" over the last tile of a gallery: how many pictures the page does not show.
std::optional<int> hidden_pictures(const Page& page, std::string_view words) {
  if (!words.starts_with('+') && !words.ends_with('+')) return std::nullopt;
  const auto count = contains(words, " ") ? std::nullopt : read_count(words, page.locale());
  return count ? std::optional(static_cast<int>(count->value)) : std::nullopt;
}

struct Gallery {
  std::set<std::string_view> tiles;  // by address
  int loose = 0;                     // pictures that lead nowhere: of a photo page
  int hidden = 0;
  std::vector<std::string> captions;
};

// A tile's caption is its picture's label, else the words that stand where the picture would.
void add_tile(const Page& page, NodeIndex tile, Gallery& gallery) {
  const Tree& tree = page.tree();
  std::string words = visible_text(tree, tile);
  const std::size_t last_line = words.rfind('\n') + 1;  // npos + 1 is 0
  if (const auto hidden = hidden_pictures(page, std::string_view(words).substr(last_line))) {
    gallery.hidden = *hidden;
    words.resize(last_line);
  }
  std::string caption;
  for (NodeIndex node = tile; node < tree.end(tile) && caption.empty(); ++node) {
    if (tree.tag(node) == Tag::img) caption = folded(tree.attribute(node, Name::alt));
    if (tree.tag(node) == Tag::i) caption = folded(tree.attribute(node, Name::aria_label));
  }
  if (caption.empty()) caption = folded(words);
  if (!caption.empty() && !is_missing_caption(caption, page.locale())) gallery.captions.push_back(std::move(caption));
}

LinkCard read_card(const Page& page, NodeIndex link) {
  const Tree& tree = page.tree();
  LinkCard card;
  card.type = "external";
  if (auto target = external_target(address_of(tree, link))) {
    card.link = *std::move(target);
    card.is_valid = true;
  }
  const NodeIndex title = tree.find(
      link, tree.end(link), [&tree](NodeIndex node) { return tree.tag(node) == Tag::h3 || tree.tag(node) == Tag::h4; });
  if (title != kNoNode) card.title = folded(visible_text(tree, title));
  std::string rest = visible_text(tree, link, [title](NodeIndex node) { return node == title; });
  while (!rest.empty()) {
    const std::size_t line_end = std::min(rest.find('\n'), rest.size());
    const std::string line = rest.substr(0, line_end);
    rest.erase(0, line_end + 1);
    const bool is_host = contains(line, ".") && !contains(line, " ");
    if (card.title.empty() && !is_host) {
      card.title = line;
    } else if (card.site_name.empty() && (is_host || !card.title.empty())) {
      card.site_name = line;
    } else if (card.description.empty()) {
      card.description = line;
    }
  }
  return card;
}

// Reads one element of the attachments; true when what is inside is read with it.
bool read_attached(const Page& page, const MobileStory& story, NodeIndex node, Gallery& gallery, Metadata& metadata) {
  const Tree& tree = page.tree();
  const std::string_view href = address_of(tree, node);
  if (tree.tag(node) == Tag::p) return true;  // words: of a shared story, of a thing for sale
  if (is_video(tree, node)) {
    metadata.video = true;
    return true;
  }
  if (!href.empty() && (external_target(href) || is_opaque_link(href))) {
    const bool better = !metadata.card || metadata.card->title.empty();
    if (better && holds_card(tree, node)) metadata.card = read_card(page, node);
    return true;
  }
  if (shows_photo(href)) {
    if (holds_element(tree, node) && gallery.tiles.insert(href).second) add_tile(page, node, gallery);
    return true;
  }
  const bool picture = tree.tag(node) == Tag::img || tree.tag(node) == Tag::i;
  if (story.is_photo_page && picture && !is_decoration(tree, node)) {
    ++gallery.loose;
    add_tile(page, node, gallery);
  }
  return false;
}

void read_attachments(const Page& page, const MobileStory& story, const StoryData& notes, Metadata& metadata) {
  const Tree& tree = page.tree();
  Gallery gallery;
  metadata.video = notes.attachment_style.starts_with("video");
  for (const NodeIndex attachment : story.attachments) {
    for (NodeIndex node = attachment; node < tree.end(attachment);) {
      node = read_attached(page, story, node, gallery, metadata) ? tree.end(node) : node + 1;
    }
  }
  const int shown = gallery.loose + static_cast<int>(gallery.tiles.size());
  metadata.images.count = std::max(shown + gallery.hidden, static_cast<int>(notes.photo_ids.size()));
  metadata.images.captions = std::move(gallery.captions);
}

// --- shared story --------------------------------------------------------------------------------------------------

NodeIndex first_abbr(const Tree& tree, NodeIndex node) {
  return tree.find(node, tree.end(node), [&tree](NodeIndex inner) { return tree.tag(inner) == Tag::abbr; });
}

SharedPost read_shared(const Page& page, const MobileStory& story, const StoryData& notes) {
  const Tree& tree = page.tree();
  const MobileStory original = mobile_story_at(tree, story.original);
  SharedPost shared;
  Publisher publisher = read_publisher(tree, original.heading);
  shared.source = std::move(publisher.name);
  shared.source_link = std::move(publisher.link);
  shared.post_id = notes.original_post_id;
  shared.text = read_text(page, original.messages).text;
  if (notes.original_published) {
    shared.publication_time = PublicationTime{*notes.original_published};
  } else if (const NodeIndex time = first_abbr(tree, story.original); time != kNoNode) {
    const Context& context = page.context();
    shared.publication_time =
        read_date(visible_text(tree, time), page.locale(), context.captured_at, context.utc_offset);
  }
  for (NodeIndex node = story.original; node < tree.end(story.original) && shared.perma_link.empty(); ++node) {
    const auto permalink = is_link(tree, node) ? read_permalink(address_of(tree, node)) : std::nullopt;
    if (!permalink || permalink->post_id.empty()) continue;
    if (permalink->post_id == shared.post_id) shared.perma_link = permalink->perma_link;
  }
  return shared;
}

Metadata read_story(const Page& page, const MobileStory& story, const StoryData& notes) {
  const Tree& tree = page.tree();
  Metadata metadata;
  Publisher publisher = read_publisher(tree, story.heading);
  metadata.source = std::move(publisher.name);
  metadata.source_link = std::move(publisher.link);
  metadata.display_source = std::move(publisher.line);
  if (story.reason != kNoNode) metadata.reason = folded(visible_text(tree, story.reason));
  read_ids(page, story, notes, metadata);

  OwnText own = read_text(page, story.messages);
  if (own.text.empty()) own = read_text(page, paragraphs_of(tree, story));
  if (!own.text.empty()) metadata.truncated = own.truncated;
  metadata.text = std::move(own.text);
  read_attachments(page, story, notes, metadata);
  if (story.original != kNoNode) metadata.shared = read_shared(page, story, notes);
  return metadata;
}

// --- reactions -----------------------------------------------------------------------------------------------------

struct Letter {
  bool is_digit = false;  // of any script
  std::size_t size = 1;   // in bytes
};

Letter letter_at(std::string_view text, std::size_t at) {
  utf8proc_int32_t code = -1;
  const auto left = static_cast<utf8proc_ssize_t>(text.size() - at);
  const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at), left, &code);
  if (used <= 0) return {};
  return {utf8proc_category(code) == UTF8PROC_CATEGORY_ND, static_cast<std::size_t>(used)};
}

std::size_t first_number(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && !letter_at(text, at).is_digit) at += letter_at(text, at).size;
  return at;
}

// Where the last number begins, "1,234" being one; the size of the text when there is none. Names may hold digits.
std::size_t last_number(std::string_view text) {
  std::size_t found = text.size();
  bool open = false;
  for (std::size_t at = 0; at < text.size(); at += letter_at(text, at).size) {
    const bool digit = letter_at(text, at).is_digit;
    if (digit && !open) found = at;
    open = digit || (open && (text[at] == '.' || text[at] == ','));
  }
  return found;
}

// How many names stand before the number of the others. Japanese sets a comma before the word for "others", too: a last
// piece of three letters at most behind such a comma is that word.
std::int64_t names_in(std::string_view names) {
  constexpr std::string_view kIdeographicComma = "、";
  constexpr std::size_t kLongestWordForOthers = 9;  // three letters of three bytes
  std::int64_t count = 1;
  for (const std::string_view comma : {std::string_view(","), std::string_view("،"), kIdeographicComma}) {
    for (std::size_t at = names.find(comma); at != std::string_view::npos; at = names.find(comma, at + 1)) ++count;
  }
  const std::size_t last = names.rfind(kIdeographicComma);
  const bool only_others =
      last != std::string_view::npos && names.size() - last - kIdeographicComma.size() <= kLongestWordForOthers;
  return only_others ? count - 1 : count;
}

}  // namespace

Impression read_mobile_post(const Page& page, const MobileStory& story, NodeIndex line) {
  const StoryData notes = mobile_notes_at(page.tree(), story.root);
  Impression impression;
  impression.metadata = read_story(page, story, notes);
  const MobileHeader header = read_mobile_header(page, story, line, notes, impression.metadata.evidence);
  impression.visibility = header.visibility;
  impression.metadata.nature = header.nature;
  impression.metadata.publication_time = header.publication_time;
  return impression;
}

std::optional<Count> read_reaction_sentence(std::string_view text, const Locale& locale) {
  const std::string sentence = folded(text);
  const std::size_t number = last_number(sentence);
  const std::string_view names = std::string_view(sentence).substr(0, number);
  if (first_number(sentence) == 0 || names.size() == sentence.size() || contains(names, ":")) {
    return read_count(sentence, locale);
  }
  auto others = read_count(std::string_view(sentence).substr(number), locale);
  if (others) others->value += names_in(names);
  return others;
}

}  // namespace feedwitness::parser
