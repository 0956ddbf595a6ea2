// mbasic.facebook.com, to about 2024: the same stories without scripts. The first line of the footer holds time and
// audience; below it, or in #ufi_N of a permalink page, stand reactions, comments and buttons, told apart by where they
// lead. parser/mobile/story.h draws the whole.
#include <algorithm>
#include <array>
#include <span>

#include "parser/grammar/counts.h"
#include "parser/mobile/fields.h"
#include "parser/readers.h"
#include "parser/text.h"

namespace feedwitness::parser {
namespace {

bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

// Desktop pages of the same years have data-ft and articles as well, and scripts, which mbasic has not.
bool is_desktop(const Tree& tree, NodeIndex node) {
  constexpr std::array kOfScripts{Name::ajaxify,        Name::aria_posinset,       Name::data_hovercard,
                                  Name::data_lynx_mode, Name::data_pagelet,        Name::data_testid,
                                  Name::data_utime,     Name::data_tooltip_content};
  return std::ranges::any_of(kOfScripts, [&](Name name) { return tree.has(node, name); }) ||
         tree.has_class(node, "userContentWrapper") || tree.has_class(node, "fbUserContent");
}

bool is_mbasic(const Tree& tree, NodeIndex node) {
  constexpr std::array<std::string_view, 4> kIds{"m_story_permalink_view", "MPhotoContent", "m_newsfeed_stream",
                                                 "objects_container"};
  const std::string_view id = tree.attribute(node, Name::id);
  const std::string_view notes = tree.attribute(node, Name::data_ft);
  return std::ranges::find(kIds, id) != kIds.end() || !feedback_id(id).empty() ||
         tree.has_class(node, "story_body_container") || contains(notes, "top_level_post_id") ||
         (tree.tag(node) == Tag::article && !notes.empty());
}

bool recognises(const Page& page) {
  const Tree& tree = page.tree();
  bool mbasic = false;
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    if (tree.attributes(node).empty()) continue;
    if (is_desktop(tree, node)) return false;
    mbasic = mbasic || is_mbasic(tree, node);
  }
  return mbasic;
}

// The line that holds the time; of an advertisement, which has none, the first line.
NodeIndex line_of(const Tree& tree, const MobileStory& story) {
  if (story.footer == kNoNode) return kNoNode;
  const NodeIndex time =
      tree.find(story.footer, tree.end(story.footer), [&tree](NodeIndex node) { return tree.tag(node) == Tag::abbr; });
  if (time == story.footer) return time;
  if (time != kNoNode) return tree.parent(time);
  NodeIndex line = tree.first_child(story.footer);
  while (line != kNoNode && !tree.is_element(line)) line = tree.next_sibling(line);
  return line;
}

bool leads_to(std::string_view href, std::span<const std::string_view> places) {
  return std::ranges::any_of(places, [href](std::string_view place) { return contains(href, place); });
}

constexpr std::array<std::string_view, 2> kReactionButtons{"/a/like.php", "/reactions/picker"};
constexpr std::array<std::string_view, 5> kOtherButtons{"/save/", "/nfx/", "/a/profile.php", "/a/group/",
                                                        "/a/friends/"};
constexpr std::array<std::string_view, 3> kShareLinks{"/composer/mbasic", "/browse/shares", "/sharer"};

bool is_button(std::string_view href) { return leads_to(href, kReactionButtons) || leads_to(href, kOtherButtons); }

// The number of a link or sentence about reactions: exact in its words, cut in its label.
std::optional<Count> read_reactions(const Page& page, NodeIndex link) {
  const Tree& tree = page.tree();
  if (auto shown = read_reaction_sentence(visible_text(tree, link), page.locale())) return shown;
  const NodeIndex label =
      tree.find(link, tree.end(link), [&tree](NodeIndex node) { return tree.has(node, Name::aria_label); });
  if (label == kNoNode) return std::nullopt;
  return read_reaction_sentence(tree.attribute(label, Name::aria_label), page.locale());
}

// "like_N" holds the number and the buttons, "sentence_N" the number alone.
void read_reactions_at(const Page& page, NodeIndex place, Metadata& metadata) {
  const Tree& tree = page.tree();
  for (NodeIndex node = place; node < tree.end(place) && !metadata.reactions_total; ++node) {
    if (tree.tag(node) != Tag::a || is_button(tree.attribute(node, Name::href))) continue;
    metadata.reactions_total = read_reactions(page, node);
  }
}

// What a link with a number in it counts, when its words do not say: where it leads, else on which side of the Like
// button it stands.
CountKind kind_by_place(std::string_view href, bool before_like) {
  if (leads_to(href, kShareLinks)) return CountKind::shares;
  return before_like ? CountKind::reactions : CountKind::comments;
}

void read_link_count(const Page& page, NodeIndex link, bool before_like, Metadata& metadata) {
  const Tree& tree = page.tree();
  const std::string_view href = tree.attribute(link, Name::href);
  const std::string text = visible_text(tree, link);
  const auto count = read_count(text, page.locale());
  if (!count || is_button(href)) return;
  auto kind = count_kind_of(text, page.locale());
  if (!kind) kind = count_kind_of(tree.attribute(link, Name::aria_label), page.locale());
  switch (kind.value_or(kind_by_place(href, before_like))) {
    case CountKind::reactions:
      if (!metadata.reactions_total) metadata.reactions_total = read_reactions(page, link);
      break;
    case CountKind::comments:
      if (!metadata.comments) metadata.comments = count;
      break;
    case CountKind::shares:
      if (!metadata.shares) metadata.shares = count;
      break;
    case CountKind::views: break;
  }
}

// "like_N" holds the number and the buttons, "sentence_N" the number alone.
bool is_about_reactions(const Tree& tree, NodeIndex node) {
  const std::string_view id = tree.attribute(node, Name::id);
  const bool framed = !feedback_id(id).empty() && (id.starts_with("like_") || id.starts_with("sentence_"));
  return framed || contains(tree.attribute(node, Name::href), "/ufi/reaction/profile/browser");
}

void read_counts(const Page& page, const MobileStory& story, Metadata& metadata) {
  const Tree& tree = page.tree();
  const NodeIndex from = story.footer == kNoNode ? story.root : story.footer;
  const NodeIndex line = line_of(tree, story);
  bool before_like = true;
  for (NodeIndex node = from; node < tree.end(story.root);) {
    const bool link = tree.tag(node) == Tag::a;
    const bool about_reactions = is_about_reactions(tree, node);
    const bool in_footer = story.footer != kNoNode && tree.contains(story.footer, node);
    if (about_reactions) read_reactions_at(page, node, metadata);
    if (link && in_footer && !about_reactions) read_link_count(page, node, before_like, metadata);
    if (about_reactions || leads_to(tree.attribute(node, Name::href), kReactionButtons)) before_like = false;
    const bool closed = about_reactions || link || node == line || is_comment(tree, node);
    node = closed ? tree.end(node) : node + 1;
  }
}

std::optional<Impression> read(const Page& page, NodeIndex post) {
  const MobileStory story = mobile_story_at(page.tree(), post);
  Impression impression = read_mobile_post(page, story, line_of(page.tree(), story));
  read_counts(page, story, impression.metadata);
  return impression;
}

}  // namespace

const Reader kMbasicReader{Era::mbasic, recognises, mobile_posts, read, nullptr, is_comment};

}  // namespace feedwitness::parser
