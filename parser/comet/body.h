#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/comet/layout.h"
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

// What the links of photos and videos tell of the post that they belong to.
struct Media {
  std::string set;                          // the post's id, from the set that its photos are in
  std::vector<std::string_view> addresses;  // of the photos and videos, in page order
};

struct Attachments {
  // The card of a link that leads out of the site. The site plants cards that lead nowhere on organic posts, with words
  // of the post as title: a card is its address, never its looks.
  std::optional<LinkCard> card;
  Images images;  // photos, those behind "+12" too
  bool video = false;
  Media own;
  Media original;  // of the post that this one shares
};

Attachments read_attachments(const Page& page, const Layout& layout);

}  // namespace feedwitness::parser::comet
