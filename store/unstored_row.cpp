#include "store/unstored_row.h"

#include "identity/identity.h"

namespace feedwitness::store {
namespace {

void take_words(ImpressionRow& row, const parser::Metadata& metadata) {
  row.source = metadata.source;
  row.source_link = metadata.source_link;
  row.source_id = metadata.source_id;
  row.display_source = metadata.display_source;
  row.reason = metadata.reason;
  row.post_id = metadata.post_id;
  row.perma_link = metadata.perma_link;
  row.fblinktype = metadata.fblinktype;
  row.ad_id = metadata.ad_id;
  row.text = metadata.text;
}

void take_card(ImpressionRow& row, const parser::Metadata& metadata) {
  if (!metadata.card) return;
  row.has_card = true;
  row.card_type = metadata.card->type;
  row.card_link = metadata.card->link;
  row.card_is_valid = metadata.card->is_valid;
  row.card_site_name = metadata.card->site_name;
  row.card_title = metadata.card->title;
  row.card_description = metadata.card->description;
}

void take_values(ImpressionRow& row, const parser::Metadata& metadata) {
  row.parser_version = parser::kParserVersion;
  row.era = metadata.era;
  row.nature = metadata.nature;
  row.publication_time = metadata.publication_time;
  row.textsize = textsize_of(metadata);
  row.truncated = metadata.truncated;
  row.images_count = metadata.images.count;
  row.video = metadata.video;
  row.video_autoplay = metadata.video_autoplay;
  row.reactions = metadata.reactions;
  row.reactions_total = metadata.reactions_total;
  row.comments = metadata.comments;
  row.shares = metadata.shares;
}

}  // namespace

UnstoredRow::UnstoredRow(const parser::Metadata& metadata, parser::Understanding understanding)
    : captions_{captions_of(metadata.images)}, shared_{shared_of(metadata)}, evidence_{evidence_of(metadata)} {
  if (const auto id = identity::semantic_id(full_text_of(metadata))) semantic_id_ = identity::hex(*id);
  take_values(row_, metadata);
  take_words(row_, metadata);
  take_card(row_, metadata);
  row_.understanding = understanding;
  row_.texts = texts_.json(row_.text, row_.card_title, row_.card_description);
  row_.semantic_id = semantic_id_;
  row_.captions = captions_;
  row_.shared = shared_;
  row_.evidence = evidence_;
}

UnstoredRow::UnstoredRow(const parser::Impression& impression)
    : UnstoredRow{impression.metadata, impression.understanding} {
  row_.order = impression.order;
  row_.is_public = impression.visibility == parser::Visibility::public_post;
}

}  // namespace feedwitness::store
