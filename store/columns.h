#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "parser/record.h"
#include "store/rows.h"

namespace feedwitness::store {

// The content columns of `impressions` beside the member of ImpressionRow that each holds, once for both directions:
// the visitor is called with (name, member), or with the names of two columns and a member that takes both. `row` may
// be const. Compiles to straight-line code.

// Those that the seed's table has. A table of a million rows reads nothing else.
template <typename Row, typename Visitor>
void each_table_column(Row& row, Visitor&& visit) {
  visit.id("html_id", row.html_id);
  visit.value("nature", row.nature);
  visit.id("semantic_id", row.semantic_id);
  visit.value("textsize", row.textsize);
  visit.pair("publication_time", "publication_precision", row.publication_time);
  visit.value("images_count", row.images_count);
  visit.pair("reaction_like", "reaction_like_precision", row.reactions[0]);
  visit.pair("reaction_love", "reaction_love_precision", row.reactions[1]);
  visit.pair("reaction_wow", "reaction_wow_precision", row.reactions[2]);
  visit.pair("reaction_haha", "reaction_haha_precision", row.reactions[3]);
  visit.pair("reaction_sad", "reaction_sad_precision", row.reactions[4]);
  visit.pair("reaction_angry", "reaction_angry_precision", row.reactions[5]);
  visit.pair("reaction_care", "reaction_care_precision", row.reactions[6]);
  static_assert(parser::kReactionCount == 7);
  visit.pair("reactions_total", "reactions_total_precision", row.reactions_total);
  visit.pair("comments", "comments_precision", row.comments);
  visit.pair("shares", "shares_precision", row.shares);
  visit.value("fblinktype", row.fblinktype);
  visit.value("post_id", row.post_id);
  visit.value("source", row.source);
  visit.value("source_link", row.source_link);
  visit.value("perma_link", row.perma_link);
  visit.value("display_source", row.display_source);
  visit.value("card_title", row.card_title);
  visit.value("card_description", row.card_description);
  visit.value("text", row.text);
}

template <typename Row, typename Visitor>
void each_detail_column(Row& row, Visitor&& visit) {
  visit.id("impression_id", row.impression_id);
  visit.value("seen_ratio", row.seen_ratio);
  visit.value("seen_milliseconds", row.seen_milliseconds);
  visit.value("parser_version", row.parser_version);
  visit.value("era", row.era);
  visit.value("understanding", row.understanding);
  visit.value("truncated", row.truncated);
  visit.value("video", row.video);
  visit.value("video_autoplay", row.video_autoplay);
  visit.value("has_card", row.has_card);
  visit.value("card_is_valid", row.card_is_valid);
  visit.value("source_id", row.source_id);
  visit.value("ad_id", row.ad_id);
  visit.value("reason", row.reason);
  visit.value("card_type", row.card_type);
  visit.value("card_link", row.card_link);
  visit.value("card_site_name", row.card_site_name);
  visit.value("captions", row.captions);
  visit.value("shared", row.shared);
  visit.value("evidence", row.evidence);
}

template <typename Row, typename Visitor>
void each_content_column(Row& row, Visitor&& visit) {
  each_table_column(row, visit);
  each_detail_column(row, visit);
}

// A visitor of the names alone, in the same order: add(name).
template <typename Add>
struct NamesTo {
  void id(std::string_view name, std::string_view /*hex*/) const { add(name); }
  template <typename Value>
  void value(std::string_view name, const Value& /*value*/) const {
    add(name);
  }
  template <typename Value>
  void pair(std::string_view name, std::string_view second, const Value& /*value*/) const {
    add(name);
    add(second);
  }

  const Add& add;
};

template <typename Add>
void each_table_column_name(const Add& add) {
  const ImpressionRow row;
  each_table_column(row, NamesTo<Add>{add});
}

template <typename Add>
void each_content_column_name(const Add& add) {
  const ImpressionRow row;
  each_content_column(row, NamesTo<Add>{add});
}

}  // namespace feedwitness::store
