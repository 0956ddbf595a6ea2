#pragma once

#include <optional>
#include <string>

#include "parser/comet_layout.h"
#include "parser/record.h"

// What stands between a post's header and its counts: text, link card, pictures, video.
namespace feedwitness::parser::comet {

struct Message {
  std::string text;
  std::optional<bool> truncated;
};

// The text of the post itself.
Message read_message(const Page& page, const Layout& layout);

// The text of one message element.
Message read_message(const Page& page, const Layout& layout, NodeIndex message);

// The card of a link that leads out of the site. The site plants cards that lead nowhere on organic posts, with words
// of the post as title: a card is its address, never its looks.
std::optional<LinkCard> read_card(const Page& page, const Layout& layout);

// Photos, the ones behind "+12" too.
Images read_images(const Page& page, const Layout& layout);

bool has_video(const Page& page, const Layout& layout);

// Ids that the body's links name, for want of a permalink.
struct MediaIds {
  std::string set;                          // of the post, from the set that its photos are in
  std::vector<std::string_view> addresses;  // of photos and videos, in page order
};

// Those of the post itself, or of the original that it shares.
MediaIds read_media_ids(const Page& page, const Layout& layout, bool of_original);

}  // namespace feedwitness::parser::comet
