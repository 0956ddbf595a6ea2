#include "parser/comet/story.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include <boost/json.hpp>

#include "parser/grammar/links.h"
#include "parser/text.h"

namespace feedwitness::parser::comet {
namespace {

namespace json = boost::json;

constexpr std::string_view kMarker = "\"__typename\":\"Story\"";
constexpr std::size_t kDepth = 256;  // the site's data are about 60 deep

// The outermost objects of a script that are marked as stories.
class StoryScan {
 public:
  explicit StoryScan(std::string_view script) : script_(script), next_mark_(script.find(kMarker)) {}

  std::vector<std::string_view> run() {
    for (at_ = 0; at_ < script_.size(); ++at_) {
      switch (script_[at_]) {
        case '"': skip_string(); break;
        case '{': open_.push_back({at_, false}); break;
        case '}': close(); break;
        default: break;
      }
    }
    return std::move(found_);
  }

 private:
  struct Object {
    std::size_t begin;
    bool marked;
  };

  // A quote of code that is no JSON may never close; strings do not run over the end of a line.
  void skip_string() {
    if (at_ == next_mark_) {
      if (!open_.empty()) open_.back().marked = true;
      next_mark_ = script_.find(kMarker, at_ + 1);
    }
    for (++at_; at_ < script_.size() && script_[at_] != '"' && script_[at_] != '\n'; ++at_) {
      if (script_[at_] == '\\') ++at_;
    }
  }

  void close() {
    if (open_.empty()) return;
    const Object object = open_.back();
    open_.pop_back();
    if (!object.marked) return;
    while (!found_.empty() && found_.back().data() >= script_.data() + object.begin) found_.pop_back();
    found_.push_back(script_.substr(object.begin, at_ + 1 - object.begin));
  }

  std::string_view script_;
  std::size_t next_mark_;
  std::size_t at_ = 0;
  std::vector<Object> open_;
  std::vector<std::string_view> found_;
};

const json::value* at(const json::object& object, std::string_view key) {
  const auto* const found = object.find(key);
  return found == object.end() || found->value().is_null() ? nullptr : &found->value();
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const json::value* value = at(object, key);
  return value == nullptr ? nullptr : value->if_object();
}

std::string_view string_at(const json::object& object, std::string_view key) {
  const json::value* value = at(object, key);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

// The text of {"text": "..."} under a key.
std::string_view text_at(const json::object& object, std::string_view key) {
  const json::object* inner = object_at(object, key);
  return inner == nullptr ? std::string_view() : string_at(*inner, "text");
}

std::optional<std::int64_t> number_at(const json::object& object, std::string_view key) {
  const json::value* value = at(object, key);
  return value != nullptr && value->is_int64() ? std::optional(value->get_int64()) : std::nullopt;
}

// One line per paragraph, without the empty ones.
std::string paragraphs(std::string_view text) {
  std::string all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = folded(text.substr(0, end));
    if (!all.empty() && !line.empty()) all += '\n';
    all += line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

template <typename Field>
void fill(Field& field, std::string_view value) {
  if (field.empty()) field = value;
}

void fill_count(std::optional<Count>& count, std::optional<std::int64_t> value) {
  if (!count && value && *value >= 0) count = Count{*value, 1};
}

using Named = std::pair<std::string_view, Reaction>;

// The site's ids of the reactions; the older data name them.
constexpr std::array<Named, 14> kReactions{{{"1635855486666999", Reaction::like},
                                            {"1678524932434102", Reaction::love},
                                            {"613557422527858", Reaction::care},
                                            {"115940658764963", Reaction::haha},
                                            {"478547315650144", Reaction::wow},
                                            {"908563459236466", Reaction::sad},
                                            {"444813342392137", Reaction::angry},
                                            {"LIKE", Reaction::like},
                                            {"LOVE", Reaction::love},
                                            {"SUPPORT", Reaction::care},
                                            {"HAHA", Reaction::haha},
                                            {"WOW", Reaction::wow},
                                            {"SORRY", Reaction::sad},
                                            {"ANGER", Reaction::angry}}};

constexpr std::array<std::string_view, 4> kAdvertisementKeys{"sponsored_data", "sp_data", "sponso_dat_flag",
                                                             "th_dat_spo"};

// What stands under these keys is of other stories, of comments, of the viewer.
constexpr std::array<std::string_view, 14> kForeignKeys{"edges",
                                                        "aggregated_stories",
                                                        "comment",
                                                        "creation_story",
                                                        "display_comments",
                                                        "easy_hide_button_story",
                                                        "end_cards_channel_info",
                                                        "interesting_top_level_comments",
                                                        "plugins",
                                                        "story_bucket",
                                                        "top_level_comment_list_renderer",
                                                        "trackingdata",
                                                        "viewer_actor",
                                                        "comments_disabled_notice_renderer"};

// Audiences by the name of their icon. A group's icon tells nothing: its description does.
constexpr std::array<std::pair<std::string_view, Visibility>, 9> kAudiences{
    {{"everyone", Visibility::public_post},
     {"friends", Visibility::private_post},
     {"friends_of_friends", Visibility::private_post},
     {"friends_except_acquaintances", Visibility::private_post},
     {"friends-except-acquaintances", Visibility::private_post},
     {"only_me", Visibility::private_post},
     {"custom", Visibility::private_post},
     {"close_friends", Visibility::private_post},
     {"acquaintances", Visibility::private_post}}};

template <typename Table>
auto look_up(const Table& table, std::string_view key) {
  const auto found = std::find_if(table.begin(), table.end(), [key](const auto& entry) { return entry.first == key; });
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

template <typename List>
bool holds(const List& list, std::string_view key) {
  return std::find(list.begin(), list.end(), key) != list.end();
}

// Reads one story object, wherever in it the facts stand. What comes first is believed.
class StoryReader {
 public:
  explicit StoryReader(const Locale& locale) : locale_(locale) {}

  Story read(const json::object& object) {
    story_.is_post = object.contains("comet_sections") || object.contains("__isFeedUnit");
    visit(object);
    finish();
    return std::move(story_);
  }

 private:
  void visit(const json::object& object) {
    take_story(object);
    take_feedback(object);
    take_card(object);
    for (const auto& entry : object) {
      const std::string_view key(entry.key().data(), entry.key().size());
      if (holds(kAdvertisementKeys, key) || is_advertisement(entry.value())) take_advertisement(entry.value());
      if (entry.value().is_null() || holds(kForeignKeys, key) || key.starts_with("__module")) continue;
      if (key == "attached_story") {
        take_original(entry.value());
      } else if (key == "media") {
        take_media(entry.value());
      } else {
        descend(entry.value());
      }
    }
  }

  void descend(const json::value& value) {
    if (const json::object* object = value.if_object()) return visit(*object);
    if (const json::array* array = value.if_array()) {
      for (const json::value& item : *array) descend(item);
    }
  }

  void take_story(const json::object& object) {
    Metadata& metadata = story_.metadata;
    fill(metadata.post_id, string_at(object, "post_id"));
    if (metadata.text.empty()) metadata.text = paragraphs(text_at(object, "message"));
    fill(url_, string_at(object, "wwwURL"));
    constexpr std::int64_t kFarFuture = std::int64_t{1} << 36U;
    if (const auto instant = number_at(object, "creation_time"); instant && *instant > 0 && *instant < kFarFuture) {
      if (!metadata.publication_time) metadata.publication_time = PublicationTime{Time(std::chrono::seconds(*instant))};
      fill(url_, string_at(object, "url"));
    }
    if (const json::value* actors = at(object, "actors"); actors != nullptr && actors->is_array()) {
      take_actor(actors->get_array());
      fill(metadata.display_source, text_at(object, "title"));
    }
    if (const json::object* scope = object_at(object, "privacy_scope")) take_audience(*scope);
  }

  void take_actor(const json::array& actors) {
    const json::object* actor = actors.empty() ? nullptr : actors.front().if_object();
    if (actor == nullptr || !story_.metadata.source.empty()) return;
    story_.metadata.source = string_at(*actor, "name");
    story_.metadata.source_id = string_at(*actor, "id");
    story_.metadata.source_link = profile_link(string_at(*actor, "url"));
  }

  void take_audience(const json::object& scope) {
    if (story_.visibility != Visibility::unknown) return;
    const json::object* icon = object_at(scope, "icon_image");
    const auto audience = icon == nullptr ? std::nullopt : look_up(kAudiences, string_at(*icon, "name"));
    story_.visibility = audience ? *audience : visibility_of_label(string_at(scope, "description"), locale_);
  }

  // What the flag holds tells it under whatever key it will stand next.
  static bool is_advertisement(const json::value& value) {
    const json::object* object = value.if_object();
    return object != nullptr && at(*object, "ad_id") != nullptr && at(*object, "client_token") != nullptr;
  }

  void take_advertisement(const json::value& value) {
    Nature& nature = story_.metadata.nature;
    if (const json::object* data = value.if_object(); data != nullptr && !data->empty()) {
      nature = Nature::sponsored;
      fill(story_.metadata.ad_id, string_at(*data, "ad_id"));
    } else if (value.is_null() && nature == Nature::unknown) {
      nature = Nature::organic;
    }
  }

  void take_original(const json::value& value) {
    const json::object* object = value.if_object();
    if (object == nullptr) return;
    // A section of that name repeats the whole story, with the original inside.
    if (object->contains("story")) return visit(*object);
    if (!original_) original_ = std::make_unique<StoryReader>(locale_);
    original_->visit(*object);
  }

  void take_feedback(const json::object& object) {
    Metadata& metadata = story_.metadata;
    if (const json::object* count = object_at(object, "reaction_count")) {
      fill_count(metadata.reactions_total, number_at(*count, "count"));
    }
    if (const json::object* count = object_at(object, "share_count")) {
      fill_count(metadata.shares, number_at(*count, "count"));
    }
    for (const std::string_view key : {"comment_count", "comments"}) {
      if (const json::object* count = object_at(object, key)) {
        fill_count(metadata.comments, number_at(*count, "total_count"));
      }
    }
    fill_count(metadata.comments, number_at(object, "total_comment_count"));
    if (const json::object* top = object_at(object, "top_reactions")) take_reactions(*top);
  }

  void take_reactions(const json::object& top) {
    const json::value* edges = at(top, "edges");
    if (edges == nullptr || !edges->is_array()) return;
    for (const json::value& edge : edges->get_array()) {
      const json::object* object = edge.if_object();
      const json::object* node = object == nullptr ? nullptr : object_at(*object, "node");
      if (node == nullptr) continue;
      const auto by_id = look_up(kReactions, string_at(*node, "id"));
      const auto reaction = by_id ? by_id : look_up(kReactions, string_at(*node, "reaction_type"));
      if (reaction) fill_count(story_.metadata.reaction(*reaction), number_at(*object, "reaction_count"));
    }
  }

  void take_media(const json::value& value) {
    const json::object* media = value.if_object();
    if (media == nullptr) return;
    const std::string_view id = string_at(*media, "id");
    if (!id.empty() && holds(media_, id)) return;
    const std::string_view type = string_at(*media, "__typename");
    if (type == "Video") story_.metadata.video = true;
    if (type == "Photo") {
      ++photos_;
      const std::string caption = folded(string_at(*media, "accessibility_caption"));
      if (!caption.empty() && !is_missing_caption(caption, locale_)) story_.metadata.images.captions.push_back(caption);
    }
    if (!id.empty()) media_.emplace_back(id);
  }

  // The card of a link: {"title_with_entities": {"text"}, "description": {"text"}, "source": {"text"}, ... "url"}.
  void take_card(const json::object& object) {
    if (const json::object* set = object_at(object, "all_subattachments")) {
      set_size_ = std::max(set_size_, number_at(*set, "count").value_or(0));
    }
    if (story_.metadata.card || object_at(object, "title_with_entities") == nullptr) return;
    const std::string_view url = url_of_card(object);
    std::optional<std::string> target = external_target(url);
    if (!target && !is_opaque_link(url)) return;
    LinkCard card;
    card.type = "external";
    card.is_valid = target.has_value();
    card.link = std::move(target).value_or("");
    card.title = folded(text_at(object, "title_with_entities"));
    card.description = folded(text_at(object, "description"));
    card.site_name = folded(text_at(object, "source"));
    story_.metadata.card = std::move(card);
  }

  static std::string_view url_of_card(const json::object& object) {
    const json::object* renderer = object_at(object, "story_attachment_link_renderer");
    const json::object* attachment = renderer == nullptr ? nullptr : object_at(*renderer, "attachment");
    const json::object* link =
        attachment == nullptr ? object_at(object, "web_link") : object_at(*attachment, "web_link");
    const std::string_view url = link == nullptr ? std::string_view() : string_at(*link, "url");
    return url.empty() ? string_at(object, "url") : url;
  }

  void finish() {
    Metadata& metadata = story_.metadata;
    if (const std::optional<Permalink> permalink = read_permalink(url_)) {
      metadata.perma_link = permalink->perma_link;
      metadata.fblinktype = permalink->type;
      fill(metadata.post_id, permalink->post_id);
      if (!permalink->post_id.empty()) story_.keys.push_back(permalink->post_id);
    }
    if (!metadata.post_id.empty()) story_.keys.push_back(metadata.post_id);
    story_.keys.insert(story_.keys.end(), media_.begin(), media_.end());
    metadata.images.count = static_cast<int>(std::max<std::int64_t>(photos_, set_size_));
    if (metadata.display_source.empty()) metadata.display_source = metadata.source;
    metadata.truncated = false;
    if (original_) finish_original();
  }

  void finish_original() {
    original_->finish();
    Story& original = original_->story_;
    if (original.metadata.source.empty() && original.metadata.text.empty()) return;
    SharedPost shared;
    shared.source = std::move(original.metadata.source);
    shared.source_link = std::move(original.metadata.source_link);
    shared.post_id = std::move(original.metadata.post_id);
    shared.perma_link = std::move(original.metadata.perma_link);
    shared.text = std::move(original.metadata.text);
    shared.publication_time = original.metadata.publication_time;
    shared.visibility = original.visibility;
    story_.metadata.shared = std::move(shared);
    if (!story_.metadata.card) story_.metadata.card = std::move(original.metadata.card);
  }

  const Locale& locale_;
  Story story_;
  std::string url_;
  std::vector<std::string> media_;
  std::int64_t photos_ = 0;
  std::int64_t set_size_ = 0;
  std::unique_ptr<StoryReader> original_;
};

std::optional<Story> read_story(std::string_view text, const Locale& locale) {
  json::parse_options options;
  options.max_depth = kDepth;
  options.allow_invalid_utf8 = true;
  json::error_code error;
  json::monotonic_resource memory;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), error, &memory, options);
  if (error || !value.is_object()) return std::nullopt;
  return StoryReader(locale).read(value.get_object());
}

}  // namespace

Stories::Stories(std::vector<Story> stories) : stories_(std::move(stories)) {
  for (const Story& story : stories_) {
    for (const std::string& key : story.keys) {
      const auto [entry, fresh] = by_key_.try_emplace(key, &story);
      const bool same =
          fresh || (entry->second != nullptr && entry->second->metadata.post_id == story.metadata.post_id);
      if (!same) entry->second = nullptr;
    }
  }
}

const Story* Stories::by_key(std::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : found->second;
}

const Story* Stories::by_text(std::string_view text) const {
  constexpr std::size_t kTelling = 24;  // bytes: below, two posts may well say the same
  std::string start = folded(text);
  for (const std::string_view cut : {"\u2026", "..."}) {
    if (start.ends_with(cut)) start.resize(start.size() - cut.size());
  }
  if (start.size() < kTelling) return nullptr;
  const Story* found = nullptr;
  for (const Story& story : stories_) {
    if (!folded(story.metadata.text).starts_with(start)) continue;
    if (found != nullptr) return nullptr;
    found = &story;
  }
  return found;
}

Stories read_stories(const Page& page) {
  const Tree& tree = page.tree();
  std::vector<Story> stories;
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    if (tree.tag(node) != Tag::script || tree.first_child(node) == kNoNode) continue;
    const std::string_view script = tree[tree.first_child(node)].text;
    if (script.find(kMarker) == std::string_view::npos) continue;
    for (const std::string_view object : StoryScan(script).run()) {
      std::optional<Story> story = read_story(object, page.locale());
      if (story && story->is_post) stories.push_back(std::move(*story));
    }
  }
  return Stories(std::move(stories));
}

}  // namespace feedwitness::parser::comet
