#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parser/page.h"
#include "parser/record.h"

// The site delivers the first posts of a page as data, too: <script type="application/json"> (2021 on) or a call in an
// inline script (before). Each post is an object with "__typename":"Story". Inside, the same facts come many times, in
// sections named after the parts of the screen; every section repeats the story under the key "story", and an original
// that is shared stands under "attached_story". Only what is there is believed; keys are found wherever they stand, for
// the nesting changes every few months while the keys stay:
//
//   post_id, creation_time (unix s), wwwURL, actors[].{id,name,url}, title.text (the header line), message.text,
//   privacy_scope.{icon_image.name,description}, attachments[], reaction_count.count, top_reactions.edges[],
//   share_count.count, comment_count.total_count, and a flag for advertisements whose key is renamed every year:
//   sponsored_data (2020-24), sp_data, sponso_dat_flag (2025), th_dat_spo (2026): null for organic posts, else an
//   object, with ad_id and client_token in one of the sections.
namespace feedwitness::parser::comet {

// One post, as the site's own data describe it. Its times and counts are exact; its text is complete.
struct Story {
  Metadata metadata;  // without evidence; nature is unknown where no flag is
  Visibility visibility = Visibility::unknown;
  std::vector<std::string> keys;  // ids that the rendered post may name: of the post, its photos and videos
  bool is_post = false;           // a unit of a feed, not the mention of a story by a photo or a comment
};

// All posts that a page holds as data.
class Stories {
 public:
  explicit Stories(std::vector<Story> stories);
  Stories(Stories&&) = default;
  Stories(const Stories&) = delete;
  Stories& operator=(const Stories&) = delete;
  Stories& operator=(Stories&&) = delete;
  ~Stories() = default;

  const std::vector<Story>& all() const { return stories_; }

  // The story that bears this id; nullptr when there is none, or more than one.
  const Story* by_key(std::string_view key) const;
  // The only story with this text; nullptr when there is none. A text that was cut ("...") finds the whole one.
  const Story* by_text(std::string_view text) const;

 private:
  std::vector<Story> stories_;
  std::unordered_map<std::string_view, const Story*> by_key_;
};

// Reads the scripts of a page. Linear in their size; data nested deeper than the site ever does are passed over.
Stories read_stories(const Page& page);

}  // namespace feedwitness::parser::comet
