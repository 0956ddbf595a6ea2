#include "parser/comet/markup.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

#include "parser/excerpt.h"
#include "parser/grammar/links.h"

namespace feedwitness::parser::comet {
namespace {

namespace json = boost::json;

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

json::object text_object(std::string_view text) { return {{"text", view(text)}}; }

json::object count_object(std::string_view key, const Count& count) { return {{view(key), count.value}}; }

void put_text(json::object& object, std::string_view key, std::string_view text) {
  if (!text.empty()) object[view(key)] = view(text);
}

// By Reaction.
constexpr std::array<std::string_view, kReactionCount> kReactionTypes{"LIKE",  "LOVE",  "WOW",    "HAHA",
                                                                      "SORRY", "ANGER", "SUPPORT"};

json::object reactions_object(const Metadata& metadata) {
  json::array edges;
  for (std::size_t kind = 0; kind < kReactionCount; ++kind) {
    const std::optional<Count>& count = metadata.reactions[kind];
    if (!count) continue;
    edges.push_back(
        json::object{{"node", {{"reaction_type", view(kReactionTypes[kind])}}}, {"reaction_count", count->value}});
  }
  return {{"edges", std::move(edges)}};
}

json::array attachments_of(const Story& story) {
  json::array attachments;
  for (const std::string& key : story.keys) {
    if (key != story.metadata.post_id) attachments.push_back(json::object{{"media", {{"id", key}}}});
  }
  for (const std::string& caption : story.metadata.images.captions) {
    attachments.push_back(json::object{{"media", {{"__typename", "Photo"}, {"accessibility_caption", caption}}}});
  }
  if (story.metadata.images.count.value_or(0) > 0) {
    attachments.push_back(json::object{{"all_subattachments", {{"count", *story.metadata.images.count}}}});
  }
  if (const std::optional<LinkCard>& card = story.metadata.card; card && card->is_valid) {
    attachments.push_back(json::object{{"title_with_entities", text_object(card->title)},
                                       {"description", text_object(card->description)},
                                       {"source", text_object(card->site_name)},
                                       {"url", card->link}});
  }
  return attachments;
}

json::object base_of(std::string_view name, std::string_view link, std::string_view id, std::string_view text,
                     const std::optional<PublicationTime>& time, Visibility visibility) {
  json::object actor;
  put_text(actor, "name", name);
  put_text(actor, "url", link);
  put_text(actor, "id", id);
  json::object object{{"actors", json::array{std::move(actor)}}};
  if (!text.empty()) object["message"] = text_object(text);
  if (time)
    object["creation_time"] = std::chrono::duration_cast<std::chrono::seconds>(time->time.time_since_epoch()).count();
  if (visibility != Visibility::unknown) {
    const bool open = visibility == Visibility::public_post;
    object["privacy_scope"] = {{"icon_image", {{"name", open ? "everyone" : "custom"}}}};
  }
  return object;
}

void put_address(json::object& object, std::string_view perma_link, std::string_view post_id) {
  if (!perma_link.empty()) object["wwwURL"] = "https://www.facebook.com" + std::string(perma_link);
  put_text(object, "post_id", post_id);
}

json::object original_object(const SharedPost& shared) {
  json::object object =
      base_of(shared.source, shared.source_link, {}, shared.text, shared.publication_time, shared.visibility);
  put_address(object, shared.perma_link, shared.post_id);
  return object;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char letter : text) {
    switch (letter) {
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out += letter;
    }
  }
  return out;
}

// The link by which the comments name the post.
std::string comment_link(const Tree& tree, const Layout& layout) {
  for (const Mark& mark : layout.marks) {
    if (mark.part != Part::comment || mark.node >= layout.footer_end) continue;
    for (NodeIndex node = mark.node; node < tree.end(mark.node); ++node) {
      const std::string_view href = tree.attribute(node, Name::href);
      if (href.find("comment_id=") == std::string_view::npos || !read_permalink(href)) continue;
      return "<div role=\"article\"><a href=\"" + escaped(href) + "\"></a></div>";
    }
  }
  return {};
}

// Where the first tag of serialised markup ends: a ">" in a value is no end.
std::size_t end_of_tag(std::string_view html) {
  bool quoted = false;
  for (std::size_t at = 0; at < html.size(); ++at) {
    if (html[at] == '"') quoted = !quoted;
    if (html[at] == '>' && !quoted) return at + 1;
  }
  return html.size();
}

}  // namespace

std::string write_story(const Story& story) {
  const Metadata& metadata = story.metadata;
  json::object object{{"__typename", "Story"}, {"comet_sections", json::object()}};
  object.insert_or_assign("__isFeedUnit", "Story");
  for (auto& entry : base_of(metadata.source, metadata.source_link, metadata.source_id, metadata.text,
                             metadata.publication_time, story.visibility)) {
    object.insert_or_assign(entry.key(), std::move(entry.value()));
  }
  put_address(object, metadata.perma_link, metadata.post_id);
  if (metadata.display_source != metadata.source) object["title"] = text_object(metadata.display_source);
  if (metadata.nature == Nature::organic) object["sponsored_data"] = nullptr;
  if (metadata.nature == Nature::sponsored) object["sponsored_data"] = {{"ad_id", metadata.ad_id}};
  if (metadata.reactions_total) object["reaction_count"] = count_object("count", *metadata.reactions_total);
  if (metadata.shares) object["share_count"] = count_object("count", *metadata.shares);
  if (metadata.comments) object["comment_count"] = count_object("total_count", *metadata.comments);
  object["top_reactions"] = reactions_object(metadata);
  object["attachments"] = attachments_of(story);
  if (metadata.shared) object["attached_story"] = original_object(*metadata.shared);
  std::string text = json::serialize(object);
  // "</script>" in a text would end the script.
  for (std::size_t at = text.find("</"); at != std::string::npos; at = text.find("</", at)) text.insert(at + 1, "\\");
  return "<script type=\"application/json\">" + text + "</script>";
}

std::string write_markup(const Page& page, const Layout& layout, const Story* story) {
  std::string html = excerpt_of(page, layout.root, is_foreign);
  html.insert(end_of_tag(html), comment_link(page.tree(), layout));
  if (story != nullptr) html += write_story(*story);
  return html;
}

}  // namespace feedwitness::parser::comet
