#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "store/feed.h"

namespace feedwitness::views::activity {

// What a post is, in the words of both forms of the feed.
struct Kind {
  std::string_view category;     // Public Feed API
  std::string_view object_type;  // Activity Streams 1.0, behind http://activitystrea.ms/schema/1.0/
  std::string_view type;         // Activity Streams 2.0
};
const Kind& kind_of(const store::ImpressionRow& row);

// "urn:uuid:...", version 8 of RFC 9562: the first 16 bytes of the keyed id. Tells nothing of the post, and is the same
// after it is gone.
std::string urn_of(const identity::Id& id);

// Where the post is on the site; empty when the page did not show it.
std::string address_of(std::string_view perma_link);

// The first line of the text, of at most 80 characters; else the header line, the publisher, the kind.
std::string title_of(const store::ImpressionRow& row);

// The text as HTML without scripts: a paragraph for each line, and the link attachment.
std::string html_of(const store::ImpressionRow& row);
std::string html_of(std::string_view text);

// The pictures' alternative texts.
std::vector<std::string> captions_of(const store::ImpressionRow& row);

// The post that this one shares; its text only where its own audience was found to be everybody.
struct Shared {
  std::string source;
  std::string source_link;
  std::string address;
  std::string text;
  std::optional<Time> published;
};
std::optional<Shared> shared_of(const store::ImpressionRow& row);

}  // namespace feedwitness::views::activity
