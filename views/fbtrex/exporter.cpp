#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/json_text.h"
#include "store/annotations.h"
#include "views/fbtrex/answers.h"
#include "views/fbtrex/legacy_id.h"
#include "views/fbtrex/summary_row.h"

namespace feedwitness::views::fbtrex {
namespace {

constexpr int kExportVersion = 1;

// The two layouts of the same objects. Each section is opened, filled and closed in order.
class Layout {
 public:
  Layout(bool one_document, const Sink& sink) : one_document_(one_document), sink_(sink) {}

  // One object that stands alone in its section.
  bool single(std::string_view kind, std::string_view object) {
    if (!one_document_) return line(kind, object);
    text_ = first_ ? "{\"" : ",\"";
    first_ = false;
    text_.append(kind).append("\":").append(object);
    return sink_(text_);
  }

  bool open_list(std::string_view name) {
    first_in_list_ = true;
    return !one_document_ || sink_(",\"" + std::string{name} + "\":[\n");
  }
  bool item(std::string_view kind, std::string_view object) {
    if (!one_document_) return line(kind, object);
    text_ = first_in_list_ ? "" : ",\n";
    first_in_list_ = false;
    text_ += object;
    return sink_(text_);
  }
  bool close_list() { return !one_document_ || sink_("]"); }
  bool close() { return !one_document_ || sink_("}\n"); }

 private:
  // {"kind":"timeline",...}
  bool line(std::string_view kind, std::string_view object) {
    if (object == "null") return true;
    text_ = "{\"kind\":\"";
    text_.append(kind).append("\"").append(object == "{}" ? "" : ",").append(object.substr(1)).append("\n");
    return sink_(text_);
  }

  bool one_document_;
  const Sink& sink_;
  bool first_ = true;
  bool first_in_list_ = true;
  std::string text_;
};

std::string supporter_object(const store::Supporter& supporter) {
  std::string text;
  JsonObject object{text};
  object.text("pseudonym", supporter.pseudonym);  // neither key nor token: an export may travel
  object.close();
  return text;
}

std::string consent_object(const std::optional<store::Consent>& consent) {
  if (!consent) return "null";
  std::string text;
  JsonObject object{text};
  object.text("version", consent->version);
  object.text("textHash", consent->text_hash);
  object.text("locale", consent->locale);
  object.text("acceptedAt", format_time(consent->accepted_at));
  object.text_or_null("withdrawnAt", consent->withdrawn_at ? format_time(*consent->withdrawn_at) : "");
  object.close();
  return text;
}

void append_timeline(std::string& out, const store::TimelineRow& row) {
  JsonObject object{out};
  object.text("timelineId", row.timeline_id);
  object.text("timeline", row.timeline);
  object.text("startTime", format_time(row.start_time));
  object.text("location", row.location);
  object.text("platform", row.platform);
  object.text("position", row.position);
  object.number("impressions", row.impressions);
  object.close();
}

struct With {
  bool html = false;
  bool legacy_ids = false;
};

void append_impression(std::string& out, const store::ImpressionRow& row, const With& with) {
  JsonObject object{out};
  object.text_if_any("impressionId", row.impression_id);  // a private one has none
  object.text("timelineId", row.timeline_id);
  if (!row.is_public) {
    object.number("impressionOrder", row.order);
    object.text("impressionTime", format_time(row.time));
    object.text("visibility", name_of(parser::Visibility::private_post));
  } else {
    append_summary_row(object.member("metadata"), row, parser::Visibility::public_post);
    if (with.legacy_ids) object.text_if_any("legacySemanticId", legacy_semantic_id(row));
    if (with.html) object.text_if_any("html", row.html);
  }
  object.close();
}

// Their keys, in the order in which they were written. nullopt: no more is wanted.
using Keys = std::optional<std::vector<std::int64_t>>;

Result<Keys> write_timelines(store::Store& store, const std::optional<Paging>& page, Layout& layout) {
  store::TimelineQuery query;
  if (page) query = {.amount = page->amount, .skip = page->skip};
  auto rows = store.timelines(query);
  if (!rows) return rows.error();
  std::vector<std::int64_t> keys;
  if (!layout.open_list("timelines")) return Keys{};
  std::string text;
  while (const store::TimelineRow* row = rows->next()) {
    text.clear();
    append_timeline(text, *row);
    if (!layout.item("timeline", text)) return Keys{};
    if (page) keys.push_back(row->key);
  }
  if (rows->failed()) return *rows->failed();
  return layout.close_list() ? Keys{std::move(keys)} : Keys{};
}

// false: no more is wanted.
Result<bool> write_rows(store::ImpressionCursor& rows, const With& with, Layout& layout) {
  std::string text;
  while (const store::ImpressionRow* row = rows.next()) {
    text.clear();
    append_impression(text, *row, with);
    if (!layout.item("impression", text)) return false;
  }
  if (rows.failed()) return *rows.failed();
  return true;
}

// Each timeline by its order.
Result<bool> write_timeline_by_timeline(store::Store& store, std::span<const std::int64_t> timelines,
                                        store::ImpressionQuery query, const With& with, Layout& layout) {
  for (const std::int64_t timeline : timelines) {
    query.timeline = timeline;
    auto rows = store.impressions(query);
    if (!rows) return rows.error();
    auto wanted = write_rows(*rows, with, layout);
    if (!wanted || !*wanted) return wanted;
  }
  return true;
}

// All by time, or a page of timelines. All are bounded before the timelines are listed: what comes meanwhile has no
// timeline in the list.
Result<bool> write_all(store::Store& store, const std::optional<Paging>& page, const With& with, Layout& layout) {
  store::ImpressionQuery query;
  query.public_only = false;
  query.oldest_first = true;
  query.with_html = with.html;
  auto rows = store.impressions(query);
  if (!rows) return rows.error();
  const auto timelines = write_timelines(store, page, layout);
  if (!timelines) return timelines.error();
  if (!*timelines || !layout.open_list("impressions")) return false;
  return page ? write_timeline_by_timeline(store, **timelines, query, with, layout) : write_rows(*rows, with, layout);
}

// By store::Noted.
constexpr std::array<std::string_view, 6> kAbout{"supporter", "post", "source", "link", "timeline", "impression"};

void append_annotation(std::string& out, const store::AnnotationRow& row) {
  JsonObject object{out};
  object.text("about", kAbout.at(static_cast<std::size_t>(row.kind)));
  object.text("node", row.node);
  object.text("name", row.name);
  object.text("value", row.value);
  object.text_if_any("coder", row.coder);
  object.text("createdTime", format_time(row.created_time));
  object.text("updatedTime", format_time(row.updated_time));
  object.close();
}

// All of them, whatever page of timelines is asked for: there are few. false: no more is wanted.
Result<bool> write_annotations(store::Store& store, Layout& layout) {
  if (!layout.open_list("annotations")) return false;
  bool is_wanted = true;
  std::string text;
  const auto written = store::each_annotation(store, [&](const store::AnnotationRow& row) {
    text.clear();
    append_annotation(text, row);
    return is_wanted = layout.item("annotation", text);
  });
  if (!written) return written.error();
  return is_wanted && layout.close_list();
}

}  // namespace

Result<void> exporter(const Question& question, const Sink& sink) {
  store::Store& store = question.store;
  const With with{.html = question.flag("html"), .legacy_ids = question.flag("legacyIds")};
  const auto supporter = store.supporter();
  if (!supporter) return supporter.error();
  const auto consent = store.consent();
  if (!consent) return consent.error();

  Layout layout{question.text("format") == "json", sink};
  std::string head;
  JsonObject object{head};
  object.text("program", "feedwitness");
  object.number("version", kExportVersion);
  object.boolean("html", with.html);
  object.close();
  if (!layout.single("export", head)) return {};
  if (!layout.single("supporter", supporter_object(*supporter))) return {};
  if (!layout.single("consent", consent_object(*consent))) return {};
  const auto wanted = write_all(store, question.page(), with, layout);
  if (!wanted) return wanted.error();
  if (!*wanted || !layout.close_list()) return {};
  const auto noted = write_annotations(store, layout);
  if (!noted) return noted.error();
  if (*noted) layout.close();
  return {};
}

}  // namespace feedwitness::views::fbtrex
