#include "store/retention.h"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "store/failure.h"
#include "store/inner.h"
#include "store/store.h"

namespace feedwitness::store {
namespace {

using std::chrono::milliseconds;

// So many are erased between two looks at whether a request waits: about 20 ms.
constexpr int kStep = 100;

// So many impressions are rather looked at again than noted, which costs a write after every capture.
constexpr std::int64_t kFew = 1000;

std::optional<std::int64_t> noted(Database& database, std::string_view name) {
  const Use find = database.use("SELECT value FROM upkeep WHERE name = ?");
  find->bind(name);
  return find->step() ? find->optional_integer(0) : std::nullopt;
}

void note(Database& database, std::string_view name, std::int64_t value) {
  const Use set = database.use(
      "INSERT INTO upkeep (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
  set->bind(name, value).run();
}

void forget(Database& database, std::string_view name) {
  const Use remove = database.use("DELETE FROM upkeep WHERE name = ?");
  remove->bind(name).run();
}

std::int64_t newest_key(Database& database) { return database.integer("SELECT max(key) FROM impressions"); }

// Everything before it is old. It moves in steps of a tenth of what is kept.
std::int64_t border(std::int64_t days, Time now) {
  const milliseconds kept = std::chrono::days{days};
  const milliseconds step = std::max<milliseconds>(kept / 10, std::chrono::days{1});
  return ((now.time_since_epoch() - kept) / step + 1) * step.count();
}

// Where the search for old html stands: all of an impression before `until` is gone, unless its key is above `key`.
struct Place {
  std::int64_t until = 0;
  std::int64_t key = 0;
};

// What the time has made old, the oldest first.
bool drop_next(Database& database, Place& place, std::int64_t border) {
  const Use old = database.use(
      "SELECT html.key, time FROM impressions INDEXED BY impressions_by_time JOIN html ON html.key = impressions.key "
      "WHERE time >= ? AND time < ? ORDER BY time LIMIT 1");
  old->bind(place.until, border);
  if (!old->step()) return false;
  place.until = old->integer(1);
  const Use remove = database.use("DELETE FROM html WHERE key = ?");
  remove->bind(old->integer(0)).run();
  return true;
}

// What came late, and was old when it came: an import.
bool drop_next_late(Database& database, Place& place) {
  const Use old = database.use(
      "SELECT html.key FROM impressions NOT INDEXED JOIN html ON html.key = impressions.key "
      "WHERE impressions.key > ? AND time < ? ORDER BY impressions.key LIMIT 1");
  old->bind(place.key, place.until);
  if (!old->step()) return false;
  place.key = old->integer(0);
  const Use remove = database.use("DELETE FROM html WHERE key = ?");
  remove->bind(place.key).run();
  return true;
}

}  // namespace

Result<std::optional<std::int64_t>> html_days(Store& store) {
  return guarded([&] { return noted(store.inner().database, "html_days"); });
}

Result<void> keep_html(Store& store, std::optional<std::int64_t> days) {
  return guarded([&] {
    Database& database = store.inner().database;
    Transaction transaction{database};
    forget(database, "html_dropped_until");
    forget(database, "html_dropped_key");
    forget(database, "html_days");
    if (days) note(database, "html_days", *days);
    if (days) note(database, "html_dropped_key", newest_key(database));
    transaction.commit();
  });
}

Result<bool> drop_old_html(Store& store, Time now) {
  return guarded([&] {
    Database& database = store.inner().database;
    const auto days = noted(database, "html_days");
    if (!days) return false;
    const std::int64_t end = border(*days, now);
    const std::int64_t newest = newest_key(database);
    Place place{noted(database, "html_dropped_until").value_or(0), noted(database, "html_dropped_key").value_or(0)};
    if (place.until >= end && place.key >= newest) return false;

    Transaction transaction{database};
    int dropped = 0;
    while (dropped < kStep && (drop_next(database, place, end) || drop_next_late(database, place))) ++dropped;
    const bool is_done = dropped < kStep;
    if (is_done && dropped == 0 && place.until >= end && newest - place.key < kFew) return false;
    if (is_done) place = {std::max(place.until, end), newest};
    note(database, "html_dropped_until", place.until);
    note(database, "html_dropped_key", place.key);
    if (dropped > 0) database.execute("UPDATE upkeep SET value = 1 WHERE name = 'erase'");
    transaction.commit();
    return !is_done;
  });
}

}  // namespace feedwitness::store
