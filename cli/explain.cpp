#include "cli/explain.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "cli/table.h"

namespace feedwitness::cli {
namespace {

using parser::Impression;

std::string read_time(const std::optional<parser::PublicationTime>& time) {
  return time ? format_time(time->time) : std::string();
}

// What was read under each name that evidence may be kept for; empty: nothing.
struct Field {
  std::string_view name;
  std::string (*read)(const Impression& impression);
};
constexpr std::array kFields{
    Field{"nature", [](const Impression& post) { return std::string(name_of(post.metadata.nature)); }},
    Field{"visibility", [](const Impression& post) { return std::string(name_of(post.visibility)); }},
    Field{"source", [](const Impression& post) { return post.metadata.source; }},
    Field{"postId", [](const Impression& post) { return post.metadata.post_id; }},
    Field{"publicationTime", [](const Impression& post) { return read_time(post.metadata.publication_time); }},
    Field{"sharedTime",
          [](const Impression& post) {
            return post.metadata.shared ? read_time(post.metadata.shared->publication_time) : std::string();
          }},
    Field{"sharedVisibility",
          [](const Impression& post) {
            return post.metadata.shared ? std::string(name_of(post.metadata.shared->visibility)) : std::string();
          }},
};

void append_field(std::string& out, const Field& field, const Impression& post) {
  const std::string read = field.read(post);
  std::vector<const parser::Evidence*> heard;
  for (const parser::Evidence& evidence : post.metadata.evidence) {
    if (evidence.field == field.name) heard.push_back(&evidence);
  }
  if (read.empty() && heard.empty()) return;
  out += "  " + std::string(field.name) + ": " + (read.empty() ? "not told" : one_line(read)) + '\n';
  std::stable_partition(heard.begin(), heard.end(), [&read](const auto* evidence) { return evidence->says == read; });
  for (const auto* evidence : heard) {
    out += evidence->says == read ? "    for it   " : "    against  ";
    out += evidence->signal + " says " + one_line(evidence->says) + '\n';
  }
  if (heard.empty()) out += read == "unknown" ? "    no signal spoke\n" : "    read where it stands\n";
}

// What is read in one place alone, by where it stands: there is nothing to weigh.
struct Part {
  std::string_view name;
  bool (*is_there)(const parser::Metadata& metadata);
};
constexpr std::array kParts{
    Part{"displaySource", [](const parser::Metadata& data) { return !data.display_source.empty(); }},
    Part{"sourceLink", [](const parser::Metadata& data) { return !data.source_link.empty(); }},
    Part{"reason", [](const parser::Metadata& data) { return !data.reason.empty(); }},
    Part{"permaLink", [](const parser::Metadata& data) { return !data.perma_link.empty(); }},
    Part{"text", [](const parser::Metadata& data) { return !data.text.empty(); }},
    Part{"opengraph", [](const parser::Metadata& data) { return data.card.has_value(); }},
    Part{"images", [](const parser::Metadata& data) { return data.images.count.has_value(); }},
    Part{"video", [](const parser::Metadata& data) { return data.video.has_value(); }},
    Part{"reactions", [](const parser::Metadata& data) { return data.reactions_total.has_value(); }},
    Part{"comments", [](const parser::Metadata& data) { return data.comments.has_value(); }},
    Part{"shares", [](const parser::Metadata& data) { return data.shares.has_value(); }},
    Part{"shared", [](const parser::Metadata& data) { return data.shared.has_value(); }},
};

void append_parts(std::string& out, std::string_view title, const parser::Metadata& metadata, bool there) {
  std::string names;
  for (const Part& part : kParts) {
    if (part.is_there(metadata) == there) names += (names.empty() ? "" : ", ") + std::string(part.name);
  }
  if (!names.empty()) out += "  " + std::string(title) + ": " + names + '\n';
}

}  // namespace

std::string explanation_of(const parser::Feed& feed) {
  std::string out = "era " + std::string(name_of(feed.era)) + ", language " +
                    (feed.language.empty() ? "not told" : one_line(feed.language)) + ", position " +
                    (feed.position.empty() ? "not told" : feed.position) + ", " +
                    std::to_string(feed.impressions.size()) + " posts\n";
  for (const Impression& post : feed.impressions) {
    out += "\npost " + std::to_string(post.order) + '\n';
    for (const Field& field : kFields) append_field(out, field, post);
    append_parts(out, "read where it stands", post.metadata, true);
    append_parts(out, "not there", post.metadata, false);
  }
  return out;
}

}  // namespace feedwitness::cli
