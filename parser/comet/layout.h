#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/page.h"

// Where the parts of one post stand. The site's own accessibility map is the surest guide, and it is in no language:
//
//   <div aria-labelledby="A" aria-describedby="B C D F E">
//     [reason line] [avatar link] <h2-h4 id=A> author [verb, place] </h4> <span id=B> time · audience </span>
//     <div id=C> message </div> <div id=D> attachment, or an original post with a header of its own </div>
//     <span id=F> reactions </span> <div id=E> comments </div> [buttons] [comments]
//
// Where the map is missing or its ids lead nowhere, the same parts are told by data-ad-rendering-role, by the ids' own
// arithmetic (they count up: A, A+1 ...) or by where they stand to each other.
namespace feedwitness::parser::comet {

enum class Part : std::uint8_t {
  heading,    // <h1>-<h6>, or the element in the role of the author's name
  message,    // the text of a post
  card_site,  // rendering roles of a link card
  card_title,
  card_text,
  link,      // <a href>
  picture,   // <img>
  reaction,  // <img> of a reaction: drawn in line, for eyes alone
  video,     // <video>
  block,     // <div dir>: a paragraph
  button,    // role=button
  toolbar,   // role=toolbar: the reactions
  action,    // rendering roles of the buttons Like, Comment, Share
  comment,   // a nested article
};

struct Mark {
  Part part;
  NodeIndex node;
};

// One header and the text that belongs to it. kNoNode where a part is missing.
struct Header {
  NodeIndex heading = kNoNode;
  NodeIndex author = kNoNode;  // the link to the publisher in the heading; kNoNode for an anonymous one
  NodeIndex subtitle = kNoNode;
  NodeIndex message = kNoNode;
};

struct Layout {
  NodeIndex root = kNoNode;
  std::vector<Mark> marks;  // in page order; nothing inside comments, decoys, composers

  Header own;
  Header shared;               // the original that this post shares
  NodeIndex header_begin = 0;  // where the avatar or the heading starts: before it stands the reason line
  NodeIndex body_begin = 0;    // after the subtitle: message and attachments
  NodeIndex body_end = 0;      // where the counts and buttons start, or the posts of those who share
  NodeIndex footer_end = 0;    // body_end and footer_end are equal when the counts are not of this post
  NodeIndex toolbar = kNoNode;
  NodeIndex comments = kNoNode;  // the element that counts the comments, by the map
  bool mapped = false;           // the map is whole: what it names and is not there, the post does not have
};

// The marks inside a node's subtree, itself among them.
std::span<const Mark> marks_in(const Tree& tree, const Layout& layout, NodeIndex node);

// Reads where everything stands, in one pass over the post.
Layout lay_out(const Page& page, NodeIndex root);

// True for what is never part of a post's own content: comments, decoys, composers, scripts.
bool is_foreign(const Tree& tree, NodeIndex node);

// The first link to a publisher in a heading; kNoNode when there is none.
NodeIndex find_author(const Tree& tree, NodeIndex heading);

// The subtitle of a heading by where it stands: next to it, or to what wraps it below `root`; kNoNode when there is
// none.
NodeIndex find_subtitle(const Tree& tree, NodeIndex root, NodeIndex heading);

// The id that stands `steps` after `id` in the counting of the site's ids: "jsc_c_9" and 1 give "jsc_c_a", ":r1v:"
// ":r20:",
// "_r_9_" "_r_a_". Empty for an id that does not count.
std::string id_after(std::string_view id, int steps);

}  // namespace feedwitness::parser::comet
