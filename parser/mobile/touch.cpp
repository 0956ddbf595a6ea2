// m.facebook.com, to about 2022. The line below the name (data-sigil m-feed-voice-subtitle) holds time and audience,
// the bar below the post (reactions-bling-bar) the counts. parser/mobile/story.h draws the whole.

#include "parser/grammar/counts.h"
#include "parser/mobile/fields.h"
#include "parser/readers.h"
#include "parser/text.h"

namespace feedwitness::parser {
namespace {

// Scripts find their elements by data-sigil; mbasic has none.
bool recognises(const Page& page) {
  const Tree& tree = page.tree();
  const auto is_touch = [&tree](NodeIndex node) {
    return has_sigil(tree, node, "story-div") || has_sigil(tree, node, "m-story-view") ||
           has_sigil(tree, node, "m-feed-voice-subtitle") || has_sigil(tree, node, "mufi-inline");
  };
  return tree.find(0, tree.size(), is_touch) != kNoNode;
}

// The subtitle of the story itself: the shared one has its own.
NodeIndex subtitle_of(const Tree& tree, const MobileStory& story) {
  const NodeIndex from = story.heading == kNoNode ? story.root : story.heading;
  const NodeIndex to = story.original == kNoNode ? tree.end(story.root) : story.original;
  const NodeIndex subtitle =
      tree.find(from, to, [&tree](NodeIndex node) { return has_sigil(tree, node, "m-feed-voice-subtitle"); });
  return subtitle == kNoNode ? story.footer : subtitle;
}

std::optional<Count> read_reactions(const Page& page, NodeIndex sentence) {
  const Tree& tree = page.tree();
  const auto is_icon = [&tree](NodeIndex node) { return tree.tag(node) == Tag::i; };
  if (auto shown = read_reaction_sentence(visible_text(tree, sentence, is_icon), page.locale())) return shown;
  const NodeIndex label =
      tree.find(sentence, tree.end(sentence), [&tree](NodeIndex node) { return tree.has(node, Name::aria_label); });
  if (label == kNoNode) return std::nullopt;
  return read_reaction_sentence(tree.attribute(label, Name::aria_label), page.locale());
}

// A count that stands beside the reactions: comments are marked, shares sometimes; else the words tell, and what
// follows the comments is the shares.
void read_bar_count(const Page& page, NodeIndex span, Metadata& metadata) {
  const Tree& tree = page.tree();
  const std::string text = visible_text(tree, span);
  auto kind = count_kind_of(text, page.locale());
  if (has_sigil(tree, span, "comments-token")) kind = CountKind::comments;
  if (has_sigil(tree, span, "feed-ufi-sharers")) kind = CountKind::shares;
  if (!kind && metadata.comments) kind = CountKind::shares;
  if (kind == CountKind::comments && !metadata.comments) metadata.comments = read_count(text, page.locale());
  if (kind == CountKind::shares && !metadata.shares) metadata.shares = read_count(text, page.locale());
}

// Feeds have the counts in a bar (reactions-bling-bar), permalinks in a block (m-ufi).
void read_counts(const Page& page, const MobileStory& story, Metadata& metadata) {
  const Tree& tree = page.tree();
  NodeIndex bar_end = 0;
  for (NodeIndex node = story.root; node < tree.end(story.root);) {
    if (has_sigil(tree, node, "reactions-bling-bar") || has_sigil(tree, node, "m-ufi")) bar_end = tree.end(node);
    if (has_sigil(tree, node, "reactions-sentence-container")) {
      if (!metadata.reactions_total) metadata.reactions_total = read_reactions(page, node);
      node = tree.end(node);
    } else if (node == story.original || is_comment(tree, node)) {
      node = tree.end(node);
    } else if (node < bar_end && tree.tag(node) == Tag::span) {
      read_bar_count(page, node, metadata);
      node = tree.end(node);
    } else {
      ++node;
    }
  }
}

std::optional<Impression> read(const Page& page, NodeIndex post) {
  const MobileStory story = mobile_story_at(page.tree(), post);
  Impression impression = read_mobile_post(page, story, subtitle_of(page.tree(), story));
  read_counts(page, story, impression.metadata);
  return impression;
}

}  // namespace

const Reader kTouchReader{Era::touch, recognises, mobile_posts, read, nullptr, is_comment};

}  // namespace feedwitness::parser
