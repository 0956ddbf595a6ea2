#include <array>
#include <string>

#include "views/activity/form.h"
#include "views/activity/post.h"
#include "views/xml_text.h"

namespace feedwitness::views::activity {
namespace {

using Row = store::ImpressionRow;

constexpr std::string_view kSchema = "http://activitystrea.ms/schema/1.0/";
constexpr std::string_view kProfile = "https://www.facebook.com/profile.php?id=";

void append_if_any(std::string& out, std::string_view name, std::string_view text) {
  if (!text.empty()) append_element(out, name, text);
}

// In the schema's words, with the slash at the end that the Public Feed API has.
void append_word(std::string& out, std::string_view name, std::string_view word) {
  out.append("<").append(name).append(">").append(kSchema).append(word).append("/</").append(name).append(">\n");
}

void append_link(std::string& out, std::string_view rel, std::string_view address, std::string_view type,
                 std::string_view title = {}) {
  if (address.empty()) return;
  out += "<link";
  append_attribute(out, "rel", rel);
  if (!type.empty()) append_attribute(out, "type", type);
  append_address(out, "href", address);
  if (!title.empty()) append_attribute(out, "title", title);
  out += "/>\n";
}

// Atom asks for a name.
void append_author(std::string& out, std::string_view name, std::string_view id, std::string_view link) {
  out += "<author>\n";
  append_element(out, "name", name.empty() ? "unknown publisher" : name);
  append_if_any(out, "uri", link);
  append_if_any(out, "fb:id", id);
  if (!id.empty()) append_element(out, "fb:permanent_uri", std::string{kProfile}.append(id));
  append_if_any(out, "fb:display_uri", link);
  out += "</author>\n";
}

void append_category(std::string& out, std::string_view term) {
  out += "<category";
  append_attribute(out, "term", term);
  append_attribute(out, "label", term);
  out += "/>\n";
}

void append_own_object(std::string& out, const Row& row, const std::string& urn) {
  append_element(out, "id", urn);
  append_if_any(out, "content", row.text);
  if (row.publication_time) append_element(out, "published", format_time(row.publication_time->time));
  append_link(out, "alternate", address_of(row.perma_link), "text/html");
}

void append_shared_object(std::string& out, const Shared& shared, const std::optional<identity::Id>& id) {
  if (id) append_element(out, "id", urn_of(*id));
  append_if_any(out, "content", shared.text);
  if (shared.published) append_element(out, "published", format_time(*shared.published));
  append_link(out, "alternate", shared.address, "text/html");
  if (!shared.source.empty()) append_author(out, shared.source, {}, shared.source_link);
}

void append_entry(std::string& out, const store::FeedItem& item) {
  const Row& row = *item.row;
  const std::string urn = urn_of(item.post);
  const auto shared = shared_of(row);
  out += "<entry>\n";
  append_element(out, "title", title_of(row));
  append_element(out, "id", urn);
  append_if_any(out, "fb:id", row.post_id);
  append_link(out, "alternate", address_of(row.perma_link), "text/html");
  if (row.card_is_valid) append_link(out, "related", row.card_link, {}, row.card_title);
  if (row.publication_time) append_element(out, "published", format_time(row.publication_time->time));
  append_element(out, "updated", format_time(row.time));
  append_author(out, row.source, row.source_id, row.source_link);
  append_category(out, kind_of(row).category);
  append_category(out, name_of(row.nature));
  append_word(out, "activity:verb", shared ? "share" : "post");
  out += "<activity:object>\n";
  append_word(out, "activity:object-type", kind_of(row).object_type);
  if (shared) {
    append_shared_object(out, *shared, item.shared);
  } else {
    append_own_object(out, row, urn);
  }
  for (const std::string& caption : captions_of(row)) append_element(out, "fb:caption", caption);
  out += "</activity:object>\n<content type=\"html\">";
  append_text(out, html_of(row));
  out += "</content>\n</entry>\n";
}

void append_tombstone(std::string& out, const store::FeedItem& item) {
  out += "<at:deleted-entry";
  append_attribute(out, "ref", urn_of(item.post));
  append_attribute(out, "when", format_time(item.place.time));
  out += "/>\n";
}

std::string begin(const Head& head) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:activity=\"http://activitystrea.ms/spec/1.0/\" "
      "xmlns:fb=\"http://www.facebook.com\" xmlns:access=\"http://www.bloglines.com/about/specs/fac-1.0\" "
      "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\" xmlns:fh=\"http://purl.org/syndication/history/1.0\">\n"
      "<access:restriction relationship=\"deny\"/>\n";
  append_element(out, "id", head.id);
  append_element(out, "generator", "feedwitness");
  append_element(out, "title", head.title);
  if (head.is_complete) out += "<fh:complete/>\n";
  append_link(out, "self", head.self, "application/atom+xml");
  append_link(out, "first", head.first, "application/atom+xml");
  append_link(out, "previous", head.previous, "application/atom+xml");
  append_link(out, "next", head.next, "application/atom+xml");
  append_link(out, "last", head.last, "application/atom+xml");
  append_element(out, "updated", format_time(head.updated));
  return out;
}

void append(std::string& out, const store::FeedItem& item, bool /*is_first*/) {
  item.row == nullptr ? append_tombstone(out, item) : append_entry(out, item);
}

}  // namespace

const Form kAtom{begin, append, "</feed>\n"};

}  // namespace feedwitness::views::activity
