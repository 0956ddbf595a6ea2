#include "views/fbtrex/summary_row.h"

#include <cstddef>
#include <optional>

#include "base/json_text.h"

namespace feedwitness::views::fbtrex {
namespace {

void append_card(JsonObject& object, const store::ImpressionRow& row) {
  JsonObject card{object.member("opengraph")};
  card.text("fblinktype", row.card_type);
  card.text_or_null("link", row.card_link);
  card.boolean("isValid", row.card_is_valid);
  card.text_if_any("siteName", row.card_site_name);
  card.text_if_any("title", row.card_title);
  card.text_if_any("description", row.card_description);
  card.close();
}

// One store holds one person's timelines: what they saw before and what everybody here saw before are the same.
void append_repetition(JsonObject& object, std::int64_t seen_before) {
  JsonObject count{object.member("semanticCount")};
  count.number("personal", seen_before);
  count.number("global", seen_before);
  count.close();
}

void append_images(JsonObject& object, const store::ImpressionRow& row) {
  JsonObject images{object.member("images")};
  if (row.images_count) {
    images.number("count", *row.images_count);
  } else {
    images.json("count", "null");
  }
  images.json("captions", row.captions.empty() ? "[]" : row.captions);
  images.close();
}

std::optional<std::int64_t> value_of(const std::optional<parser::Count>& count) {
  return count ? std::optional{count->value} : std::nullopt;
}

// What the page rounded or blurred: {"LIKE":100} when 1200 was shown as "1.2K", {"publicationTime":3600} for "3 h".
void append_precision(JsonObject& object, const store::ImpressionRow& row) {
  std::string text;
  JsonObject precision{text};
  const auto add = [&precision](std::string_view key, const std::optional<parser::Count>& count) {
    if (count && count->precision != 1) precision.number(key, count->precision);
  };
  for (std::size_t kind = 0; kind < parser::kReactionCount; ++kind) {
    add(name_of(static_cast<parser::Reaction>(kind)), row.reactions[kind]);
  }
  add("reactions", row.reactions_total);
  add("comments", row.comments);
  add("shares", row.shares);
  if (row.publication_time && row.publication_time->precision != std::chrono::seconds{1}) {
    precision.number("publicationTime", row.publication_time->precision.count());
  }
  precision.close();
  if (text != "{}") object.json("precision", text);
}

}  // namespace

void append_summary_row(std::string& out, const store::ImpressionRow& row, parser::Visibility visibility) {
  const bool is_stored = !row.impression_id.empty();
  JsonObject object{out};
  if (is_stored) object.text("impressionTime", format_time(row.time));
  if (row.order > 0) object.number("impressionOrder", row.order);
  object.text_if_any("semanticId", row.semantic_id);
  if (row.seen_before) append_repetition(object, *row.seen_before);
  if (row.has_card) append_card(object, row);
  if (is_stored) {
    object.text("id", row.html_id);
    object.text("user", row.user);
    object.text("timeline", row.timeline);
  }
  object.text_or_null("publicationTime", row.publication_time ? format_time(row.publication_time->time) : "");
  object.text_or_null("postId", row.post_id);
  object.text_or_null("permaLink", row.perma_link);
  object.text_or_null("fblinktype", row.fblinktype);
  object.text("nature", name_of(row.nature));
  append_images(object, row);
  object.boolean_if_any("videoautoplay", row.video_autoplay);
  object.text_if_any("displaySource", row.display_source);
  object.text_if_any("source", row.source);
  object.text_if_any("sourceLink", row.source_link);
  object.json("texts", row.texts.empty() ? "[]" : row.texts);
  object.number("textsize", row.textsize);
  for (std::size_t kind = 0; kind < parser::kReactionCount; ++kind) {
    object.number_if_any(name_of(static_cast<parser::Reaction>(kind)), value_of(row.reactions[kind]));
  }

  object.text("visibility", name_of(visibility));
  object.number_if_any("reactions", value_of(row.reactions_total));
  object.number_if_any("comments", value_of(row.comments));
  object.number_if_any("shares", value_of(row.shares));
  append_precision(object, row);
  object.text_if_any("reason", row.reason);
  object.json_if_any("sharedFrom", row.shared);
  object.boolean_if_any("video", row.video);
  object.boolean_if_any("truncated", row.truncated);
  object.text_if_any("sourceId", row.source_id);
  object.text_if_any("adId", row.ad_id);
  object.text_if_any("position", row.position);
  object.real_if_any("seenRatio", row.seen_ratio);
  object.number_if_any("seenMilliseconds", row.seen_milliseconds);
  object.json_if_any("evidence", row.evidence);
  object.text("era", name_of(row.era));
  object.number("parserVersion", row.parser_version);
  object.close();
}

}  // namespace feedwitness::views::fbtrex
