#include "intake/fbtrex_archive.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <boost/json.hpp>

namespace feedwitness::intake {
namespace {

namespace json = boost::json;

constexpr std::string_view kSignal = "fbtrex-archive";
constexpr std::int64_t kMostOrders = 1'000'000;

std::string_view text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return {value->get_string().data(), value->get_string().size()};
}

std::optional<std::int64_t> number_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_int64() || value->get_int64() < 0) return std::nullopt;
  return value->get_int64();
}

std::optional<bool> flag_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_bool() ? std::optional{value->get_bool()} : std::nullopt;
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr ? value->if_object() : nullptr;
}

std::vector<std::string> texts_at(const json::object& object, std::string_view key) {
  std::vector<std::string> texts;
  const json::value* list = object.if_contains(key);
  if (list == nullptr || !list->is_array()) return texts;
  for (const json::value& text : list->get_array()) {
    if (text.is_string() && !text.get_string().empty()) texts.emplace_back(text.get_string());
  }
  return texts;
}

// ---- One row

std::optional<parser::LinkCard> card_of(const json::object& row) {
  const json::object* given = object_at(row, "opengraph");
  if (given == nullptr) return std::nullopt;
  parser::LinkCard card;
  card.type = text_at(*given, "fblinktype");
  card.is_valid = flag_at(*given, "isValid").value_or(false);
  if (card.is_valid) card.link = text_at(*given, "link");  // else an opaque token stands there
  card.site_name = text_at(*given, "siteName");
  card.title = text_at(*given, "title");
  card.description = text_at(*given, "description");
  return card;
}

// The post's own lines: `texts` ends with title and description of the card.
std::string own_text(std::vector<std::string> texts, const std::optional<parser::LinkCard>& card) {
  if (card) {
    for (const std::string& last : {card->description, card->title}) {
      if (!last.empty() && !texts.empty() && texts.back() == last) texts.pop_back();
    }
  }
  std::string text;
  for (const std::string& line : texts) text.append(text.empty() ? "" : "\n").append(line);
  return text;
}

parser::Nature nature_of(std::string_view word) {
  if (word == name_of(parser::Nature::organic)) return parser::Nature::organic;
  return word == name_of(parser::Nature::sponsored) ? parser::Nature::sponsored : parser::Nature::unknown;
}

parser::Metadata metadata_of(const json::object& row) {
  parser::Metadata metadata;
  metadata.era = parser::Era::legacy;
  metadata.nature = nature_of(text_at(row, "nature"));
  metadata.source = text_at(row, "source");
  metadata.source_link = text_at(row, "sourceLink");
  metadata.display_source = text_at(row, "displaySource");
  metadata.post_id = text_at(row, "postId");
  metadata.perma_link = text_at(row, "permaLink");
  metadata.fblinktype = text_at(row, "fblinktype");
  if (const auto time = parse_time(text_at(row, "publicationTime"))) {
    metadata.publication_time = parser::PublicationTime{*time, std::chrono::seconds{1}};
  }
  metadata.card = card_of(row);
  metadata.text = own_text(texts_at(row, "texts"), metadata.card);
  if (const json::object* images = object_at(row, "images")) {
    if (const auto count = number_at(*images, "count")) metadata.images.count = static_cast<int>(*count);
    metadata.images.captions = texts_at(*images, "captions");
  }
  metadata.video_autoplay = flag_at(row, "videoautoplay");
  for (std::size_t kind = 0; kind < parser::kReactionCount; ++kind) {
    const auto count = number_at(row, name_of(static_cast<parser::Reaction>(kind)));
    if (count) metadata.reactions[kind] = parser::Count{*count, 1};
  }
  metadata.evidence = {{"nature", std::string{kSignal}, std::string{name_of(metadata.nature)}}};
  return metadata;
}

std::optional<store::Impression> impression_of(const json::object& row) {
  const auto order = number_at(row, "impressionOrder");
  const auto time = parse_time(text_at(row, "impressionTime"));
  if (!order || *order < 1 || *order > kMostOrders || !time) return std::nullopt;
  store::Impression impression;
  impression.order = static_cast<int>(*order);
  impression.time = *time;
  return impression;
}

store::Impression with_summary(store::Impression impression, const json::object& summary) {
  impression.is_public = true;
  impression.metadata = metadata_of(summary);
  const bool is_whole = !impression.metadata.source.empty() && !impression.metadata.text.empty();
  impression.understanding = is_whole ? parser::Understanding::understood : parser::Understanding::partly;
  return impression;
}

// ---- Timelines

// A timeline of a summary is known by its pseudonyms alone; so those of stats are named the same where they can be.
std::string name_of_timeline(const json::object& summary) {
  return std::string{text_at(summary, "user")} + "/" + std::string{text_at(summary, "timeline")};
}

class Archive {
 public:
  void add(const std::string& timeline, std::optional<Time> start, store::Impression impression) {
    store::Capture& capture = captures_[timeline];
    if (capture.timeline.uuid.empty()) {
      capture.timeline = {"fbtrex " + timeline, start.value_or(impression.time), "https://www.facebook.com/",
                          "facebook", "archive"};
    }
    if (!start) capture.timeline.start_time = std::min(capture.timeline.start_time, impression.time);
    capture.impressions.push_back(std::move(impression));
  }

  std::vector<store::Capture> captures() && {
    std::vector<store::Capture> all;
    for (auto& [name, capture] : captures_) {
      auto& impressions = capture.impressions;
      std::sort(impressions.begin(), impressions.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
      all.push_back(std::move(capture));
    }
    return all;
  }

 private:
  std::map<std::string, store::Capture> captures_;
};

Error wrong_row(std::size_t number) {
  return {ErrorCode::bad_request, "row " + std::to_string(number) + " is none of a summary or stats answer of fbtrex"};
}

Result<std::vector<store::Capture>> read_summary(const json::array& rows) {
  Archive archive;
  std::size_t number = 0;
  for (const json::value& row : rows) {
    ++number;
    const json::object* summary = row.if_object();
    auto impression = summary == nullptr ? std::nullopt : impression_of(*summary);
    if (!impression || text_at(*summary, "timeline").empty()) return wrong_row(number);
    archive.add(name_of_timeline(*summary), std::nullopt, with_summary(*std::move(impression), *summary));
  }
  return std::move(archive).captures();
}

const json::object* summary_in(const json::object& row) {
  const json::value* list = row.if_contains("summary");
  if (list == nullptr || !list->is_array() || list->get_array().empty()) return nullptr;
  return list->get_array().front().if_object();
}

// The pseudonymous name of each timelineId that has a summary in it.
std::map<std::string, std::string, std::less<>> names_of(const json::array& content) {
  std::map<std::string, std::string, std::less<>> names;
  for (const json::value& row : content) {
    const json::object* object = row.if_object();
    const json::object* summary = object == nullptr ? nullptr : summary_in(*object);
    if (summary != nullptr && !text_at(*summary, "timeline").empty()) {
      names.emplace(text_at(*object, "timelineId"), name_of_timeline(*summary));
    }
  }
  return names;
}

Result<std::vector<store::Capture>> read_stats(const json::array& content) {
  const auto names = names_of(content);
  Archive archive;
  std::size_t number = 0;
  for (const json::value& value : content) {
    ++number;
    const json::object* row = value.if_object();
    if (row == nullptr || text_at(*row, "timelineId").empty()) return wrong_row(number);
    if (!row->contains("impressionOrder")) continue;  // a timeline without impressions
    auto impression = impression_of(*row);
    const auto start = parse_time(text_at(*row, "startTime"));
    if (!impression || !start) return wrong_row(number);
    const std::string id{text_at(*row, "timelineId")};
    const auto name = names.find(id);
    const json::object* summary = summary_in(*row);
    // Public ones whose html the former service had not read, or not understood, are of unknown content here, too.
    impression->is_public = row->contains("htmlId");
    archive.add(name == names.end() ? id : name->second, *start,
                summary == nullptr ? *std::move(impression) : with_summary(*std::move(impression), *summary));
  }
  return std::move(archive).captures();
}

}  // namespace

Result<std::vector<store::Capture>> read_fbtrex_archive(std::string_view text) {
  json::error_code failed;
  const json::value value = json::parse({text.data(), text.size()}, failed);
  if (failed) return Error{ErrorCode::bad_request, "this is not JSON"};
  if (value.is_array()) return read_summary(value.get_array());
  const json::value* content = value.is_object() ? value.get_object().if_contains("content") : nullptr;
  if (content != nullptr && content->is_array()) return read_stats(content->get_array());
  return Error{ErrorCode::bad_request, "this is neither a summary nor a stats answer of fbtrex"};
}

}  // namespace feedwitness::intake
