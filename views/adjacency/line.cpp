#include "views/adjacency/line.h"

#include "base/json_text.h"
#include "views/adjacency/advertisers.h"
#include "views/adjacency/languages.h"

namespace feedwitness::views::adjacency {
namespace {

// Of a private post and of one that was not captured nothing is known.
const Post& known_of(const Neighbour& neighbour) {
  static const Post kNothing;
  return neighbour.post != nullptr && neighbour.post->is_public ? *neighbour.post : kNothing;
}

std::string_view privacy_of(const Neighbour& neighbour) {
  if (neighbour.post == nullptr) return {};
  return name_of(neighbour.post->is_public ? parser::Visibility::public_post : parser::Visibility::private_post);
}

// The eight keys of the document, behind `prefix`: "above_", "below_", or nothing in the extended form's list.
void append_content(JsonObject& object, std::string_view prefix, const Neighbour& neighbour) {
  const Post& post = known_of(neighbour);
  std::string key;
  const auto named = [&](std::string_view name) -> std::string_view {
    return key.assign(prefix).append("content_").append(name);
  };
  object.text_or_null(named("id"), post.id);
  object.text_or_null(named("root_id"), post.root_id);
  object.text_or_null(named("owner_id"), post.owner_id);
  object.text_or_null(named("root_owner_id"), post.root_owner_id);
  object.text_or_null(named("language"), language_in(Languages::business, post.text));
  object.text(named("position"), name_of(neighbour.side));
  object.number(named("distance"), neighbour.distance);
  object.text_or_null(named("privacy"), privacy_of(neighbour));
}

void append_neighbours(std::string& list, const std::vector<Neighbour>& neighbours) {
  list += '[';
  for (const Neighbour& neighbour : neighbours) {
    if (list.back() != '[') list += ',';
    const Post& post = known_of(neighbour);
    JsonObject item{list};
    append_content(item, "", neighbour);
    item.text("content_observation", name_of(neighbour.sight));
    item.text_or_null("content_nature", post.is_public ? name_of(post.nature) : "");
    item.text_or_null("content_owner", post.owner);
    item.text_or_null("content_owner_link", post.owner_link);
    item.text_or_null("content_permalink", post.perma_link);
    item.text_or_null("content_impression_id", post.impression_id);
    item.close();
  }
  list += ']';
}

void append_advertiser(std::string& out, const Adjacency& adjacency) {
  JsonObject advertiser{out};
  advertiser.text_or_null("id", advertiser_id_of(adjacency.ad));
  advertiser.text_or_null("name", adjacency.post.owner);
  advertiser.text_or_null("link", adjacency.post.owner_link);
  advertiser.close();
}

void append_extension(JsonObject& object, const Adjacency& adjacency) {
  const Post& post = adjacency.post;
  object.text("time", format_time(post.time));
  object.text("timeline_id", identity::hex(adjacency.ad.timeline_id));
  object.number("order", post.order);
  object.text_or_null("post_id", post.id);
  append_advertiser(object.member("advertiser"), adjacency);
  object.real_if_any("seen_ratio", post.seen_ratio);
  object.number_if_any("seen_milliseconds", post.seen_milliseconds);
  append_neighbours(object.member("neighbours"), adjacency.neighbours);
}

}  // namespace

void append_line(std::string& out, std::string_view time_key, const Adjacency& adjacency, Form form) {
  JsonObject object{out};
  object.text("time_key", time_key);
  for (const std::string_view unseen : {"ad_account_id", "campaign_id", "ad_set_id"}) object.json(unseen, "null");
  object.text_or_null("ad_id", adjacency.post.ad_id);
  object.text("impression_id", adjacency.post.impression_id);
  append_content(object, "above_", adjacency.neighbours.at(0));
  append_content(object, "below_", adjacency.neighbours.at(1));
  if (form == Form::extended) append_extension(object, adjacency);
  object.close();
}

}  // namespace feedwitness::views::adjacency
