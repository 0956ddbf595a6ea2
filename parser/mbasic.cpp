// mbasic.facebook.com, to about 2024: the same stories without scripts. The first line of the footer holds time and
// audience; below it, or in #ufi_N of a permalink page, stand reactions, comments and buttons, told apart by where they
// lead. parser/mobile_story.h draws the whole.
#include <array>

#include "parser/counts.h"
#include "parser/mobile_fields.h"
#include "parser/readers.h"
#include "parser/text.h"

namespace feedwitness::parser {
namespace {

bool contains(std::string_view text, std::string_view piece) { return text.find(piece) != std::string_view::npos; }

// Desktop pages of the same years have data-ft and articles as well.
bool is_desktop(const Tree& tree, NodeIndex node) {
  return tree.has_class(node, "userContentWrapper") || tree.has_class(node, "fbUserContent") ||
         tree.has(node, Name::data_utime) || tree.attribute(node, Name::id).starts_with("hyperfeed_story_id_");
}

bool recognises(const Page& page) {
  const Tree& tree = page.tree();
  bool mbasic = false;
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    if (is_desktop(tree, node)) return false;
    if (mbasic) continue;
    const std::string_view id = tree.attribute(node, Name::id);
    const std::string_view notes = tree.attribute(node, Name::data_ft);
    const std::string_view href = tree.attribute(node, Name::href);
    mbasic = id == "m_story_permalink_view" || id == "MPhotoContent" || id == "m_newsfeed_stream" ||
             id == "objects_container" || tree.has_class(node, "story_body_container") ||
             contains(notes, "top_level_post_id") || !feedback_id(id).empty() ||
             (tree.tag(node) == Tag::article && !notes.empty()) || contains(href, "://mbasic.facebook.com/");
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

bool is_button(std::string_view href) {
  constexpr std::array<std::string_view, 7> kButtons{"/a/like.php",    "/reactions/picker", "/save/",     "/nfx/",
                                                     "/a/profile.php", "/a/group/",         "/a/friends/"};
  for (const std::string_view button : kButtons) {
    if (contains(href, button)) return true;
  }
  return false;
}

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

// A link below the post with a number in it counts shares when it leads to them or says so, else comments.
void read_link_count(const Page& page, NodeIndex link, Metadata& metadata) {
  const Tree& tree = page.tree();
  const std::string_view href = tree.attribute(link, Name::href);
  const std::string text = visible_text(tree, link);
  const auto count = read_count(text, page.locale());
  if (!count || is_button(href)) return;
  const bool to_shares = contains(href, "/composer/mbasic") || contains(href, "/browse/shares");
  const CountKind kind =
      count_kind_of(text, page.locale()).value_or(to_shares ? CountKind::shares : CountKind::comments);
  if (kind == CountKind::comments && !metadata.comments) metadata.comments = count;
  if (kind == CountKind::shares && !metadata.shares) metadata.shares = count;
}

void read_counts(const Page& page, const MobileStory& story, Metadata& metadata) {
  const Tree& tree = page.tree();
  const NodeIndex from = story.footer == kNoNode ? story.root : story.footer;
  const NodeIndex line = line_of(tree, story);
  for (NodeIndex node = from; node < tree.end(story.root);) {
    const std::string_view id = tree.attribute(node, Name::id);
    const bool about_reactions =
        (!feedback_id(id).empty() && (id.starts_with("like_") || id.starts_with("sentence_"))) ||
        contains(tree.attribute(node, Name::href), "/ufi/reaction/profile/browser");
    if (about_reactions) read_reactions_at(page, node, metadata);
    const bool in_footer = story.footer != kNoNode && tree.contains(story.footer, node);
    if (tree.tag(node) == Tag::a && in_footer && !about_reactions) read_link_count(page, node, metadata);
    const bool closed = about_reactions || node == line || is_comment(tree, node) || tree.tag(node) == Tag::a;
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

const Reader kMbasicReader{Era::mbasic, recognises, mobile_posts, read};

}  // namespace feedwitness::parser
