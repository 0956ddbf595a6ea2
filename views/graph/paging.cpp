#include "views/graph/paging.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "base/json_text.h"
#include "views/graph/moment.h"
#include "views/graph_error.h"
#include "views/parameters.h"

namespace feedwitness::views::graph {
namespace {

constexpr std::int64_t kFarthest = 1'000'000'000;  // offset
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kSignature = 16;

Error invalid(std::string_view what) { return graph_error(100, 0, what); }
Error invalid_cursor() {
  return graph_error(100, 2349049, "Invalid cursor: it is of another list, another store, or cut off");
}

// ---- Cursors: "ORDER.KEY.SINCE.UNTIL.SIGNATURE" as base64url. Whoever pages by time finds there between which times
// the list was asked for, since the links themselves move since and until.

std::string base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8U | static_cast<unsigned char>(c)) & 0xFFFFU;
    for (count += 8; count >= 6;) text += kDigits[bits >> static_cast<unsigned>(count -= 6) & 0x3FU];
  }
  if (count > 0) text += kDigits[bits << static_cast<unsigned>(6 - count) & 0x3FU];
  return text;
}

std::string from_base64url(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return {};
    bits = (bits << 6U | static_cast<std::uint32_t>(digit)) & 0xFFFFU;
    if ((count += 6) >= 8) bytes += static_cast<char>(bits >> static_cast<unsigned>(count -= 8) & 0xFFU);
  }
  return bytes;
}

std::string sign(const Bound& bound, std::string_view payload) {
  return identity::hex(identity::keyed_id(bound.key, identity::IdKind::annotation, {"cursor", bound.edge, payload}))
      .substr(0, kSignature);
}

std::string text_of(const std::optional<Time>& time) {
  return time ? std::to_string(time->time_since_epoch().count()) : std::string{};
}

std::string cursor_at(const store::GraphPlace& place, const Asked& asked, const Bound& bound) {
  const std::string payload = std::to_string(place.order) + "." + std::to_string(place.key) + "." +
                              text_of(asked.since) + "." + text_of(asked.until) + (asked.ascending ? ".a" : ".d");
  return base64url(payload + "." + sign(bound, payload));
}

std::optional<std::int64_t> read_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional{value}
                                                                                    : std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    parts.push_back(text.substr(0, dot));
    if (dot == text.size()) return parts;
    text.remove_prefix(dot + 1);
  }
}

// Takes the place, and the times where `with_times`.
bool read_cursor(std::string_view cursor, const Bound& bound, bool with_times, Asked& asked) {
  const std::string text = from_base64url(cursor);
  const std::size_t end = text.rfind('.');
  if (end == std::string::npos || !identity::equal_tokens(text.substr(end + 1), sign(bound, text.substr(0, end)))) {
    return false;
  }
  const auto parts = parts_of(std::string_view{text}.substr(0, end));
  if (parts.size() != 5 || (parts[4] == "a") != asked.ascending) return false;
  const auto order = read_integer(parts[0]);
  const auto key = read_integer(parts[1]);
  if (!order || !key) return false;
  asked.from = store::GraphPlace{*order, *key};
  if (!with_times) return true;
  const auto time_of = [](std::string_view part) {
    const auto value = read_integer(part);
    return value ? std::optional{Time{std::chrono::milliseconds{*value}}} : std::nullopt;
  };
  asked.since = time_of(parts[2]);
  asked.until = time_of(parts[3]);
  return true;
}

// ---- What is asked

Result<void> read_limits(const PageGiven& given, const Bound& bound, Asked& asked) {
  if (const auto text = given("limit"); !text.empty()) {
    const auto limit = read_number(text);
    if (!limit || *limit < 1 || *limit > kMostRows) return invalid("limit is a whole number from 1 to 1000");
    asked.limit = *limit;
  }
  if (const auto text = given("offset"); !text.empty()) {
    const auto offset = read_number(text);
    if (!offset || *offset > kFarthest) return invalid("offset is a whole number from 0 on");
    asked.offset = *offset;
    asked.way = Way::offsets;
  }
  asked.ascending = !bound.by_time;
  if (const auto order = given("order"); !order.empty()) {
    if (order != "chronological" && order != "reverse_chronological") {
      return invalid("order is chronological or reverse_chronological");
    }
    asked.ascending = order == "chronological";
    asked.is_usual_order = asked.ascending == !bound.by_time;
  }
  const auto summary = given("summary");
  asked.summary = !summary.empty() && summary != "false" && summary != "0";
  return {};
}

Result<void> read_times(const PageGiven& given, const Bound& bound, Time now, Asked& asked) {
  for (auto [name, time] : {std::pair{"since", &asked.since}, std::pair{"until", &asked.until}}) {
    const auto text = given(name);
    if (text.empty()) continue;
    *time = read_moment(text, now);
    if (!*time) return invalid("since and until are Unix seconds or a date, for example 2017-12-08");
    // Unix seconds have no fraction; a row of that second is not later.
    if (name == std::string_view{"until"}) **time += std::chrono::milliseconds{999};
    if (asked.way == Way::cursors && bound.by_time) asked.way = Way::times;
  }
  return {};
}

Result<void> read_cursors(const PageGiven& given, const Bound& bound, Asked& asked) {
  const auto after = given("after");
  const auto before = given("before");
  const auto token = given("__paging_token");
  if (static_cast<int>(!after.empty()) + static_cast<int>(!before.empty()) + static_cast<int>(!token.empty()) > 1) {
    return invalid("after and before are not given together");
  }
  if (!token.empty()) {
    asked.backwards = given("__previous") == "1";
    asked.way = Way::times;
    return read_cursor(token, bound, true, asked) ? Result<void>{} : invalid_cursor();
  }
  const auto cursor = after.empty() ? before : after;
  if (cursor.empty()) return {};
  asked.backwards = after.empty();
  asked.way = Way::cursors;
  asked.offset = 0;
  return read_cursor(cursor, bound, false, asked) ? Result<void>{} : invalid_cursor();
}

// ---- Links

std::string seconds_of(std::int64_t milliseconds) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds{milliseconds}).count());
}

struct Links {
  std::string previous;
  std::string next;
};

Links links_by_cursors(const Asked& asked, const std::string& before, const std::string& after) {
  std::string times;
  if (asked.since) times += "&since=" + seconds_of(asked.since->time_since_epoch().count());
  if (asked.until) times += "&until=" + seconds_of(asked.until->time_since_epoch().count());
  return {times + "&before=" + before, times + "&after=" + after};
}

Links links_by_times(const Asked& asked, const Ends& ends, const std::string& before, const std::string& after) {
  const char* earlier = asked.ascending ? "&until=" : "&since=";
  const char* later = asked.ascending ? "&since=" : "&until=";
  return {earlier + seconds_of(ends.first.order) + "&__paging_token=" + before + "&__previous=1",
          later + seconds_of(ends.last.order) + "&__paging_token=" + after};
}

Links links_by_offsets(const Asked& asked) {
  return {"&offset=" + std::to_string(std::max<std::int64_t>(0, asked.offset - asked.limit)),
          "&offset=" + std::to_string(asked.offset + asked.limit)};
}

}  // namespace

store::Range Asked::range() const {
  return {.ascending = ascending != backwards,
          .limit = limit + 1,
          .offset = offset,
          .after = from,
          .since = since,
          .until = until};
}

Result<Asked> read_asked(const PageGiven& given, const Bound& bound, Time now) {
  Asked asked;
  if (auto read = read_limits(given, bound, asked); !read) return read.error();
  if (auto read = read_times(given, bound, now, asked); !read) return read.error();
  if (auto read = read_cursors(given, bound, asked); !read) return read.error();
  return asked;
}

std::string paging_json(const Asked& asked, const Ends& ends, const Bound& bound, const std::string& base) {
  if (ends.is_empty) return {};
  const std::string before = cursor_at(ends.first, asked, bound);
  const std::string after = cursor_at(ends.last, asked, bound);
  const Links links = asked.way == Way::cursors ? links_by_cursors(asked, before, after)
                      : asked.way == Way::times ? links_by_times(asked, ends, before, after)
                                                : links_by_offsets(asked);
  std::string json;
  JsonObject paging{json};
  if (asked.way == Way::cursors) {
    JsonObject cursors{paging.member("cursors")};
    cursors.text("before", before);
    cursors.text("after", after);
    cursors.close();
  }
  std::string limit = "limit=" + std::to_string(asked.limit);
  if (!asked.is_usual_order) limit += asked.ascending ? "&order=chronological" : "&order=reverse_chronological";
  if (ends.has_previous) paging.text("previous", base + limit + links.previous);
  if (ends.has_next) paging.text("next", base + limit + links.next);
  paging.close();
  return json == "{}" ? std::string{} : json;
}

}  // namespace feedwitness::views::graph
