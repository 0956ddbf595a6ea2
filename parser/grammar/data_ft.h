#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

// The site's own notes about a story, which legacy and mobile pages carry in three notations of the same keys:
//
//   data-ft      JSON: {"top_level_post_id":"123","content_owner_id_new":"45","page_insights":{...},"tn":"-R"}
//   data-store   JSON whose "linkdata" is a list: "mf_story_key.9:top_level_post_id.123:content_owner_id_new.45"
//   _ft_         the query parameter of most links of a story: the same list
//
// A value of the list may be JSON itself (page_insights), colons included. Ids come as strings or as numbers.
namespace feedwitness::parser {

// What the notes say of one story. Empty, nullopt: they do not say.
struct StoryData {
  std::string post_id;           // top_level_post_id, else the page_insights' story_fbid, else feedback_target
  std::string owner_id;          // content_owner_id_new: who published it
  std::string group_id;          // the group in which it stands
  std::string photo_id;          // of a story whose address may carry the photo's id instead of the post's
  std::string original_post_id;  // of the story that it shares
  std::string original_owner_id;
  std::string attachment_style;  // "photo", "album", "video_inline", "share", "life_event" ...
  std::string ad_id;
  std::vector<std::string> photo_ids;  // all pictures of an album, the hidden ones too
  std::optional<Time> published;       // page_insights: exact
  std::optional<Time> original_published;
  std::optional<bool> sponsored;  // a flag or an advertisement's token says so
  bool suggestion = false;        // people you may know, promotions of the site itself: no post

  bool operator==(const StoryData&) const = default;
};

// Reads the value of a data-ft attribute. nullopt when it is no JSON object.
std::optional<StoryData> read_data_ft(std::string_view json);

// Reads the value of a data-store attribute. nullopt when it is no JSON object.
std::optional<StoryData> read_data_store(std::string_view json);

// Reads the list notation, percent-decoded: the `_ft_` parameter or a data-xt attribute.
StoryData read_ft_list(std::string_view list);

// `first`, with what it does not say taken from `second`.
StoryData merged(StoryData first, StoryData second);

// The letters with which data-ft marks a part: "*s" message, "H" attachment, "*W" footer, "K" message (desktop) ...
// Empty when there are none. Reads no JSON: most data-ft attributes hold nothing else.
std::string_view part_of(std::string_view data_ft);

}  // namespace feedwitness::parser
