#include "intake/fbtrex_archive.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <boost/json.hpp>

#include "parser/grammar/links.h"

namespace feedwitness::intake {
namespace {

namespace json = boost::json;

constexpr std::string_view kSignal = "fbtrex-archive";
constexpr std::int64_t kMostOrders = 1'000'000;
constexpr std::int64_t kMostImages = 10'000;

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
  metadata.source_link = parser::profile_link(text_at(row, "sourceLink"));
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
    const auto count = number_at(*images, "count");
    if (count && *count <= kMostImages) metadata.images.count = static_cast<int>(*count);
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
std::string name_in(const json::object& summary) {
  return std::string{text_at(summary, "user")} + "/" + std::string{text_at(summary, "timeline")};
}

const json::object* summary_in(const json::object& row) {
  const json::value* list = row.if_contains("summary");
  if (list == nullptr || !list->is_array() || list->get_array().empty()) return nullptr;
  return list->get_array().front().if_object();
}

// The rows of an answer, and of which kind it is.
struct Answer {
  json::value document;
  const json::array* summary = nullptr;
  const json::array* stats = nullptr;
};

Result<Answer> read_answer(std::string_view text) {
  json::error_code failed;
  Answer answer{json::parse({text.data(), text.size()}, failed)};
  if (failed) return Error{ErrorCode::bad_request, "this is not JSON"};
  answer.summary = answer.document.if_array();
  if (answer.summary != nullptr) return answer;
  if (const json::object* object = answer.document.if_object()) {
    const json::value* content = object->if_contains("content");
    if (content != nullptr) answer.stats = content->if_array();
  }
  if (answer.stats != nullptr) return answer;
  return Error{ErrorCode::bad_request, "this is neither a summary nor a stats answer of fbtrex"};
}

class Archive {
 public:
  explicit Archive(const FbtrexNames& names) : names_{names} {}

  void add(const std::string& timeline, store::Impression impression) {
    store::Capture& capture = captures_[timeline];
    if (capture.timeline.uuid.empty()) {
      capture.timeline = {"fbtrex " + timeline, impression.time, "https://www.facebook.com/", "facebook", "archive"};
    }
    const auto start = names_.start_of(timeline);
    capture.timeline.start_time = start ? *start : std::min(capture.timeline.start_time, impression.time);
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
  const FbtrexNames& names_;
  std::map<std::string, store::Capture> captures_;
};

Error wrong_row(std::size_t number) {
  return {ErrorCode::bad_request, "row " + std::to_string(number) + " is none of a summary or stats answer of fbtrex"};
}

Result<void> read_summary(const json::array& rows, Archive& archive) {
  std::size_t number = 0;
  for (const json::value& row : rows) {
    ++number;
    const json::object* summary = row.if_object();
    auto impression = summary == nullptr ? std::nullopt : impression_of(*summary);
    if (!impression || text_at(*summary, "timeline").empty()) return wrong_row(number);
    archive.add(name_in(*summary), with_summary(*std::move(impression), *summary));
  }
  return {};
}

Result<void> read_stats(const json::array& content, const FbtrexNames& names, Archive& archive) {
  std::size_t number = 0;
  for (const json::value& value : content) {
    ++number;
    const json::object* row = value.if_object();
    if (row == nullptr || text_at(*row, "timelineId").empty()) return wrong_row(number);
    if (!row->contains("impressionOrder")) continue;  // a timeline without impressions
    auto impression = impression_of(*row);
    if (!impression || !parse_time(text_at(*row, "startTime"))) return wrong_row(number);
    const json::object* summary = summary_in(*row);
    // What a summary tells comes with it, or came.
    if (summary == nullptr && names.has_summary(text_at(*row, "htmlId"))) continue;
    // Public ones whose html the former service had not read, or not understood, are of unknown content here, too.
    impression->is_public = row->contains("htmlId");
    archive.add(names.name_of(text_at(*row, "timelineId")),
                summary == nullptr ? *std::move(impression) : with_summary(*std::move(impression), *summary));
  }
  return {};
}

}  // namespace

// ---- Names

void FbtrexNames::learn(std::string_view json) {
  const auto answer = read_answer(json);
  if (!answer) return;
  for (const json::value& row : answer->summary != nullptr ? *answer->summary : *answer->stats) {
    if (const json::object* object = row.if_object()) {
      answer->summary != nullptr ? learn_summary(*object) : learn_stats(*object);
    }
  }
}

void FbtrexNames::learn_summary(const json::object& summary) {
  const std::string_view html_id = text_at(summary, "id");
  if (html_id.empty()) return;
  const std::string name = name_in(summary);
  by_html_.insert_or_assign(std::string{html_id}, name);
  if (const auto id = timeline_ids_.find(html_id); id != timeline_ids_.end()) join(id->second, name);
}

void FbtrexNames::learn_stats(const json::object& row) {
  const std::string id{text_at(row, "timelineId")};
  const std::string_view html_id = text_at(row, "htmlId");
  if (const auto start = parse_time(text_at(row, "startTime"))) starts_.insert_or_assign(id, *start);
  if (const json::object* summary = summary_in(row)) join(id, name_in(*summary));
  if (html_id.empty()) return;
  timeline_ids_.insert_or_assign(std::string{html_id}, id);
  if (const auto name = by_html_.find(html_id); name != by_html_.end()) join(id, name->second);
}

void FbtrexNames::join(const std::string& timeline_id, const std::string& name) {
  by_timeline_id_.insert_or_assign(timeline_id, name);
  if (const auto start = starts_.find(timeline_id); start != starts_.end()) {
    starts_.insert_or_assign(name, start->second);
  }
}

std::string FbtrexNames::name_of(std::string_view timeline_id) const {
  const auto name = by_timeline_id_.find(timeline_id);
  return name == by_timeline_id_.end() ? std::string{timeline_id} : name->second;
}

std::optional<Time> FbtrexNames::start_of(std::string_view name) const {
  const auto start = starts_.find(name);
  return start == starts_.end() ? std::nullopt : std::optional{start->second};
}

// ---- Rows

Result<std::vector<store::Capture>> read_fbtrex_archive(std::string_view text, const FbtrexNames& names) {
  const auto answer = read_answer(text);
  if (!answer) return answer.error();
  Archive archive{names};
  const auto read =
      answer->summary != nullptr ? read_summary(*answer->summary, archive) : read_stats(*answer->stats, names, archive);
  if (!read) return read.error();
  return std::move(archive).captures();
}

}  // namespace feedwitness::intake
