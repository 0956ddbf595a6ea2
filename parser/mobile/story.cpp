#include "parser/mobile/story.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "parser/grammar/links.h"

namespace feedwitness::parser {
namespace {

constexpr std::string_view kMessage = "*s";
constexpr std::string_view kAttachment = "H";
constexpr std::string_view kFooter = "*W";

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::string_view id_of(const Tree& tree, NodeIndex node) { return tree.attribute(node, Name::id); }

std::string_view part(const Tree& tree, NodeIndex node) { return part_of(tree.attribute(node, Name::data_ft)); }

bool is_article(const Tree& tree, NodeIndex node) {
  return tree.tag(node) == Tag::article || tree.attribute(node, Name::role) == "article";
}

bool has_story_notes(const Tree& tree, NodeIndex node) {
  const std::string_view notes = tree.attribute(node, Name::data_ft);
  return part_of(notes).starts_with("-R") || notes.find("\"top_level_post_id\"") != std::string_view::npos;
}

// Notes that are no JSON: pages pass through tools that blank them.
bool has_blanked_notes(const Tree& tree, NodeIndex node) {
  return tree.has(node, Name::data_ft) && !tree.attribute(node, Name::data_ft).starts_with('{');
}

bool is_permalink_view(const Tree& tree, NodeIndex node) { return id_of(tree, node) == "m_story_permalink_view"; }

bool is_photo_content(const Tree& tree, NodeIndex node) {
  return id_of(tree, node) == "MPhotoContent" || id_of(tree, node) == "MPhotoUpperContent";
}

// Calls `visit` for each node of [from, to) that stands in no comment.
template <typename Visit>
void each_outside_comments(const Tree& tree, NodeIndex from, NodeIndex to, Visit visit) {
  for (NodeIndex node = from; node < to;) {
    if (node != from && is_comment(tree, node)) {
      node = tree.end(node);
    } else {
      visit(node++);
    }
  }
}

NodeIndex first_link(const Tree& tree, NodeIndex node) {
  return tree.find(node, tree.end(node),
                   [&tree](NodeIndex inner) { return tree.tag(inner) == Tag::a && tree.has(inner, Name::href); });
}

// Titles of cards are h3, too, but stand inside their link.
bool is_heading(const Tree& tree, NodeIndex node) {
  return tree.tag(node) == Tag::h3 && first_link(tree, node) != kNoNode;
}

// Something to react with: posts have it, suggestions have not.
bool is_feedback_control(const Tree& tree, NodeIndex node) {
  if (!feedback_id(id_of(tree, node)).empty()) return true;
  if (tree.tag(node) != Tag::a) return false;
  constexpr std::array<std::string_view, 3> kControls{"/a/like.php", "/reactions/picker", "/ufi/reaction/"};
  for (const std::string_view address : {tree.attribute(node, Name::href), tree.attribute(node, "data-uri")}) {
    for (const std::string_view control : kControls) {
      if (address.find(control) != std::string_view::npos) return true;
    }
  }
  return false;
}

bool is_candidate(const Tree& tree, NodeIndex node) {
  return is_article(tree, node) || is_permalink_view(tree, node) || has_sigil(tree, node, "m-story-view") ||
         has_story_notes(tree, node) || (tree.tag(node) == Tag::div && has_blanked_notes(tree, node));
}

bool has_post_id(const Tree& tree, NodeIndex root) {
  const auto notes = read_data_ft(tree.attribute(root, Name::data_ft));
  return notes && !notes->post_id.empty();
}

// A post names its publisher, or bears an id where the publisher is anonymous, and says when it was published or lets
// people react.
bool is_post(const Tree& tree, NodeIndex root) {
  bool named = false;
  bool alive = false;
  each_outside_comments(tree, root, tree.end(root), [&](NodeIndex node) {
    named = named || is_heading(tree, node);
    alive = alive || tree.tag(node) == Tag::abbr || is_feedback_control(tree, node);
  });
  return alive && (named || has_post_id(tree, root));
}

bool is_suggestion(const Tree& tree, NodeIndex root) {
  const auto notes = read_data_ft(tree.attribute(root, Name::data_ft));
  return notes && notes->suggestion;
}

// --- notes ---------------------------------------------------------------------------------------------------------

StoryData notes_of_links(const Tree& tree, NodeIndex root) {
  const NodeIndex link = tree.find(root, tree.end(root), [&tree](NodeIndex node) {
    return tree.tag(node) == Tag::a && tree.attribute(node, Name::href).find("_ft_=") != std::string_view::npos;
  });
  if (link == kNoNode) return {};
  const auto list = query_parameter(tree.attribute(link, Name::href), "_ft_");
  return list ? read_ft_list(*list) : StoryData{};
}

// --- parts ---------------------------------------------------------------------------------------------------------

// `node`, or the outermost ancestor of it below `root` that `wanted` accepts.
template <typename Predicate>
NodeIndex outermost(const Tree& tree, NodeIndex root, NodeIndex node, Predicate wanted) {
  NodeIndex found = kNoNode;
  for (; node != kNoNode && node != root; node = tree.parent(node)) {
    if (wanted(node)) found = node;
  }
  return found;
}

// True for a heading of the shared story: it stands in an attachment, its link says so, or it stands in a story of its
// own that cannot be reacted to.
bool is_of_original(const Tree& tree, const MobileStory& story, NodeIndex heading) {
  if (stands_in(tree, story.attachments, heading)) return true;
  const auto letters = query_parameter(tree.attribute(first_link(tree, heading), Name::href), "__tn__");
  if (letters && letters->find('H') != std::string::npos) return true;
  const NodeIndex nested =
      outermost(tree, story.root, heading, [&tree](NodeIndex node) { return is_article(tree, node); });
  const auto is_control = [&tree](NodeIndex node) { return is_feedback_control(tree, node); };
  return nested != kNoNode && story.root != nested && story.heading != kNoNode &&
         tree.find(nested, tree.end(nested), is_control) == kNoNode && !tree.contains(nested, story.heading);
}

void take_labelled_parts(const Tree& tree, MobileStory& story) {
  each_outside_comments(tree, story.root, tree.end(story.root), [&](NodeIndex node) {
    if (node == story.root || stands_in(tree, story.attachments, node)) return;
    const std::string_view letters = part(tree, node);
    if (letters == kAttachment) story.attachments.push_back(node);
    if (letters == kMessage) story.messages.push_back(node);
    if (letters == kFooter || (tree.tag(node) == Tag::footer && story.footer == kNoNode)) story.footer = node;
  });
}

void take_headings(const Tree& tree, MobileStory& story) {
  each_outside_comments(tree, story.root, tree.end(story.root), [&](NodeIndex node) {
    if (!is_heading(tree, node)) return;
    if (story.heading == kNoNode) {
      story.heading = node;
    } else if (is_of_original(tree, story, node)) {
      if (story.original == kNoNode) story.original = node;
    } else if (story.reason == kNoNode && story.original == kNoNode) {
      story.reason = std::exchange(story.heading, node);
    }
  });
}

// "Anonymous member" bears no link.
void take_plain_heading(const Tree& tree, MobileStory& story) {
  if (story.heading != kNoNode) return;
  each_outside_comments(tree, story.root, tree.end(story.root), [&](NodeIndex node) {
    const bool heading = tree.tag(node) == Tag::h3 && !stands_in(tree, story.attachments, node);
    if (heading && story.heading == kNoNode) story.heading = node;
  });
}

// "Suggested for you" bears no link: any header that ends before the heading begins.
void take_plain_reason(const Tree& tree, MobileStory& story) {
  if (story.reason != kNoNode || story.heading == kNoNode) return;
  story.reason = tree.find(story.root, story.heading, [&](NodeIndex node) {
    return tree.tag(node) == Tag::header && tree.end(node) <= story.heading;
  });
}

// What a block is when no letters say it: pictures, cards, videos and shared stories are attached; the last block with
// a time is the footer; the rest is message.
bool looks_attached(const Tree& tree, NodeIndex block) {
  return tree.find(block, tree.end(block), [&](NodeIndex node) {
    const Tag tag = tree.tag(node);
    if (tag == Tag::h3 || tag == Tag::table || tag == Tag::video) return true;
    if (tag != Tag::img && tag != Tag::i) return false;
    return tree.closest(node, [&](NodeIndex outer) { return outer <= block || tree.tag(outer) == Tag::p; }) <= block;
  }) != kNoNode;
}

bool holds(const Tree& tree, NodeIndex block, Tag tag) {
  return tree.find(block, tree.end(block), [&](NodeIndex node) { return tree.tag(node) == tag; }) != kNoNode;
}

// The part of a permalink page below the post: reactions and comments, in #ufi_N.
bool holds_feedback(const Tree& tree, NodeIndex block) {
  return tree.find(block, tree.end(block), [&](NodeIndex node) { return id_of(tree, node).starts_with("ufi_"); }) !=
         kNoNode;
}

bool shows_something(const Tree& tree, NodeIndex block) {
  constexpr std::array kVisible{Tag::img, Tag::i, Tag::video, Tag::a, Tag::abbr};
  return tree.find(block, tree.end(block), [&](NodeIndex node) {
    const Tag tag = tree.tag(node);
    return tag == Tag::text ? tree[node].text.find_first_not_of(" \t\r\n") != std::string_view::npos
                            : std::ranges::find(kVisible, tag) != kVisible.end();
  }) != kNoNode;
}

// The elements that follow the heading's header, in it and in each element around it, up to the root.
std::vector<NodeIndex> blocks_after_heading(const Tree& tree, const MobileStory& story) {
  NodeIndex block = outermost(tree, story.root, story.heading, [&tree](NodeIndex node) {
    return tree.tag(node) == Tag::header || tree.tag(node) == Tag::table;
  });
  std::vector<NodeIndex> blocks;
  if (block == kNoNode) block = story.heading;
  for (; block != story.root && block != kNoNode; block = tree.parent(block)) {
    for (NodeIndex next = tree.next_sibling(block); next != kNoNode; next = tree.next_sibling(next)) {
      if (is_comment(tree, next) || holds_feedback(tree, next)) return blocks;
      if (tree.is_element(next) && shows_something(tree, next)) blocks.push_back(next);
    }
  }
  return blocks;
}

void take_unlabelled_parts(const Tree& tree, MobileStory& story) {
  std::vector<NodeIndex> blocks = blocks_after_heading(tree, story);
  if (!blocks.empty() && (blocks.back() == story.footer || holds(tree, blocks.back(), Tag::abbr))) {
    story.footer = blocks.back();
    blocks.pop_back();
  }
  for (const NodeIndex block : blocks) {
    if (block == story.footer) continue;
    (looks_attached(tree, block) ? story.attachments : story.messages).push_back(block);
  }
}

// The heading of the shared story is known; its root is the story around it.
void widen_original(const Tree& tree, MobileStory& story) {
  const auto is_story = [&tree](NodeIndex node) {
    return is_article(tree, node) || tree.has_class(node, "story_body_container") ||
           has_sigil(tree, node, "m-feed-story-attachments-element");
  };
  const auto around = std::ranges::find_if(
      story.attachments, [&](NodeIndex attachment) { return tree.contains(attachment, story.original); });
  const NodeIndex limit = around == story.attachments.end() ? story.root : *around;
  const NodeIndex widest = outermost(tree, limit, story.original, is_story);
  story.original = widest != kNoNode ? widest : limit;
}

// A photo page: the picture, then #MPhotoContent with name, caption and time.
void take_photo_parts(const Tree& tree, NodeIndex content, MobileStory& story) {
  story.is_photo_page = true;
  story.heading = tree.find(content, tree.end(content), [&tree](NodeIndex node) {
    return tree.tag(node) == Tag::a && (tree.has_class(node, "actor-link") || holds(tree, node, Tag::strong));
  });
  for (NodeIndex child = tree.first_child(story.root); child != kNoNode && child < content;
       child = tree.next_sibling(child)) {
    if (tree.is_element(child) && !tree.contains(child, content)) story.attachments.push_back(child);
  }
  if (story.heading == kNoNode) return;
  for (NodeIndex next = tree.next_sibling(story.heading); next != kNoNode; next = tree.next_sibling(next)) {
    if (!holds(tree, next, Tag::abbr)) story.messages.push_back(next);
  }
  story.footer =
      tree.find(story.heading, tree.end(content), [&tree](NodeIndex node) { return tree.tag(node) == Tag::abbr; });
  if (story.footer != kNoNode) story.footer = tree.parent(story.footer);
}

// The nearest element around the content that holds the picture, too.
NodeIndex photo_root(const Tree& tree, NodeIndex content) {
  constexpr int kLevels = 8;
  NodeIndex root = content;
  for (int level = 0; level < kLevels; ++level) {
    const NodeIndex outer = tree.parent(root);
    if (outer == kNoNode || tree.tag(outer) == Tag::document || tree.tag(outer) == Tag::body) return root;
    root = outer;
    const NodeIndex picture = tree.find(root, content, [&tree](NodeIndex node) { return tree.tag(node) == Tag::img; });
    if (picture != kNoNode) return root;
  }
  return root;
}

}  // namespace

std::string_view feedback_id(std::string_view id) {
  constexpr std::array<std::string_view, 5> kPrefixes{"like_", "ufi_", "sentence_", "actions_", "feedback_inline_"};
  for (const std::string_view prefix : kPrefixes) {
    if (id.starts_with(prefix) && all_digits(id.substr(prefix.size()))) return id.substr(prefix.size());
  }
  return {};
}

std::string_view address_of(const Tree& tree, NodeIndex node) {
  return tree.tag(node) == Tag::a ? tree.attribute(node, Name::href) : std::string_view();
}

bool stands_in(const Tree& tree, const std::vector<NodeIndex>& outer, NodeIndex node) {
  return std::ranges::any_of(outer, [&](NodeIndex one) { return tree.contains(one, node); });
}

bool has_sigil(const Tree& tree, NodeIndex node, std::string_view token) {
  const std::string_view sigils = tree.attribute(node, Name::data_sigil);
  for (std::size_t at = sigils.find(token); at != std::string_view::npos; at = sigils.find(token, at + 1)) {
    const bool starts = at == 0 || sigils[at - 1] == ' ';
    const std::size_t end = at + token.size();
    if (starts && (end == sigils.size() || sigils[end] == ' ')) return true;
  }
  return false;
}

bool is_comment(const Tree& tree, NodeIndex node) {
  if (tree.tag(node) != Tag::div) return false;
  const std::string_view id = id_of(tree, node);
  return all_digits(id) || id.starts_with("composer-") || has_sigil(tree, node, "comment") ||
         has_sigil(tree, node, "comments-preview");
}

std::vector<NodeIndex> mobile_posts(const Page& page) {
  const Tree& tree = page.tree();
  std::vector<NodeIndex> posts;
  for (NodeIndex node = 0; node < tree.size();) {
    if (is_photo_content(tree, node)) {
      const NodeIndex root = photo_root(tree, node);
      if (posts.empty() || !tree.contains(posts.back(), root)) posts.push_back(root);
      node = tree.end(root);
    } else if (is_comment(tree, node) || (is_candidate(tree, node) && is_suggestion(tree, node))) {
      node = tree.end(node);
    } else if (is_candidate(tree, node) && is_post(tree, node)) {
      posts.push_back(node);
      node = tree.end(node);
    } else {
      ++node;
    }
  }
  return posts;
}

StoryData mobile_notes_at(const Tree& tree, NodeIndex root) {
  StoryData data;
  const NodeIndex node =
      tree.find(root, tree.end(root), [&tree](NodeIndex inner) { return has_story_notes(tree, inner); });
  if (node != kNoNode) {
    if (auto notes = read_data_ft(tree.attribute(node, Name::data_ft))) data = *std::move(notes);
    if (auto notes = read_data_store(tree.attribute(node, Name::data_store))) data = merged(std::move(data), *notes);
    data = merged(std::move(data), read_ft_list(tree.attribute(node, "data-xt")));
  }
  return data.published && !data.post_id.empty() ? data : merged(std::move(data), notes_of_links(tree, root));
}

MobileStory mobile_story_at(const Tree& tree, NodeIndex root) {
  MobileStory story;
  story.root = root;
  const NodeIndex photo =
      tree.find(root, tree.end(root), [&tree](NodeIndex node) { return is_photo_content(tree, node); });
  if (photo != kNoNode) {
    take_photo_parts(tree, photo, story);
    return story;
  }
  take_labelled_parts(tree, story);
  take_headings(tree, story);
  take_plain_heading(tree, story);
  take_plain_reason(tree, story);
  if (story.messages.empty() && story.attachments.empty() && story.heading != kNoNode) {
    take_unlabelled_parts(tree, story);
  }
  if (story.original != kNoNode) widen_original(tree, story);
  return story;
}

}  // namespace feedwitness::parser
