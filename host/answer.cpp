#include "host/answer.h"

#include "about/version.h"
#include "base/json_text.h"
#include "host/frame_reader.h"
#include "host/message.h"
#include "host/parts.h"
#include "intake/attention.h"
#include "parser/parse.h"
#include "store/retention.h"
#include "views/receipt.h"

namespace feedwitness::host {
namespace {

// {"type":type,"id":id, what `fill` adds}
template <typename Fill>
std::string answer(std::string_view type, std::int64_t id, Fill fill) {
  std::string json;
  JsonObject object(json);
  object.text("type", type);
  object.number("id", id);
  fill(object);
  object.close();
  return json;
}

std::string time_or_nothing(const std::optional<Time>& time) { return time ? format_time(*time) : std::string(); }

void append_consent(JsonObject& object, const std::optional<store::Consent>& consent) {
  if (!consent) return object.json("consent", "null");
  JsonObject fields(object.member("consent"));
  fields.text("version", consent->version);
  fields.text("textHash", consent->text_hash);
  fields.text("locale", consent->locale);
  fields.text("acceptedAt", format_time(consent->accepted_at));
  fields.text_or_null("withdrawnAt", time_or_nothing(consent->withdrawn_at));
  fields.close();
}

void append_health(JsonObject& object, const store::Health& health) {
  JsonObject fields(object.member("health"));
  fields.number("seen", health.seen);
  fields.number("understood", health.understood);
  fields.number("partly", health.partly);
  fields.number("unknown", health.unknown);
  fields.number("unknownAudience", health.unknown_audience);
  fields.close();
}

void append_rejected(JsonObject& object, std::span<const intake::Rejected> rejected) {
  std::string& list = object.member("rejected");
  list += '[';
  for (const intake::Rejected& one : rejected) {
    if (&one != rejected.data()) list += ',';
    JsonObject fields(list);
    fields.number("order", one.order);
    fields.text("code", name_of(one.error.code));
    fields.text("message", one.error.message);
    fields.close();
  }
  list += ']';
}

void append_html_days(JsonObject& fields, std::optional<std::int64_t> days) {
  days ? fields.number("htmlDays", *days) : fields.json("htmlDays", "null");
}

void append_counts(JsonObject& fields, const store::ImpressionCounts& counts) {
  fields.number("timelines", counts.timelines);
  fields.number("impressions", counts.impressions);
  fields.number("public", counts.public_impressions);
  fields.number("private", counts.private_impressions);
  fields.number("organic", counts.organic);
  fields.number("sponsored", counts.sponsored);
  fields.number("unknownNature", counts.unknown_nature);
  fields.number("sources", counts.sources);
  fields.text_or_null("firstImpression", time_or_nothing(counts.first_impression));
  fields.text_or_null("lastImpression", time_or_nothing(counts.last_impression));
}

}  // namespace

Result<Report> report(store::Store& store) {
  const auto status = store.status();
  if (!status) return status.error();
  const auto days = store.health();
  if (!days) return days.error();
  const auto html_days = store::html_days(store);
  if (!html_days) return html_days.error();
  return Report{*status, intake::attention(*days), *html_days};
}

std::string status_json(const Report& report) {
  const store::Status& status = report.status;
  std::string json;
  JsonObject fields(json);
  append_counts(fields, status);
  fields.number("html", status.html);
  fields.number("htmlBytes", status.html_bytes);
  fields.number("storedHtmlBytes", status.stored_html_bytes);
  append_html_days(fields, report.html_days);
  fields.number("days", status.days);
  append_health(fields, status.health);
  fields.text_or_null("attention", report.attention.value_or(""));
  fields.number("oldMetadata", status.old_metadata);
  fields.number("schemaVersion", status.schema_version);
  fields.close();
  return json;
}

std::string error_answer(std::optional<std::int64_t> id, const Error& error) {
  std::string json;
  JsonObject object(json);
  object.text("type", "error");
  if (id) object.number("id", *id);
  if (!id) object.json("id", "null");
  object.text("code", name_of(error.code));
  object.text("message", error.message);
  object.close();
  return json;
}

std::string welcome_answer(std::int64_t id, const store::Supporter& supporter,
                           const std::optional<store::Consent>& consent) {
  return answer("welcome", id, [&](JsonObject& object) {
    object.number("protocol", kProtocol);
    object.text("host", about::version());
    object.text("supporter", supporter.pseudonym);
    append_consent(object, consent);
    JsonObject limits(object.member("limits"));
    limits.number("frame", kIncomingLimit);
    limits.number("html", parser::kHtmlLimit);
    limits.number("openParts", Parts::kOpenLimit);
    limits.close();
  });
}

std::string stored_answer(std::int64_t id, const store::Stored& stored, std::span<const intake::Rejected> rejected) {
  return answer("stored", id, [&](JsonObject& object) {
    object.number("stored", stored.stored);
    object.number("updated", stored.updated);
    object.number("duplicates", stored.duplicates);
    append_rejected(object, rejected);
  });
}

std::string part_answer(std::int64_t id, std::string_view name, int number) {
  return answer("part", id, [&](JsonObject& object) {
    object.text("of", name);
    object.number("number", number);
  });
}

std::string preview_answer(std::int64_t id, const store::DeletionCounts& counts) {
  return answer("preview", id, [&](JsonObject& object) { object.json("counts", views::counts_json(counts)); });
}

std::string deleted_answer(std::int64_t id, const store::Receipt& receipt) {
  return answer("deleted", id, [&](JsonObject& object) { object.json("receipt", views::receipt_json(receipt)); });
}

std::string status_answer(std::int64_t id, const std::filesystem::path& folder, const Report& report) {
  return answer("status", id, [&](JsonObject& object) {
    object.text("folder", folder.string());
    object.json("status", status_json(report));
  });
}

std::string counts_answer(std::int64_t id, const store::ImpressionCounts& counts) {
  return answer("status", id, [&](JsonObject& object) {
    JsonObject fields(object.member("status"));
    append_counts(fields, counts);
    fields.close();
  });
}

std::string consent_answer(std::int64_t id, const std::optional<store::Consent>& consent) {
  return answer("consent", id, [&](JsonObject& object) { append_consent(object, consent); });
}

std::string retention_answer(std::int64_t id, std::optional<std::int64_t> html_days) {
  return answer("retention", id, [&](JsonObject& object) { append_html_days(object, html_days); });
}

std::string pong_answer(std::int64_t id) {
  return answer("pong", id, [](JsonObject&) {});
}

}  // namespace feedwitness::host
