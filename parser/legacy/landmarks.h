#pragma once

#include <cstdint>
#include <vector>

#include "parser/tree/tree.h"

namespace feedwitness::parser::legacy {

// What an element is by the names that the site gave it between 2013 and 2020. Several names of one part lived side by
// side and followed each other; the table that knows them is in legacy_landmarks.cpp.
enum Mark : std::uint32_t {
  kUnit = 1U << 0U,         // one place of a feed: hyperfeed_story_id_N, mall_post_N, _5jmm
  kWrapper = 1U << 1U,      // one story: userContentWrapper, fbUserContent
  kBody = 1U << 2U,         // what a story, a combined unit or a suggestion stands in: _5pcr
  kHeading = 1U << 3U,      // the line that names the publisher
  kAvatar = 1U << 4U,       // the publisher's picture
  kSubtitle = 1U << 5U,     // the line of label, time and audience
  kLabel = 1U << 6U,        // the slot of "Sponsored", which organic stories leave empty
  kTime = 1U << 7U,         // an <abbr> that holds an instant
  kAudience = 1U << 8U,     // the icon of the audience
  kText = 1U << 9U,         // a message
  kAttachment = 1U << 10U,  // what hangs under the message
  kVideo = 1U << 11U,
  kFeedback = 1U << 12U,  // reactions, counts, comments, buttons
  kComment = 1U << 13U,   // a comment, a reply, the box for writing one
  kAside = 1U << 14U,     // the right column, chat, navigation
  kClutter = 1U << 15U,   // a story's menu, noscript doubles: nothing of the story
  kTooltip = 1U << 16U,   // something that explains itself under the mouse, as every audience icon does
};
std::uint32_t marks_of(const Tree& tree, NodeIndex node);

// The parts of one publication: the post itself, or the original that it shares.
struct Story {
  NodeIndex heading = kNoNode;
  NodeIndex avatar = kNoNode;
  NodeIndex subtitle = kNoNode;
  NodeIndex label = kNoNode;
  NodeIndex time = kNoNode;
  NodeIndex audience = kNoNode;  // the icon; where no name tells it, the last tooltip of the header
  NodeIndex text = kNoNode;
};

// Where everything is in one post, found in one pass over its range.
struct Landmarks {
  NodeIndex root = kNoNode;
  NodeIndex body = kNoNode;    // the innermost story that is the post itself; inside root, or root
  NodeIndex reason = kNoNode;  // the line above the post: "Ana and 3 others like this"
  Story own;
  Story original;
  NodeIndex header_end = kNoNode;   // where message or attachments begin: the header is [body, header_end)
  std::vector<NodeIndex> links;     // anchors among the attachments, headers and messages left out
  std::vector<NodeIndex> pictures;  // <img> among the attachments
  NodeIndex video = kNoNode;
  NodeIndex feedback = kNoNode;  // its range ends with the post's
};
Landmarks survey(const Tree& tree, NodeIndex post);

}  // namespace feedwitness::parser::legacy
