#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace feedwitness::parser::legacy {

// What the id of the line under the publisher tells (2018 to 2020). Its forms:
//
//   feed_subtitle_<n>;<publisher>;<post or 0>;<post>;<seconds>:<key>:5:0          a post
//   feed_subtitle_<n>;<publisher>;<post or 0>;<post>;<seconds>:<key>:5:0:<number> an advertisement
//   feed_subtitle_<n>;<publisher>;<..>;<..>;<seconds>:<n>;<publisher>;..          several people's doing
//   feed_subtitle_<publisher>;<post>;;9                                           on a page's own timeline
//   feed_subtitle_<post>:5:0                                                      the original that a post shares
//   feed_subtitle_<publisher>:<photo>,..:Ent..Story:..:<seconds>:5                photos
struct SubtitleId {
  std::string publisher_id;
  std::string post_id;
  std::optional<Time> time;
  bool ends_like_ad = false;  // a number behind ":5:0:"
  bool has_no_story = false;  // 0 where the story stands
};
SubtitleId read_subtitle_id(std::string_view id);

}  // namespace feedwitness::parser::legacy
