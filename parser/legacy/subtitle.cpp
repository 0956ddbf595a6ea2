#include "parser/legacy/subtitle.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <vector>

namespace feedwitness::parser::legacy {
namespace {

// The site opened in February 2004; an instant outside of [2004, 2038) is another number.
constexpr std::int64_t kEarliest = 1075852800;
constexpr std::int64_t kLatest = 2145916800;

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(separator, from), text.size());
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

bool is_id(std::string_view text) {
  return text.size() > 1 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string id_or_nothing(std::string_view text) { return is_id(text) ? std::string(text) : std::string(); }

std::optional<Time> time_in(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (seconds < kEarliest || seconds >= kLatest) return std::nullopt;
  return Time(std::chrono::seconds(seconds));
}

SubtitleId of_post(const std::vector<std::string_view>& fields) {
  SubtitleId read;
  read.publisher_id = id_or_nothing(fields[1]);
  const std::vector<std::string_view> tail = split(fields[4], ':');
  read.time = time_in(tail.front());
  if (fields.size() > 5) return read;  // several people's doing: the ids are not the story's
  read.post_id = id_or_nothing(fields[3]);
  read.has_no_story = fields[2] == "0";
  read.ends_like_ad = tail.size() == 5 && tail[2] == "5" && tail[3] == "0" && is_id(tail[4]);
  return read;
}

SubtitleId of_photos(const std::vector<std::string_view>& fields) {
  SubtitleId read;
  read.publisher_id = id_or_nothing(fields.front());
  for (std::size_t at = 2; at < fields.size() && !read.time; ++at) read.time = time_in(fields[at]);
  return read;
}

}  // namespace

SubtitleId read_subtitle_id(std::string_view id) {
  constexpr std::string_view kPrefix = "feed_subtitle_";
  if (!id.starts_with(kPrefix)) return {};
  id.remove_prefix(kPrefix.size());
  const std::vector<std::string_view> fields = split(id, ';');
  if (fields.size() >= 5) return of_post(fields);
  SubtitleId read;
  if (fields.size() == 4) {
    read.publisher_id = id_or_nothing(fields[0]);
    read.post_id = id_or_nothing(fields[1]);
    return read;
  }
  const std::vector<std::string_view> parts = split(id, ':');
  if (id.find(":Ent") != std::string_view::npos) return of_photos(parts);
  if (parts.size() == 3) read.post_id = id_or_nothing(parts.front());
  return read;
}

}  // namespace feedwitness::parser::legacy
