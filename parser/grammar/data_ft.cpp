#include "parser/grammar/data_ft.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/json.hpp>

namespace feedwitness::parser {
namespace {

namespace json = boost::json;

// Instants before the site or after 2100 are no instants: edited or damaged notes.
constexpr std::int64_t kEarliest = 1072915200;
constexpr std::int64_t kLatest = 4102444800;

std::optional<json::object> object_in(std::string_view text) {
  json::error_code error;
  json::value value = json::parse({text.data(), text.size()}, error);
  if (error || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

const json::value* member(const json::object& object, std::string_view key) {
  return object.if_contains({key.data(), key.size()});
}

const json::object* object_member(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? nullptr : value->if_object();
}

// Numbers and strings alike as text; "0", which the site writes for "none", as nothing.
std::string text_of(const json::value& value) {
  std::string text;
  if (const json::string* string = value.if_string()) text.assign(string->data(), string->size());
  if (const std::int64_t* number = value.if_int64()) text = std::to_string(*number);
  if (const std::uint64_t* number = value.if_uint64()) text = std::to_string(*number);
  return text == "0" ? std::string() : text;
}

std::string text_member(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value == nullptr ? std::string() : text_of(*value);
}

std::optional<bool> flag_member(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  if (value == nullptr) return std::nullopt;
  if (const bool* flag = value->if_bool()) return *flag;
  return !text_of(*value).empty();
}

std::vector<std::string> texts_member(const json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  const json::value* value = member(object, key);
  if (value == nullptr) return texts;
  if (!value->is_array()) return {text_of(*value)};  // one alone stands without brackets in links
  for (const json::value& element : value->get_array()) texts.push_back(text_of(element));
  return texts;
}

// One "post_context": the instant and the ids of a story.
struct PostContext {
  std::optional<Time> published;
  std::vector<std::string> ids;
};

std::optional<PostContext> context_of(const json::object& insight) {
  const json::object* context = object_member(insight, "post_context");
  if (context == nullptr) return std::nullopt;
  PostContext found;
  found.ids = texts_member(*context, "story_fbid");
  const json::value* time = member(*context, "publish_time");
  const std::int64_t* seconds = time == nullptr ? nullptr : time->if_int64();
  if (seconds != nullptr && *seconds > kEarliest && *seconds < kLatest)
    found.published = Time(std::chrono::seconds(*seconds));
  return found;
}

// page_insights holds one entry for each page or group that the story touches. An entry speaks of the story itself in
// "post_context" and of the story that it shares in "attached_story".
void take_insights(const json::object& insights, StoryData& story) {
  for (const json::key_value_pair& entry : insights) {
    const json::object* insight = entry.value().if_object();
    if (insight == nullptr) continue;
    if (const std::optional<PostContext> own = context_of(*insight)) {
      const bool of_this_story = story.post_id.empty() || std::ranges::find(own->ids, story.post_id) != own->ids.end();
      if (!story.published || of_this_story) story.published = own->published;
      if (story.post_id.empty() && own->ids.size() == 1) story.post_id = own->ids.front();
    }
    const json::object* attached = object_member(*insight, "attached_story");
    if (attached == nullptr) continue;
    if (const std::optional<PostContext> original = context_of(*attached)) {
      if (!story.original_published) story.original_published = original->published;
      if (story.original_post_id.empty() && original->ids.size() == 1) story.original_post_id = original->ids.front();
    }
  }
}

StoryData story_of(const json::object& notes) {
  StoryData story;
  story.post_id = text_member(notes, "top_level_post_id");
  story.owner_id = text_member(notes, "content_owner_id_new");
  story.group_id = text_member(notes, "group_id");
  story.photo_id = text_member(notes, "photo_id");
  story.original_post_id = text_member(notes, "original_content_id");
  story.original_owner_id = text_member(notes, "original_content_owner_id");
  story.attachment_style = text_member(notes, "story_attachment_style");
  story.ad_id = text_member(notes, "ad_id");
  story.photo_ids = texts_member(notes, "photo_attachments_list");
  story.sponsored = flag_member(notes, "is_sponsored");
  // "ei" is the token with which the site bills an impression.
  if (!story.ad_id.empty() || !text_member(notes, "ei").empty()) story.sponsored = true;
  story.suggestion = member(notes, "quick_promotion_id") != nullptr || member(notes, "ego_id") != nullptr;
  if (const json::object* insights = object_member(notes, "page_insights")) take_insights(*insights, story);
  for (const std::string_view key : {"throwback_story_fbid", "tl_objid", "feedback_target"}) {
    if (story.post_id.empty()) story.post_id = text_member(notes, key);
  }
  return story;
}

bool is_key_letter(char letter) { return (letter >= 'a' && letter <= 'z') || letter == '_'; }

// Where the value that starts at `from` ends: at a colon behind which another "key." stands, outside of nested JSON.
std::size_t value_end(std::string_view list, std::size_t from) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t at = from; at < list.size(); ++at) {
    const char letter = list[at];
    if (letter == '"' && list[at - 1] != '\\') quoted = !quoted;
    if (quoted) continue;
    if (letter == '{' || letter == '[') ++depth;
    if (letter == '}' || letter == ']') --depth;
    if (letter != ':' || depth > 0) continue;
    const std::size_t key_end = std::min(list.size(), list.find_first_of(".:", at + 1));
    const std::string_view key = list.substr(at + 1, key_end - at - 1);
    if (key_end < list.size() && list[key_end] == '.' && !key.empty() && std::ranges::all_of(key, is_key_letter))
      return at;
  }
  return list.size();
}

}  // namespace

std::optional<StoryData> read_data_ft(std::string_view json) {
  const std::optional<json::object> notes = object_in(json);
  return notes ? std::optional(story_of(*notes)) : std::nullopt;
}

std::optional<StoryData> read_data_store(std::string_view json) {
  const std::optional<json::object> store = object_in(json);
  if (!store) return std::nullopt;
  const json::value* list = member(*store, "linkdata");
  const json::string* linkdata = list == nullptr ? nullptr : list->if_string();
  StoryData story = story_of(*store);
  return linkdata == nullptr ? story : merged(read_ft_list({linkdata->data(), linkdata->size()}), std::move(story));
}

StoryData read_ft_list(std::string_view list) {
  json::object notes;
  std::size_t at = 0;
  while (at < list.size()) {
    const std::size_t dot = list.find('.', at);
    if (dot == std::string_view::npos) break;
    const std::string_view key = list.substr(at, dot - at);
    const std::size_t end = value_end(list, dot + 1);
    const std::string_view value = list.substr(dot + 1, end - dot - 1);
    json::error_code no_json;
    json::value nested;
    if (value.starts_with('{') || value.starts_with('[')) nested = json::parse({value.data(), value.size()}, no_json);
    const bool is_nested = !nested.is_null() && !no_json;
    notes[json::string_view(key.data(), key.size())] =
        is_nested ? std::move(nested) : json::value(json::string_view(value.data(), value.size()));
    at = end + 1;
  }
  return story_of(notes);
}

StoryData merged(StoryData first, StoryData second) {
  const auto fill = [](auto& empty_one, auto& other) {
    if (empty_one == std::remove_reference_t<decltype(empty_one)>{}) empty_one = std::move(other);
  };
  fill(first.post_id, second.post_id);
  fill(first.owner_id, second.owner_id);
  fill(first.group_id, second.group_id);
  fill(first.photo_id, second.photo_id);
  fill(first.original_post_id, second.original_post_id);
  fill(first.original_owner_id, second.original_owner_id);
  fill(first.attachment_style, second.attachment_style);
  fill(first.ad_id, second.ad_id);
  fill(first.photo_ids, second.photo_ids);
  fill(first.published, second.published);
  fill(first.original_published, second.original_published);
  fill(first.sponsored, second.sponsored);
  fill(first.suggestion, second.suggestion);
  return first;
}

std::string_view part_of(std::string_view data_ft) {
  constexpr std::string_view kKey = R"("tn":")";
  // The outermost one: notes of a whole story hold others inside page_insights, never behind it.
  const std::size_t key = data_ft.rfind(kKey);
  if (key == std::string_view::npos) return {};
  const std::size_t from = key + kKey.size();
  const std::size_t to = data_ft.find('"', from);
  return to == std::string_view::npos ? std::string_view() : data_ft.substr(from, to - from);
}

}  // namespace feedwitness::parser
