#include "store/write.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "store/columns.h"
#include "store/failure.h"
#include "store/inner.h"
#include "store/kept_out.h"
#include "store/removal_rows.h"
#include "store/store.h"
#include "store/unstored_row.h"

namespace feedwitness::store {
namespace {

using identity::Id;
using identity::IdKind;

std::string_view bytes_of(const Id& id) { return {reinterpret_cast<const char*>(id.data()), id.size()}; }

// ---- Statements made of the columns

struct ColumnNames {
  std::string inserted;
  std::string marks;
  std::string assigned;
};

const ColumnNames& column_names() {
  static const ColumnNames kNames = [] {
    ColumnNames names;
    each_content_column_name([&names](std::string_view name) {
      (names.inserted += ", ") += name;
      names.marks += ", ?";
      ((names.assigned += ", ") += name) += " = ?";
    });
    return names;
  }();
  return kNames;
}

const std::string& insert_public() {
  static const std::string kSql = "INSERT INTO impressions (timeline, \"order\", time, is_public" +
                                  column_names().inserted + ") VALUES (?, ?, ?, 1" + column_names().marks +
                                  ") ON CONFLICT DO NOTHING";
  return kSql;
}

const std::string& update_content() {
  static const std::string kSql =
      "UPDATE impressions SET time = ?, is_public = ?" + column_names().assigned + " WHERE key = ?";
  return kSql;
}

// Binds the content of a row to the parameters from `next` on; NULL for all of it where there is no row.
class ContentBinder {
 public:
  ContentBinder(Statement& statement, int next, bool is_public)
      : statement_{statement}, next_{next}, is_public_{is_public} {}

  void id(std::string_view /*name*/, std::string_view hex) {
    const auto id = is_public_ ? identity::id_from_hex(hex) : std::nullopt;
    if (id) ids_.at(id_count_) = *id;
    if (id) {
      statement_.bind_at(next_++, ids_.at(id_count_++));
    } else {
      nothing();
    }
  }

  template <typename Value>
  void value(std::string_view /*name*/, const Value& value) {
    if (!is_public_) {
      nothing();
    } else if constexpr (std::is_enum_v<Value>) {
      statement_.bind_at(next_++, static_cast<int>(value));
    } else {
      statement_.bind_at(next_++, value);
    }
  }

  void pair(std::string_view /*name*/, std::string_view /*second*/, const std::optional<parser::Count>& count) {
    two(count ? std::optional{count->value} : std::nullopt, count ? std::optional{count->precision} : std::nullopt);
  }
  void pair(std::string_view /*name*/, std::string_view /*second*/,
            const std::optional<parser::PublicationTime>& time) {
    two(time ? std::optional{to_integer(time->time)} : std::nullopt,
        time ? std::optional<std::int64_t>{time->precision.count()} : std::nullopt);
  }

  int next() const { return next_; }

 private:
  void nothing() { statement_.bind_at(next_++, std::nullopt); }
  void two(std::optional<std::int64_t> first, std::optional<std::int64_t> second) {
    statement_.bind_at(next_++, is_public_ ? first : std::nullopt);
    statement_.bind_at(next_++, is_public_ ? second : std::nullopt);
  }

  Statement& statement_;
  int next_;
  bool is_public_;
  std::array<Id, 3> ids_{};  // bound without a copy: must stay until the statement has run
  std::size_t id_count_ = 0;
};

// ---- Timelines

struct StoredTimeline {
  std::int64_t key = 0;
  Id id{};
};

std::string free_pseudonym(Database& database, const Owner& owner, const std::string& uuid) {
  for (unsigned attempt = 0;; ++attempt) {
    std::string pseudonym = identity::pseudonym(owner.secret, IdKind::timeline, uuid, attempt);
    const Use taken = database.use(
        "SELECT 1 FROM timelines WHERE pseudonym = ?1 UNION ALL SELECT 1 FROM supporters WHERE pseudonym = ?1");
    taken->bind(std::string_view{pseudonym});
    if (!taken->step()) return pseudonym;
  }
}

void insert_timeline(Database& database, const Owner& owner, const Id& id, const Timeline& timeline) {
  const std::string pseudonym = free_pseudonym(database, owner, timeline.uuid);
  const Use insert = database.use(
      "INSERT INTO timelines (supporter, timeline_id, pseudonym, start_time, location, platform, position) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)");
  insert
      ->bind(owner.key, id, std::string_view{pseudonym}, timeline.start_time, std::string_view{timeline.location},
             std::string_view{timeline.platform}, std::string_view{timeline.position})
      .run();
}

// A page can change its address while it is open (a feed becomes a group): what is known last counts.
void update_timeline(Database& database, std::int64_t key, const Timeline& timeline) {
  const Use update = database.use(
      "UPDATE timelines SET location = coalesce(?2, location), position = coalesce(?3, position) WHERE key = ?1 AND "
      "(location IS NOT coalesce(?2, location) OR position IS NOT coalesce(?3, position))");
  update->bind(key, std::string_view{timeline.location}, std::string_view{timeline.position}).run();
}

StoredTimeline store_timeline(Database& database, const Owner& owner, const Timeline& timeline) {
  const Id id = identity::keyed_id(owner.secret, IdKind::timeline, {timeline.uuid});
  {
    const Use find = database.use("SELECT key FROM timelines WHERE timeline_id = ?");
    find->bind(id);
    if (find->step()) {
      const std::int64_t key = find->integer(0);
      update_timeline(database, key, timeline);
      return {key, id};
    }
  }
  insert_timeline(database, owner, id, timeline);
  return {database.last_key(), id};
}

// ---- Impressions

// The ids of an impression and of its html: the same for a resent one.
struct ImpressionIds {
  ImpressionIds(const Owner& owner, const Id& timeline, int order) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), order);
    const std::string_view number{digits.data(), static_cast<std::size_t>(end.ptr - digits.data())};
    impression = identity::hex(identity::keyed_id(owner.secret, IdKind::impression, {bytes_of(timeline), number}));
    html = identity::hex(identity::keyed_id(owner.secret, IdKind::html, {bytes_of(timeline), number}));
  }

  std::string impression;
  std::string html;
};

std::optional<std::int64_t> find_impression(Database& database, std::int64_t timeline, int order) {
  const Use find = database.use("SELECT key FROM impressions WHERE timeline = ? AND \"order\" = ?");
  find->bind(timeline, order);
  return find->step() ? std::optional{find->integer(0)} : std::nullopt;
}

// false: (timeline, order) is there already.
bool insert_private(Database& database, std::int64_t timeline, const Impression& impression) {
  const Use insert = database.use(
      "INSERT INTO impressions (timeline, \"order\", time, is_public) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING");
  return insert->bind(timeline, impression.order, impression.time).run() > 0;
}

void store_html(Inner& inner, std::int64_t key, const Impression& impression) {
  if (impression.html.empty()) return;
  const auto compressed = inner.codec.compress(impression.html, inner.known_owner->key);
  const Use insert = inner.database.use(
      "INSERT INTO html (key, dictionary, size, stored_size, utc_offset, language, rendered, content) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert
      ->bind(key, compressed.dictionary, static_cast<std::int64_t>(impression.html.size()),
             static_cast<std::int64_t>(compressed.bytes.size()), std::int64_t{impression.utc_offset.count()},
             std::string_view{impression.language}, std::string_view{impression.rendered}, Blob{compressed.bytes})
      .run();
}

// The row with everything that an impression adds to its metadata.
ImpressionRow row_of(const UnstoredRow& unstored, const ImpressionIds& ids, const Seen& seen) {
  ImpressionRow row = unstored.row();
  row.impression_id = ids.impression;
  row.html_id = ids.html;
  row.seen_ratio = seen.ratio;
  row.seen_milliseconds = seen.milliseconds;
  return row;
}

bool insert_impression(Inner& inner, const StoredTimeline& timeline, const Impression& impression) {
  if (!impression.is_public) return insert_private(inner.database, timeline.key, impression);
  const ImpressionIds ids{*inner.known_owner, timeline.id, impression.order};
  const UnstoredRow unstored{impression.metadata, impression.understanding};
  const ImpressionRow row = row_of(unstored, ids, impression.seen);
  {
    const Use insert = inner.database.use(insert_public());
    insert->bind(timeline.key, impression.order, impression.time);
    ContentBinder binder{*insert, 4, true};
    each_content_column(row, binder);
    if (insert->run() == 0) return false;
  }
  store_html(inner, inner.database.last_key(), impression);
  return true;
}

void update_impression(Inner& inner, std::int64_t key, const StoredTimeline& timeline, const Impression& impression) {
  const ImpressionIds ids{*inner.known_owner, timeline.id, impression.order};
  const UnstoredRow unstored{impression.metadata, impression.understanding};
  const ImpressionRow row = row_of(unstored, ids, impression.seen);
  if (!impression.is_public) note_withdrawal(inner, key, impression.time);
  replace_content(inner, key, impression.time, impression.is_public, row);
  remove_html(inner.database, key);
  if (impression.is_public) store_html(inner, key, impression);
}

// A private impression has a time alone. false: there is none at this order.
bool update_seen(Database& database, std::int64_t timeline, const Impression& impression) {
  const Use update = database.use(
      "UPDATE impressions SET time = ?3, seen_ratio = iif(is_public, ?4, NULL), "
      "seen_milliseconds = iif(is_public, ?5, NULL) WHERE timeline = ?1 AND \"order\" = ?2");
  return update->bind(timeline, impression.order, impression.time, impression.seen.ratio, impression.seen.milliseconds)
             .run() > 0;
}

void store_impression(Inner& inner, const StoredTimeline& timeline, const Impression& impression, Stored& stored) {
  if (impression.seen_only) {
    stored.updated += update_seen(inner.database, timeline.key, impression) ? 1 : 0;
    return;
  }
  if (impression.update) {
    if (const auto key = find_impression(inner.database, timeline.key, impression.order)) {
      update_impression(inner, *key, timeline, impression);
      ++stored.updated;
      return;
    }
  }
  ++(insert_impression(inner, timeline, impression) ? stored.stored : stored.duplicates);
}

// ---- Health

// The UTC day on which the page was seen.
std::string day_of(const Capture& capture) {
  const Time time = capture.impressions.empty() ? capture.timeline.start_time : capture.impressions.front().time;
  return format_time(time).substr(0, 10);
}

void add_health(Database& database, const Owner& owner, const Capture& capture) {
  const Health& health = capture.health;
  const std::string day = day_of(capture);
  const Use upsert = database.use(
      "INSERT INTO health VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
      "ON CONFLICT (supporter, day, era, parser_version) DO UPDATE SET seen = seen + ?5, "
      "understood = understood + ?6, partly = partly + ?7, unknown = unknown + ?8, "
      "unknown_audience = unknown_audience + ?9");
  upsert
      ->bind(owner.key, std::string_view{day}, static_cast<int>(health.era), parser::kParserVersion, health.seen,
             health.understood, health.partly, health.unknown, health.unknown_audience)
      .run();
}

// What is left of a post that was removed and comes along again: as of a private one, order and time.
Impression without_content(const Impression& impression) {
  Impression closed;
  closed.order = impression.order;
  closed.time = impression.time;
  closed.update = impression.update;
  return closed;
}

Stored store_capture(Inner& inner, const Owner& owner, KeptOut& kept_out, const Capture& capture) {
  Stored stored;
  const StoredTimeline timeline = store_timeline(inner.database, owner, capture.timeline);
  for (const Impression& impression : capture.impressions) {
    if (impression.is_public && kept_out.any() &&
        kept_out.refuses(impression.metadata, ImpressionIds{owner, timeline.id, impression.order}.impression)) {
      store_impression(inner, timeline, without_content(impression), stored);
    } else {
      store_impression(inner, timeline, impression, stored);
    }
  }
  // A capture that was sent again has been counted.
  const bool is_resent = stored.duplicates > 0 && stored.stored + stored.updated == 0;
  if (!is_resent && capture.health.seen > 0) add_health(inner.database, owner, capture);
  return stored;
}

}  // namespace

void replace_content(Inner& inner, std::int64_t key, Time time, bool is_public, const ImpressionRow& row) {
  const Use update = inner.database.use(update_content());
  update->bind(time, is_public);
  ContentBinder binder{*update, 3, is_public};
  each_content_column(row, binder);
  update->bind_at(binder.next(), key);
  update->run();
}

void remove_html(Database& database, std::int64_t key) {
  const Use remove = database.use("DELETE FROM html WHERE key = ?");
  remove->bind(key).run();
}

Result<std::vector<Stored>> Store::add(std::span<const Capture> captures, Time /*now*/) {
  return guarded([&] {
    std::vector<Stored> answers;
    answers.reserve(captures.size());
    Transaction transaction{inner_->database};
    const Owner& owner = find_or_make_owner(*inner_);
    KeptOut kept_out{*inner_};
    for (const Capture& capture : captures) answers.push_back(store_capture(*inner_, owner, kept_out, capture));
    transaction.commit();
    return answers;
  });
}

}  // namespace feedwitness::store
