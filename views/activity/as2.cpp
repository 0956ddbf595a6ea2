#include <string>

#include "base/json_text.h"
#include "views/activity/form.h"
#include "views/activity/post.h"

namespace feedwitness::views::activity {
namespace {

using Row = store::ImpressionRow;

// The page does not say what kind of actor it is, so it has no type.
void append_actor(JsonObject& object, std::string_view key, std::string_view name, std::string_view link) {
  JsonObject actor{object.member(key)};
  actor.text_if_any("id", link);
  actor.text_or_null("name", name);
  actor.text_if_any("url", link);
  actor.close();
}

void append_attachments(JsonObject& object, const Row& row) {
  std::string list;
  const auto next = [&list]() -> std::string& { return list.append(list.empty() ? "[" : ","); };
  if (row.has_card && row.card_is_valid) {
    JsonObject link{next()};
    link.text("type", "Link");
    link.text("href", row.card_link);
    link.text_if_any("name", row.card_title);
    link.close();
  }
  for (const std::string& caption : captions_of(row)) {
    JsonObject image{next()};
    image.text("type", "Image");
    image.text("name", caption);
    image.close();
  }
  if (!list.empty()) object.json("attachment", list + "]");
}

void append_own_object(JsonObject& activity, const Row& row, const std::string& urn) {
  JsonObject object{activity.member("object")};
  object.text("type", kind_of(row).type);
  object.text("id", urn);
  object.text("name", title_of(row));
  object.text("content", html_of(row));
  object.text_if_any("url", address_of(row.perma_link));
  append_actor(object, "attributedTo", row.source, row.source_link);
  append_attachments(object, row);
  object.close();
}

void append_shared_object(JsonObject& activity, const Row& row, const Shared& shared,
                          const std::optional<identity::Id>& id) {
  JsonObject object{activity.member("object")};
  object.text("type", kind_of(row).type);
  if (id) object.text("id", urn_of(*id));
  object.text_if_any("content", html_of(shared.text));
  object.text_if_any("url", shared.address);
  if (shared.published) object.text("published", format_time(*shared.published));
  append_actor(object, "attributedTo", shared.source, shared.source_link);
  append_attachments(object, row);
  object.close();
}

void append_activity(std::string& out, const store::FeedItem& item) {
  const Row& row = *item.row;
  const std::string urn = urn_of(item.post);
  const auto shared = shared_of(row);
  JsonObject activity{out};
  activity.text("type", shared ? "Announce" : "Create");
  if (shared) activity.text("id", urn);
  if (shared) activity.text_if_any("content", html_of(row.text));
  if (shared) activity.text_if_any("url", address_of(row.perma_link));
  if (row.publication_time) activity.text("published", format_time(row.publication_time->time));
  activity.text("updated", format_time(row.time));
  append_actor(activity, "actor", row.source, row.source_link);
  JsonObject nature{activity.member("tag")};
  nature.text("name", name_of(row.nature));
  nature.close();
  shared ? append_shared_object(activity, row, *shared, item.shared) : append_own_object(activity, row, urn);
  activity.close();
}

void append_tombstone(std::string& out, const store::FeedItem& item) {
  JsonObject tombstone{out};
  tombstone.text("type", "Tombstone");
  tombstone.text("id", urn_of(item.post));
  tombstone.text("deleted", format_time(item.place.time));
  tombstone.close();
}

std::string begin(const Head& head) {
  std::string out;
  JsonObject page{out};
  page.text("@context", "https://www.w3.org/ns/activitystreams");
  page.text("type", head.is_complete ? "OrderedCollection" : "OrderedCollectionPage");
  page.text("id", head.self.empty() ? head.id : head.self);
  page.text("name", head.title);
  page.text("updated", format_time(head.updated));
  if (!head.is_complete) page.text("partOf", head.id);
  page.text_if_any("first", head.first);
  page.text_if_any("prev", head.previous);
  page.text_if_any("next", head.next);
  page.text_if_any("last", head.last);
  page.member("orderedItems") += '[';
  return out;
}

void append(std::string& out, const store::FeedItem& item, bool is_first) {
  out += is_first ? "\n" : ",\n";
  item.row == nullptr ? append_tombstone(out, item) : append_activity(out, item);
}

}  // namespace

const Form kActivityStreams2{begin, append, "\n]}\n"};

}  // namespace feedwitness::views::activity
