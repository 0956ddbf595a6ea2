#include "store/graph.h"

#include <array>

#include "base/json_text.h"
#include "store/annotation_rows.h"
#include "store/columns.h"
#include "store/failure.h"
#include "store/inner.h"
#include "store/row_reader.h"

namespace feedwitness::store {
namespace {

// ---- Walks

// `i` is an impression, `parent.value` the name that is walked from.
struct WalkSql {
  Walk kind;
  const char* condition;
  const char* choice;  // among those that meet it
  const char* order;
  const char* time;  // what since and until are about
};

constexpr const char* kCreation = "coalesce(i.publication_time, i.time)";

// Several impressions may show one post: the newest stands for it.
constexpr const char* kNewest =
    " AND NOT EXISTS (SELECT 1 FROM impressions AS newer WHERE newer.post_id = i.post_id AND newer.time >= i.time "
    "AND (newer.time, newer.key) > (i.time, i.key))";

constexpr std::array kWalks{
    WalkSql{Walk::posts, "i.post_id IS NOT NULL", kNewest, kCreation, kCreation},
    WalkSql{Walk::source_posts, "i.source_link = parent.value AND i.post_id IS NOT NULL", kNewest, kCreation,
            kCreation},
    WalkSql{Walk::source_photos, "i.source_link = parent.value AND i.post_id IS NOT NULL AND i.fblinktype = 'photo'",
            kNewest, kCreation, kCreation},
    WalkSql{Walk::source_videos,
            "i.source_link = parent.value AND i.post_id IS NOT NULL AND i.fblinktype IN ('videos', 'reel')", kNewest,
            kCreation, kCreation},
    WalkSql{Walk::link_posts, "i.card_link = parent.value AND i.post_id IS NOT NULL", kNewest, kCreation, kCreation},
    WalkSql{Walk::impressions, "TRUE", "", "i.time", "i.time"},
    WalkSql{Walk::shown, "i.post_id = parent.value", "", "i.time", "i.time"},
    WalkSql{Walk::orders, "i.timeline = CAST(parent.value AS INTEGER)", "", "i.\"order\"", "i.time"},
    WalkSql{Walk::source, "i.source_link = parent.value", "", kCreation, kCreation},
    WalkSql{Walk::source_numbers, "i.source_id = parent.value", "", "i.key", "i.time"},
    WalkSql{Walk::link, "i.card_link = parent.value", "", kCreation, kCreation},
    WalkSql{Walk::keyed, "i.key = CAST(parent.value AS INTEGER)", "", "i.key", "i.time"},
};

const WalkSql& sql_of(Walk kind) { return kWalks.at(static_cast<std::size_t>(kind)); }

// ?1 is the list of names. What a range asks, on an order and a time; its numbers are part of the text: they are ours.
std::string condition_of(const Range& range, const std::string& order, const std::string& time,
                         const std::string& key) {
  const char* beyond = range.ascending ? ">" : "<";
  std::string sql;
  if (range.after) {
    const std::string place = std::to_string(range.after->order);
    // The first part is what the index is searched by: SQLite does not see that (order, key) is its order.
    sql += " AND " + order + " " + beyond + "= " + place + " AND (" + order + ", " + key + ") " + beyond + " (" +
           place + ", " + std::to_string(range.after->key) + ")";
  }
  if (range.at) sql += " AND " + order + " = " + std::to_string(*range.at);
  if (range.since) sql += " AND " + time + " >= " + std::to_string(to_integer(*range.since));
  if (range.until) sql += " AND " + time + " <= " + std::to_string(to_integer(*range.until));
  return sql;
}

std::string order_by(const Range& range, const std::string& order, const std::string& key) {
  const char* direction = range.ascending ? "" : " DESC";
  return order + direction + ", " + key + direction;
}

std::string limit_of(const Range& range) {
  return " LIMIT " + std::to_string(range.limit) + " OFFSET " + std::to_string(range.offset);
}

std::string json_of(const std::vector<std::string>& names) {
  std::string json;
  char before = '[';
  for (const std::string& name : names) {
    json += std::exchange(before, ',');
    append_json_string(json, name);
  }
  return json += names.empty() ? "[]" : "]";
}

// RowReader's columns, with 0 for the timeline: it would look up each timeline by itself.
const std::string& row_columns() {
  static const std::string kColumns = [] {
    std::string list = "impressions.key, 0, impressions.\"order\", impressions.time, impressions.is_public";
    each_content_column_name([&list](std::string_view name) { (list += ", impressions.") += name; });
    return list;
  }();
  return kColumns;
}

// The same expression on another alias.
std::string outside(std::string expression) {
  for (std::size_t at = 0; (at = expression.find("i.", at)) != std::string::npos;) {
    const bool is_alias = at == 0 || expression[at - 1] == ' ' || expression[at - 1] == '(';
    expression.replace(at, 2, is_alias ? "impressions." : "i.");
    at += 2;
  }
  return expression;
}

// parent.key, the place, the timeline's id, and the row.
std::string select_of(const WalkSql& sql, const Range& range) {
  const std::string order = outside(sql.order);
  return "SELECT parent.key, " + order + ", timelines.timeline_id, " + row_columns() +
         " FROM json_each(?1) AS parent CROSS JOIN impressions ON impressions.key IN (SELECT i.key FROM impressions AS "
         "i WHERE " +
         sql.condition + sql.choice + condition_of(range, sql.order, sql.time, "i.key") + " ORDER BY " +
         order_by(range, sql.order, "i.key") + limit_of(range) +
         ") CROSS JOIN timelines ON timelines.key = impressions.timeline ORDER BY parent.key, " +
         order_by(range, order, "impressions.key");
}

constexpr int kRowAt = 3;

// ---- Timelines

constexpr const char* kTimelineColumns =
    "key, timeline_id, pseudonym, start_time, location, platform, position, "
    "(SELECT count(*) FROM impressions WHERE timeline = timelines.key)";

TimelineRow read_timeline(const Statement& row, HexBuffer& id) {
  TimelineRow timeline;
  timeline.key = row.integer(0);
  timeline.timeline_id = write_hex(id, row.bytes(1));
  timeline.timeline = row.bytes(2);
  timeline.start_time = row.time(3);
  timeline.location = row.bytes(4);
  timeline.platform = row.bytes(5);
  timeline.position = row.bytes(6);
  timeline.impressions = row.integer(7);
  return timeline;
}

}  // namespace

Result<void> walk(Store& store, Walk kind, const std::vector<std::string>& names, const Range& range,
                  const std::function<void(std::size_t, const GraphPlace&, const ImpressionRow&)>& use) {
  return guarded([&] {
    const std::string json = json_of(names);
    Statement find = store.inner().database.prepare(select_of(sql_of(kind), range));
    find.bind(std::string_view{json});
    RowReader reader{store.inner(), {.first = kRowAt}};
    HexBuffer id{};
    while (find.step()) {
      ImpressionRow row = reader.read(find);
      row.timeline_id = write_hex(id, find.bytes(2));
      use(static_cast<std::size_t>(find.integer(0)), {find.integer(1), row.key}, row);
    }
  });
}

Result<std::vector<std::int64_t>> count_walk(Store& store, Walk kind, const std::vector<std::string>& names,
                                             const Range& range) {
  return guarded([&] {
    const WalkSql& sql = sql_of(kind);
    Range whole = range;
    whole.after.reset();
    const std::string json = json_of(names);
    Statement find = store.inner().database.prepare(
        std::string{"SELECT (SELECT count(*) FROM impressions AS i WHERE "} + sql.condition + sql.choice +
        condition_of(whole, sql.order, sql.time, "i.key") + ") FROM json_each(?1) AS parent ORDER BY parent.key");
    find.bind(std::string_view{json});
    std::vector<std::int64_t> counts;
    while (find.step()) counts.push_back(find.integer(0));
    return counts;
  });
}

Result<void> walk_timelines(Store& store, const Range& range,
                            const std::function<void(const GraphPlace&, const TimelineRow&)>& use) {
  return guarded([&] {
    Statement find =
        store.inner().database.prepare(std::string{"SELECT "} + kTimelineColumns + " FROM timelines WHERE TRUE" +
                                       condition_of(range, "start_time", "start_time", "key") + " ORDER BY " +
                                       order_by(range, "start_time", "key") + limit_of(range));
    HexBuffer id{};
    while (find.step()) {
      const TimelineRow row = read_timeline(find, id);
      use({to_integer(row.start_time), row.key}, row);
    }
  });
}

Result<std::optional<std::int64_t>> timeline_key(Store& store, std::string_view timeline_id) {
  return guarded([&]() -> std::optional<std::int64_t> {
    const auto id = identity::id_from_hex(timeline_id);
    if (!id) return std::nullopt;
    const Use find = store.inner().database.use("SELECT key FROM timelines WHERE timeline_id = ?");
    find->bind(*id);
    return find->step() ? std::optional{find->integer(0)} : std::nullopt;
  });
}

Result<bool> read_timeline(Store& store, std::int64_t key, const std::function<void(const TimelineRow&)>& use) {
  return guarded([&] {
    Statement find =
        store.inner().database.prepare(std::string{"SELECT "} + kTimelineColumns + " FROM timelines WHERE key = ?");
    find.bind(key);
    HexBuffer id{};
    if (!find.step()) return false;
    use(read_timeline(find, id));
    return true;
  });
}

Result<void> walk_annotations(Store& store, const NotesOf& of, const std::vector<std::string>& names,
                              const Range& range,
                              const std::function<void(std::size_t, const GraphPlace&, const AnnotationRow&)>& use) {
  return guarded([&] {
    const std::string json = json_of(names);
    std::string wanted = of.kind ? "kind = " + std::to_string(static_cast<int>(*of.kind)) : "TRUE";
    if (of.kind && *of.kind != Noted::supporter) wanted += " AND node = parent.value";
    if (!of.label.empty()) wanted += " AND name = ?2";
    Statement find =
        store.inner().database.prepare("SELECT parent.key, " + std::string{kAnnotationColumns} +
                                       " FROM json_each(?1) AS parent CROSS JOIN annotations ON annotations.key IN "
                                       "(SELECT key FROM annotations WHERE " +
                                       wanted + condition_of(range, "created_time", "created_time", "key") +
                                       " ORDER BY " + order_by(range, "created_time", "key") + limit_of(range) +
                                       ") ORDER BY parent.key, " + order_by(range, "created_time", "annotations.key"));
    find.bind(std::string_view{json});
    if (!of.label.empty()) find.bind_at(2, std::string_view{of.label});
    while (find.step()) {
      const AnnotationRow row = annotation_of(find, 1);
      use(static_cast<std::size_t>(find.integer(0)), {to_integer(row.created_time), row.key}, row);
    }
  });
}

Result<bool> read_annotation(Store& store, std::int64_t key, const std::function<void(const AnnotationRow&)>& use) {
  return guarded([&] {
    Statement find =
        store.inner().database.prepare("SELECT " + std::string{kAnnotationColumns} + " FROM annotations WHERE key = ?");
    find.bind(key);
    if (!find.step()) return false;
    use(annotation_of(find, 0));
    return true;
  });
}

Result<identity::Secret> cursor_key(Store& store) {
  return guarded([&] {
    const Owner* owner = find_owner(store.inner());
    if (owner == nullptr) return identity::Secret::random();  // an empty store has no pages
    std::string digits;
    // The kind names nothing else: annotations are numbered.
    for (const char* half : {"cursors, first half", "cursors, second half"}) {
      digits += identity::hex(identity::keyed_id(owner->secret, identity::IdKind::annotation, {half}));
    }
    digits.resize(2 * identity::Secret::kSize);
    return *identity::Secret::from_hex(digits);
  });
}

}  // namespace feedwitness::store
