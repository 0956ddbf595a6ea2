#include "host/message.h"

#include <algorithm>
#include <array>
#include <limits>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include "host/fields.h"
#include "host/splice.h"
#include "parser/parse.h"

namespace feedwitness::host {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestWord = 64;
constexpr std::size_t kLongestAddress = 4096;
constexpr std::int64_t kLargestId = (std::int64_t{1} << 53U) - 1;  // Number.MAX_SAFE_INTEGER
constexpr std::int64_t kMostOrders = 1'000'000;
constexpr std::int64_t kMostDays = 36'500;
constexpr std::int64_t kWidestOffset = std::int64_t{14} * 60;  // Line Islands, UTC+14
constexpr std::int64_t kLongestSeen = std::numeric_limits<std::int32_t>::max();
constexpr std::array<std::string_view, 1> kPlatforms{"facebook"};
constexpr std::array<std::string_view, 2> kVisibilities{"public", "private"};

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// RFC 4122, section 3: 8-4-4-4-12 hex digits.
bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (is_dash ? text[at] != '-' : !is_hex(text[at])) return false;
  }
  return true;
}

template <std::size_t kDigits>
bool is_hex_id(std::string_view text) {
  return text.size() == kDigits && std::all_of(text.begin(), text.end(), is_hex);
}

bool is_word(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), is_letter);
}

Request read_hello(const Fields& fields) {
  return Hello{.protocol = fields.integer("protocol", 0, std::numeric_limits<std::int32_t>::max()),
               .extension = std::string(fields.text("extension", kLongestWord)),
               .browser = std::string(fields.text("browser", kLongestWord))};
}

Request read_part(const Fields& fields) {
  return Part{.name = std::string(fields.text("of", kLongestWord)),
              .number = static_cast<int>(fields.integer("number", 1, kMostOrders)),
              .html = fields.take_text("html", parser::kHtmlLimit)};
}

Html read_html(const Fields& fields) {
  const auto named = fields.optional_object("htmlOf");
  if (named && fields.has("html")) fields.complain("htmlOf", "absent where there is an html");
  if (!named) return {.text = fields.take_text("html", parser::kHtmlLimit), .name = {}};
  return {.text = {},
          .name = std::string(named->text("name", kLongestWord)),
          .parts = static_cast<int>(named->integer("parts", 1, kMostOrders))};
}

parser::Rendered read_rendered(const Fields& fields) {
  const auto rendered = fields.optional_object("rendered");
  if (!rendered) return {};
  constexpr std::size_t kLongestLine = 1024;
  return {.label = std::string(rendered->optional_text("label", kLongestLine)),
          .time = std::string(rendered->optional_text("time", kLongestLine)),
          .audience = std::string(rendered->optional_text("audience", kLongestLine))};
}

Capture::Impression read_impression(const Fields& fields) {
  Capture::Impression impression;
  intake::Received& received = impression.received;
  received.order = static_cast<int>(fields.integer("order", 1, kMostOrders));
  received.time = fields.instant("time");
  received.is_public = fields.one_of("visibility", kVisibilities) == "public";
  received.update = fields.flag("update");
  if (const auto seen = fields.optional_object("seen")) {
    received.seen = {seen->optional_share("ratio"), seen->optional_integer("milliseconds", 0, kLongestSeen)};
  }
  const bool has_content = fields.has("html") || fields.has("htmlOf") || fields.has("rendered");
  received.seen_only = received.is_public && received.update && !has_content;
  if (received.seen_only) return impression;
  if (received.is_public) {
    received.rendered = read_rendered(fields);
    impression.html = read_html(fields);
  } else if (has_content) {
    fields.complain("visibility", "public where there is an html: nothing else of a private post may be sent");
  }
  return impression;
}

Request read_capture(const Fields& fields) {
  Capture capture;
  const Fields timeline = fields.object("timeline");
  capture.timeline = {
      .uuid = std::string(timeline.text_where("id", is_uuid, "a UUID of 36 characters")),
      .start_time = timeline.instant("startTime"),
      .location = std::string(timeline.optional_text("location", kLongestAddress)),
      .platform = std::string(timeline.one_of("platform", kPlatforms)),
      .position = {},
  };
  if (timeline.has("position")) {
    capture.timeline.position = timeline.text_where("position", is_word, "a word of 1 to 32 letters a-z");
  }
  capture.language = fields.optional_text("language", kLongestWord);
  capture.utc_offset =
      std::chrono::minutes{fields.optional_integer("utcOffset", -kWidestOffset, kWidestOffset).value_or(0)};
  if (!fields.has("impressions")) {
    capture.shown = Capture::Page{.time = fields.instant("time"), .html = read_html(fields)};
    return capture;
  }
  if (fields.has("html") || fields.has("htmlOf")) fields.complain("impressions", "absent where there is a whole html");
  std::vector<Capture::Impression> impressions;
  fields.each("impressions", [&](const Fields& item) { impressions.push_back(read_impression(item)); });
  capture.shown = std::move(impressions);
  return capture;
}

Request read_query(const Fields& fields) {
  Query query;
  query.view = views::find(fields.text("view", kLongestWord));
  if (query.view == nullptr) {
    std::string expected = "one of:";
    for (const views::View& view : views::all()) expected.append(" ").append(view.name);
    fields.complain("view", expected);
  }
  if (query.view != nullptr && query.view->method != views::Method::read) {
    fields.complain("view", "one that asks; to delete, send the message delete; HTTP and feedwitness get write");
  }
  if (query.view != nullptr && !is_text(*query.view)) {
    fields.complain("view", "one that answers in text; for this file ask HTTP or feedwitness get");
  }
  if (const auto parameters = fields.optional_object("parameters")) {
    parameters->each_text([&](std::string_view key, std::string_view text) { query.parameters.emplace(key, text); });
  }
  return query;
}

// The selections of a deletion. Unlike elsewhere an unknown field is refused: half understood, a deletion must not run.
constexpr std::array<std::string_view, 6> kSelections{"everything", "postId", "sourceLink", "timelineId", "from", "to"};

Request read_delete(const Fields& fields) {
  const Fields what = fields.object("what");
  const bool is_range = what.has("from") || what.has("to");
  const auto given = what.has("everything") + what.has("postId") + what.has("sourceLink") + what.has("timelineId");
  if (given + (is_range ? 1 : 0) != 1 || !what.has_only(kSelections)) {
    fields.complain("what", "exactly one of: everything, postId, sourceLink, timelineId, or a range: from, to");
  }
  Delete request{.what = {}, .dry_run = fields.flag("dryRun")};
  request.what.everything = what.flag("everything");
  if (what.has("everything") && !request.what.everything) what.complain("everything", "true, or absent");
  if (what.has("postId")) request.what.post_id = what.text("postId", kLongestAddress);
  if (what.has("sourceLink")) request.what.source_link = what.text("sourceLink", kLongestAddress);
  if (what.has("timelineId")) request.what.timeline_id = what.text_where("timelineId", is_hex_id<40>, "40 hex digits");
  request.what.from = what.optional_instant("from");
  request.what.to = what.optional_instant("to");
  return request;
}

Request read_consent(const Fields& fields) {
  const bool withdrawn = fields.has("withdrawnAt");
  if (withdrawn == fields.has("acceptedAt"))
    fields.complain("acceptedAt", "given, or else withdrawnAt: one of the two");
  return ConsentChange{
      .version = std::string(fields.text("version", kLongestWord)),
      .text_hash = std::string(fields.text_where("textHash", is_hex_id<64>, "64 hex digits (SHA-256)")),
      .locale = std::string(fields.text("locale", kLongestWord)),
      .time = fields.instant(withdrawn ? "withdrawnAt" : "acceptedAt"),
      .withdrawn = withdrawn};
}

struct Type {
  std::string_view name;
  Request (*read)(const Fields& fields);
};

constexpr std::array kTypes{
    Type{"hello", read_hello},
    Type{"capture", read_capture},
    Type{"part", read_part},
    Type{"query", read_query},
    Type{"delete", read_delete},
    Type{"status", [](const Fields& fields) -> Request { return AskStatus{.from = fields.optional_instant("from")}; }},
    Type{"ping", [](const Fields&) -> Request { return Ping{}; }},
    Type{"consent", read_consent},
    Type{"retention",
         [](const Fields& fields) -> Request { return KeepHtml{fields.optional_integer("htmlDays", 1, kMostDays)}; }},
};

constexpr auto kTypeNames = [] {
  std::array<std::string_view, kTypes.size()> names{};
  std::transform(kTypes.begin(), kTypes.end(), names.begin(), [](const Type& type) { return type.name; });
  return names;
}();

// What is wrong with a body that is no JSON, in words that hold nothing of it.
Error explain(const json::error_code& failed) {
  if (failed == json::error::too_deep) return {ErrorCode::bad_request, "the message is nested too deeply"};
  return {ErrorCode::bad_request, "the message must be JSON in UTF-8 (RFC 8259)"};
}

}  // namespace

std::span<const std::string_view> message_types() { return kTypeNames; }

Message read_message(std::string_view body) {
  std::array<unsigned char, 8192> first;  // NOLINT(cppcoreguidelines-pro-type-member-init): raw memory
  json::monotonic_resource memory(first.data(), first.size());
  Reading reading;
  auto spliced = splice(body);
  if (spliced) reading.large = std::move(spliced->large);
  if (spliced) body = spliced->rest;
  json::error_code failed;
  const json::value value = json::parse({body.data(), body.size()}, failed, &memory);
  if (failed) return {std::nullopt, explain(failed)};
  if (!value.is_object()) return {std::nullopt, Error{ErrorCode::bad_request, "the message must be an object"}};

  const Fields fields(value.get_object(), {}, reading);
  const std::int64_t id = fields.integer("id", 0, kLargestId);
  if (reading.complaint) return {std::nullopt, *reading.complaint};
  const std::string_view name = fields.one_of("type", kTypeNames);
  if (reading.complaint) return {id, *reading.complaint};
  const auto type = std::find_if(kTypes.begin(), kTypes.end(), [&](const Type& one) { return one.name == name; });
  Request request = type->read(fields);
  if (reading.complaint) return {id, *reading.complaint};
  return {id, std::move(request)};
}

}  // namespace feedwitness::host
