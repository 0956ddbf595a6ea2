#pragma once

#include <string_view>
#include <vector>

#include "parser/grammar/data_ft.h"
#include "parser/page.h"

// Where the mobile sites keep the parts of a story. Touch and mbasic write it alike, touch with more attributes:
//
//   article|div  data-ft {"top_level_post_id":...,"tn":"-R"}           the story
//     header                                                           "Ana commented on this.", "Suggested for you"
//     div        .story_body_container on touch
//       header   h3 > strong > a                                       who published it, where; touch: time and
//       audience div      data-ft {"tn":"*s"}                                   the message div      data-ft {"tn":"H"}
//       pictures, video, card, or
//         article                                                      the shared story: header, "*s", "H" again
//     footer     data-ft {"tn":"*W"}                                   mbasic: time and audience; counts and buttons
//
// A permalink page wraps it in #m_story_permalink_view, with the counts and comments in #ufi_N beside it. A photo page
// has #MPhotoContent instead. Where the letters of data-ft are missing, the order of the blocks tells the same.
namespace feedwitness::parser {

// The parts of one story. kNoNode, empty: it has none.
struct MobileStory {
  NodeIndex root = kNoNode;
  NodeIndex reason = kNoNode;   // the header above the story
  NodeIndex heading = kNoNode;  // who published it
  std::vector<NodeIndex> messages;
  std::vector<NodeIndex> attachments;
  NodeIndex footer = kNoNode;
  NodeIndex original = kNoNode;  // the root of the shared story
  bool is_photo_page = false;    // one photo by itself: it leads nowhere
};

// The roots of everything that stands where a post stands: stories, permalinks and photo pages, the outermost ones,
// without suggestions and comments.
std::vector<NodeIndex> mobile_posts(const Page& page);

MobileStory mobile_story_at(const Tree& tree, NodeIndex root);

// The site's own notes about the story at `root`, from whichever notation holds them.
StoryData mobile_notes_at(const Tree& tree, NodeIndex root);

// The number of the story in an id like "like_123", "ufi_123", "feedback_inline_123"; empty for others.
std::string_view feedback_id(std::string_view id);

// The address that a link leads to; empty for what is no link.
std::string_view address_of(const Tree& tree, NodeIndex node);

// True when `node` stands in one of `outer`.
bool stands_in(const Tree& tree, const std::vector<NodeIndex>& outer, NodeIndex node);

// True when `token` is one of the words of data-sigil.
bool has_sigil(const Tree& tree, NodeIndex node, std::string_view token);

// True for the root of a comment, of a preview of comments, and of the form to write one.
bool is_comment(const Tree& tree, NodeIndex node);

}  // namespace feedwitness::parser
