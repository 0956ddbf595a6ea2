#include "views/graph/nodes.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/json_text.h"
#include "views/graph/moment.h"
#include "views/source.h"

namespace feedwitness::views::graph {
namespace {

namespace json = boost::json;
using Reach = Edge::Reach;
using store::Walk;

constexpr std::string_view kSite = "https://www.facebook.com";

// ---- Values

void text(std::string& out, std::string_view value) {
  if (!value.empty()) append_json_string(out, value);
}

void moment(std::string& out, Time time) { append_json_string(out, format_moment(time)); }

void number(std::string& out, const std::optional<std::int64_t>& value) {
  if (value) out += std::to_string(*value);
}

void count(std::string& out, const std::optional<parser::Count>& value) {
  if (value) number(out, value->value);
}

template <auto kMember>
void shown_text(std::string& out, const Subject& subject) {
  text(out, subject.shown->*kMember);
}

template <auto kMember>
void timeline_text(std::string& out, const Subject& subject) {
  text(out, subject.timeline->*kMember);
}

using Row = store::ImpressionRow;

// ---- Of impressions, and of what they show

// "12_34", and 34 where the publisher is not known.
std::string post_id_of(const Row& row) {
  const std::string source = source_id(row);
  return source.empty() ? std::string{row.post_id} : source + "_" + std::string{row.post_id};
}

std::string bare_id(const Subject& subject) { return std::string{subject.shown->post_id}; }
std::string full_id(const Subject& subject) { return post_id_of(*subject.shown); }
std::string source_of(const Subject& subject) { return source_id(*subject.shown); }
std::string ad_account_of(const Subject& subject) { return "act_" + source_id(*subject.shown); }
std::string source_link_of(const Subject& subject) { return std::string{subject.shown->source_link}; }
std::string card_link_of(const Subject& subject) { return std::string{subject.shown->card_link}; }
std::string impression_id(const Subject& subject) {
  return std::string{subject.shown->timeline_id} + "_" + std::to_string(subject.shown->order);
}
std::string impression_key(const Subject& subject) { return std::to_string(subject.shown->key); }
std::string timeline_id(const Subject& subject) { return std::string{subject.timeline->timeline_id}; }
std::string timeline_key(const Subject& subject) { return std::to_string(subject.timeline->key); }
std::string annotation_id(const Subject& subject) {
  return noted_id(*subject.annotation) + "_note" + std::to_string(subject.annotation->key);
}
std::string annotation_key(const Subject& subject) { return std::to_string(subject.annotation->key); }
std::string pseudonym_of(const Subject& subject) { return subject.supporter->pseudonym; }
std::string nothing(const Subject& /*subject*/) { return {}; }

void created_time(std::string& out, const Subject& subject) {
  if (const auto& time = subject.shown->publication_time) moment(out, time->time);
}
void created_precision(std::string& out, const Subject& subject) {
  if (const auto& time = subject.shown->publication_time) number(out, time->precision.count());
}
void shown_time(std::string& out, const Subject& subject) { moment(out, subject.shown->time); }
void permalink(std::string& out, const Subject& subject) {
  if (!subject.shown->post_id.empty()) text(out, post_url(*subject.shown));
}
void path(std::string& out, const Subject& subject) { text(out, subject.shown->perma_link); }
void nature(std::string& out, const Subject& subject) {
  if (subject.shown->is_public) text(out, name_of(subject.shown->nature));
}
void post_id(std::string& out, const Subject& subject) { text(out, subject.shown->post_id); }

void from(std::string& out, const Subject& subject) {
  const Row& row = *subject.shown;
  if (row.source.empty() && row.source_link.empty()) return;
  JsonObject object{out};
  object.text_if_any("name", row.source);
  object.text_if_any("id", source_id(row));
  object.close();
}

void shares(std::string& out, const Subject& subject) {
  const auto& shared = subject.shown->shares;
  if (shared) out += "{\"count\":" + std::to_string(shared->value) + "}";
}

void source_number(std::string& out, const Subject& subject) { text(out, source_id(*subject.shown)); }

void username(std::string& out, const Subject& subject) {
  const std::string_view handle = handle_of(subject.shown->source_link);
  if (!is_platform_number(handle)) text(out, handle);
}

// What stands on a card, in Graph's names.
void card_title(std::string& out, const Subject& subject) { text(out, subject.shown->card_title); }
void card_link(std::string& out, const Subject& subject) { text(out, subject.shown->card_link); }

// The alternative texts of the pictures, with "; " between them.
void alt_text(std::string& out, const Subject& subject) {
  json::error_code failed;
  const auto captions = json::parse(subject.shown->captions, failed);
  if (failed || !captions.is_array()) return;
  std::string joined;
  for (const json::value& caption : captions.get_array()) {
    if (caption.is_string()) joined.append(joined.empty() ? "" : "; ").append(caption.get_string());
  }
  text(out, joined);
}

// The kinds that a page shows, with the sum that it shows: who reacted is not kept.
void reactions(std::string& out, const Subject& subject) {
  const Row& row = *subject.shown;
  JsonObject list{out};
  std::string& data = list.member("data");
  char before = '[';
  for (std::size_t kind = 0; kind < parser::kReactionCount; ++kind) {
    if (!row.reactions.at(kind)) continue;
    data += std::exchange(before, ',');
    JsonObject reaction{data};
    reaction.text("type", name_of(static_cast<parser::Reaction>(kind)));
    reaction.number("count", row.reactions.at(kind)->value);
    reaction.number("precision", row.reactions.at(kind)->precision);
    reaction.close();
  }
  data += before == '[' ? "[]" : "]";
  JsonObject summary{list.member("summary")};
  if (row.reactions_total) summary.number("total_count", row.reactions_total->value);
  summary.close();
  list.close();
}

// ---- Attachments

void append_target(JsonObject& attachment, std::string_view id, const std::string& url) {
  JsonObject target{attachment.member("target")};
  target.text_if_any("id", id);
  target.text_if_any("url", url);
  target.close();
}

void append_own(std::string& out, const Row& row, std::string_view type) {
  JsonObject attachment{out};
  attachment.text_if_any("title", row.card_title);
  std::string description;
  alt_text(description, Subject{.shown = &row});
  attachment.json_if_any("description", description);
  append_target(attachment, kind_of_post(row) == Kind::post ? std::string_view{} : row.post_id, post_url(row));
  attachment.text("type", type);
  attachment.text("url", post_url(row));
  attachment.close();
}

void append_card(std::string& out, const Row& row) {
  JsonObject attachment{out};
  attachment.text_if_any("title", row.card_title);
  attachment.text_if_any("description", row.card_description);
  append_target(attachment, row.card_link, std::string{row.card_link});
  attachment.text("type", "share");
  attachment.text_if_any("url", row.card_link);
  attachment.close();
}

// The post that this one shares.
void append_shared(std::string& out, const Row& row) {
  json::error_code failed;
  const auto shared = json::parse(row.shared, failed);
  if (failed || !shared.is_object()) return;
  const auto member = [&](std::string_view name) {
    const json::value* value = shared.get_object().if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
  };
  std::string url = member("permaLink");
  if (!url.empty()) url.insert(0, kSite);
  JsonObject attachment{out};
  attachment.text_if_any("title", member("name"));
  attachment.text_if_any("description", member("text"));
  append_target(attachment, member("postId"), url);
  attachment.text("type", "share");
  attachment.text_if_any("url", url);
  attachment.close();
}

void attachments(std::string& out, const Subject& subject) {
  const Row& row = *subject.shown;
  out += "{\"data\":[";
  const auto separate = [&out] {
    if (out.back() != '[') out += ',';
  };
  if (row.video.value_or(false)) {
    append_own(out, row, row.video_autoplay.value_or(false) ? "video_autoplay" : "video_inline");
  } else if (row.images_count.value_or(0) > 0) {
    append_own(out, row, *row.images_count > 1 ? "album" : "photo");
  }
  if (row.has_card && row.card_type == "external") {
    separate();
    append_card(out, row);
  }
  if (!row.shared.empty()) {
    const std::size_t size = out.size();
    separate();
    append_shared(out, row);
    if (out.back() != '}') out.resize(size);
  }
  out += "]}";
}

// ---- Of impressions

void impression_post(std::string& out, const Subject& subject) {
  if (subject.shown->post_id.empty()) return;
  JsonObject object{out};
  object.text("id", full_id(subject));
  object.close();
}
void visibility(std::string& out, const Subject& subject) {
  text(out, name_of(subject.shown->is_public ? parser::Visibility::public_post : parser::Visibility::private_post));
}
void order(std::string& out, const Subject& subject) { number(out, subject.shown->order); }
void seen_ratio(std::string& out, const Subject& subject) {
  if (subject.shown->seen_ratio) out += json::serialize(json::value(*subject.shown->seen_ratio));
}
void impression_timeline(std::string& out, const Subject& subject) {
  JsonObject object{out};
  object.text("id", subject.shown->timeline_id);
  object.close();
}

// ---- Tables. The columns of docs/store.md stand without their table's name where it is `impressions`.

constexpr std::string_view kHidden = "a page does not show it";
constexpr std::string_view kNotKept = "not kept: addresses of media expire";
constexpr std::string_view kAdvertiser = "only the advertiser is told";

constexpr std::array kMeFields{
    Field{"name", "string", "supporters.pseudonym",
          [](std::string& out, const Subject& subject) { text(out, subject.supporter->pseudonym); }, Given::in_rows},
};

constexpr std::array kPostFields{
    Field{"created_time", "time", "publication_time; left out where the page does not say", created_time,
          Given::in_rows},
    Field{"message", "string", "text", shown_text<&Row::text>, Given::in_rows},
    Field{"updated_time", "time", "time of the newest impression: as of when all this is known", shown_time},
    Field{"from", "object", "source, source_id, source_link: {name, id}", from},
    Field{"permalink_url", "string", "perma_link", permalink},
    Field{"attachments", "list", "video, images_count, captions, card_*, shared", attachments},
    Field{"reactions", "list", "reaction_*, reactions_total", reactions},
    Field{"shares", "object", "shares: {count}", shares},
    Field{"comments_count", "number", "comments",
          [](std::string& out, const Subject& subject) { count(out, subject.shown->comments); }},
    Field{"link", "string", "card_link", card_link},
    Field{"name", "string", "card_title", card_title},
    Field{"caption", "string", "card_site_name", shown_text<&Row::card_site_name>},
    Field{"description", "string", "card_description", shown_text<&Row::card_description>},
    Field{"story", "string", "display_source", shown_text<&Row::display_source>},
    Field{"status_type", "string", "fblinktype", shown_text<&Row::fblinktype>},
    Field{"post_id", "string", "post_id", post_id},
    Field{"ad_id", "string", "ad_id", shown_text<&Row::ad_id>},
    Field{"nature", "string", "nature: organic, sponsored, unknown", nature},
    Field{"semantic_id", "string", "semantic_id", shown_text<&Row::semantic_id>},
    Field{"created_time_precision", "number", "publication_precision, seconds", created_precision},
    Field{"message_tags", "list", kHidden},
    Field{"full_picture", "string", kNotKept},
    Field{"picture", "string", kNotKept},
    Field{"is_published", "boolean", kHidden},
};

constexpr std::array kPhotoFields{
    Field{"created_time", "time", "publication_time", created_time, Given::in_rows},
    Field{"name", "string", "text", shown_text<&Row::text>, Given::in_node},
    Field{"updated_time", "time", "time of the newest impression", shown_time},
    Field{"alt_text", "string", "captions", alt_text},
    Field{"from", "object", "source, source_id, source_link: {name, id}", from},
    Field{"link", "string", "perma_link", permalink},
    Field{"reactions", "list", "reaction_*, reactions_total", reactions},
    Field{"height", "number", kHidden},
    Field{"width", "number", kHidden},
    Field{"picture", "string", kNotKept},
    Field{"images", "list", kNotKept},
    Field{"album", "object", kHidden},
};

constexpr std::array kVideoFields{
    Field{"created_time", "time", "publication_time", created_time, Given::in_rows},
    Field{"description", "string", "text", shown_text<&Row::text>, Given::in_node},
    Field{"updated_time", "time", "time of the newest impression", shown_time, Given::in_node},
    Field{"permalink_url", "string", "perma_link, a path as Graph gives it", path},
    Field{"from", "object", "source, source_id, source_link: {name, id}", from},
    Field{"reactions", "list", "reaction_*, reactions_total", reactions},
    Field{"source", "string", kNotKept},
    Field{"picture", "string", kNotKept},
    Field{"length", "number", kHidden},
};

constexpr std::array kSourceFields{
    Field{"name", "string", "source", shown_text<&Row::source>, Given::in_rows},
    Field{"link", "string", "source_link", shown_text<&Row::source_link>},
    Field{"username", "string", "source_link, the name in it", username},
    Field{"about", "string", kHidden},
    Field{"business", "object", kHidden},
    Field{"category", "string", kHidden},
    Field{"fan_count", "number", kHidden},
    Field{"website", "string", kHidden},
    // Those of an ad set: the advertiser is all that a browser sees of one.
    Field{"effective_status", "string", kAdvertiser},
    Field{"start_time", "time", kAdvertiser},
    Field{"end_time", "time", kAdvertiser},
    Field{"daily_budget", "string", kAdvertiser},
    Field{"daily_spend_cap", "string", kAdvertiser},
    Field{"targeting", "object", kAdvertiser},
};

constexpr std::array kAdAccountFields{
    Field{"name", "string", "source", shown_text<&Row::source>, Given::in_rows},
    Field{"owner", "string", "source_id, source_link: the page that advertises", source_number},
    Field{"account_status", "number", kAdvertiser},
    Field{"created_time", "time", kAdvertiser},
    Field{"timezone_name", "string", kAdvertiser},
    Field{"currency", "string", kAdvertiser},
    Field{"amount_spent", "string", kAdvertiser},
    Field{"spend_cap", "string", kAdvertiser},
    Field{"business_country_code", "string", kAdvertiser},
    Field{"brand_safety_content_filter_levels", "list", kAdvertiser},
};

constexpr std::array kLinkFields{
    Field{"name", "string", "card_title", card_title, Given::in_rows},
    Field{"description", "string", "card_description", shown_text<&Row::card_description>},
    Field{"caption", "string", "card_site_name", shown_text<&Row::card_site_name>},
    Field{"url", "string", "card_link", card_link, Given::in_node},
};

constexpr std::array kTimelineFields{
    Field{"created_time", "time", "timelines.start_time",
          [](std::string& out, const Subject& subject) { moment(out, subject.timeline->start_time); }, Given::in_rows},
    Field{"name", "string", "timelines.pseudonym", timeline_text<&store::TimelineRow::timeline>, Given::in_rows},
    Field{"link", "string", "timelines.location", timeline_text<&store::TimelineRow::location>},
    Field{"platform", "string", "timelines.platform", timeline_text<&store::TimelineRow::platform>},
    Field{"position", "string", "timelines.position", timeline_text<&store::TimelineRow::position>},
    Field{"count", "number", "its impressions",
          [](std::string& out, const Subject& subject) { number(out, subject.timeline->impressions); }},
};

constexpr std::array kImpressionFields{
    Field{"created_time", "time", "time", shown_time, Given::in_rows},
    Field{"order", "number", "order", order, Given::in_rows},
    Field{"visibility", "string", "is_public: public or private", visibility, Given::in_rows},
    Field{"post", "object", "post_id: {id}", impression_post, Given::in_node},
    Field{"timeline", "object", "timeline: {id}", impression_timeline},
    Field{"message", "string", "text", shown_text<&Row::text>},
    Field{"from", "object", "source, source_id, source_link: {name, id}", from},
    Field{"nature", "string", "nature", nature},
    Field{"ad_id", "string", "ad_id", shown_text<&Row::ad_id>},
    Field{"reactions", "list", "reaction_*, reactions_total", reactions},
    Field{"shares", "object", "shares: {count}", shares},
    Field{"seen_ratio", "number", "seen_ratio", seen_ratio},
    Field{"seen_milliseconds", "number", "seen_milliseconds",
          [](std::string& out, const Subject& subject) { number(out, subject.shown->seen_milliseconds); }},
    Field{"impression_id", "string", "impression_id", shown_text<&Row::impression_id>},
    Field{"html_id", "string", "html_id", shown_text<&Row::html_id>},
};

using Note = store::AnnotationRow;

template <auto kMember>
void note_text(std::string& out, const Subject& subject) {
  text(out, subject.annotation->*kMember);
}

constexpr std::array kAnnotationFields{
    Field{"created_time", "time", "annotations.created_time",
          [](std::string& out, const Subject& subject) { moment(out, subject.annotation->created_time); },
          Given::in_rows},
    Field{"name", "string", "annotations.name", note_text<&Note::name>, Given::in_rows},
    Field{"value", "string", "annotations.value", note_text<&Note::value>, Given::in_rows},
    Field{"message", "string", "annotations.value: the name that comments have for it", note_text<&Note::value>},
    Field{"coder", "string", "annotations.coder", note_text<&Note::coder>},
    Field{"updated_time", "time", "annotations.updated_time",
          [](std::string& out, const Subject& subject) { moment(out, subject.annotation->updated_time); }},
    Field{"node", "string", "annotations.node: what it is about",
          [](std::string& out, const Subject& subject) { text(out, noted_id(*subject.annotation)); }},
};

// An annotation that was published as a comment.
constexpr std::array kCommentFields{
    kAnnotationFields[0], Field{"message", "string", "annotations.value", note_text<&Note::value>, Given::in_rows},
    kAnnotationFields[4], kAnnotationFields[5], kAnnotationFields[6]};

constexpr Edge kNotes{
    "annotations", Kind::annotation, Reach::notes, {}, {}, "your own labels and notes; POST adds one"};
constexpr Edge kComments{"comments", Kind::comment, Reach::notes,
                         {},         "comment",     "your own comments on it; those of others are never kept"};
constexpr Edge kShown{"impressions", Kind::impression, Reach::rows, Walk::shown, {}, "when and where it was shown"};

constexpr std::array kMeEdges{
    Edge{"feed", Kind::post, Reach::rows, Walk::posts, {}, "every post that was shown, once"},
    Edge{"posts", Kind::post, Reach::rows, Walk::posts, {}, "the same"},
    Edge{"timelines", Kind::timeline, Reach::timelines, {}, {}, "every load of a feed"},
    Edge{"impressions", Kind::impression, Reach::rows, Walk::impressions, {}, "everything shown, private ones too"},
    Edge{"annotations", Kind::annotation, Reach::notes, {}, {}, "all of your notes, whatever they are about"},
};
constexpr std::array kPostEdges{kShown, kNotes, kComments};
constexpr std::array kSourceEdges{
    Edge{"feed", Kind::post, Reach::rows, Walk::source_posts, {}, "its posts"},
    Edge{"posts", Kind::post, Reach::rows, Walk::source_posts, {}, "the same"},
    Edge{"photos", Kind::photo, Reach::rows, Walk::source_photos, {}, "those that are photos"},
    Edge{"videos", Kind::video, Reach::rows, Walk::source_videos, {}, "those that are videos"},
    kNotes,
};
constexpr std::array kAdAccountEdges{kNotes};
constexpr std::array kLinkEdges{Edge{"posts", Kind::post, Reach::rows, Walk::link_posts, {}, "posts with this link"},
                                kNotes};
constexpr std::array kTimelineEdges{
    Edge{"impressions", Kind::impression, Reach::rows, Walk::orders, {}, "what it showed, by order"}, kNotes};
constexpr std::array kImpressionEdges{kNotes};

constexpr std::array kTypes{
    NodeType{Kind::me, "User", store::Noted::supporter, pseudonym_of, nothing, kMeFields, kMeEdges},
    NodeType{Kind::post, "Post", store::Noted::post, full_id, bare_id, kPostFields, kPostEdges},
    NodeType{Kind::photo, "Photo", store::Noted::post, bare_id, bare_id, kPhotoFields, kPostEdges},
    NodeType{Kind::video, "Video", store::Noted::post, bare_id, bare_id, kVideoFields, kPostEdges},
    NodeType{Kind::source, "Page", store::Noted::source, source_of, source_link_of, kSourceFields, kSourceEdges},
    NodeType{Kind::ad_account, "AdAccount", store::Noted::source, ad_account_of, source_link_of, kAdAccountFields,
             kAdAccountEdges},
    NodeType{Kind::link, "URL", store::Noted::link, card_link_of, card_link_of, kLinkFields, kLinkEdges},
    NodeType{Kind::timeline, "Timeline", store::Noted::timeline, timeline_id, timeline_key, kTimelineFields,
             kTimelineEdges},
    NodeType{Kind::impression, "Impression", store::Noted::impression, impression_id, impression_key, kImpressionFields,
             kImpressionEdges},
    NodeType{
        Kind::annotation, "Annotation", store::Noted::supporter, annotation_id, annotation_key, kAnnotationFields, {}},
    NodeType{Kind::comment, "Comment", store::Noted::supporter, annotation_id, annotation_key, kCommentFields, {}},
};

}  // namespace

std::span<const NodeType> node_types() { return kTypes; }

const NodeType& type_of(Kind kind) { return kTypes.at(static_cast<std::size_t>(kind)); }

const Field* find_field(const NodeType& type, std::string_view name) {
  const auto found =
      std::find_if(type.fields.begin(), type.fields.end(), [&](const Field& field) { return field.name == name; });
  return found == type.fields.end() ? nullptr : &*found;
}

const Edge* find_edge(const NodeType& type, std::string_view name) {
  const auto found =
      std::find_if(type.edges.begin(), type.edges.end(), [&](const Edge& edge) { return edge.name == name; });
  return found == type.edges.end() ? nullptr : &*found;
}

std::string source_id(const store::ImpressionRow& row) {
  return row.source_id.empty() ? std::string{handle_of(row.source_link)} : std::string{row.source_id};
}

std::string noted_id(const store::AnnotationRow& row) {
  return std::string{row.kind == store::Noted::source ? handle_of(row.node) : row.node};
}

std::string post_url(const store::ImpressionRow& row) {
  std::string url{kSite};
  if (row.perma_link.empty()) return url.append("/").append(row.post_id);
  if (!row.perma_link.starts_with('/')) url += '/';
  return url.append(row.perma_link);
}

Kind kind_of_post(const store::ImpressionRow& row) {
  if (row.fblinktype == "photo") return Kind::photo;
  return row.fblinktype == "videos" || row.fblinktype == "reel" ? Kind::video : Kind::post;
}

}  // namespace feedwitness::views::graph
