#include "store/paging.h"

#include <algorithm>
#include <limits>
#include <string>

namespace feedwitness::store {
namespace {

constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

struct Mark {
  std::int64_t rank = 0;
  Place place{kBeginning, kBeginning};
};

// [from, to) as milliseconds.
struct Range {
  explicit Range(const ImpressionQuery& query)
      : from{query.from ? to_integer(*query.from) : kBeginning}, to{query.to ? to_integer(*query.to) : kEnd} {}

  std::int64_t from;
  std::int64_t to;
};

std::optional<Place> read_place(Statement& statement) {
  if (!statement.step()) return std::nullopt;
  return Place{statement.integer(0), statement.integer(1)};
}

// The place of the public impression that stands `distance` after `from`, which counts itself. Two searches, since
// SQLite does not see that (time, key) is the order of the index: those of the same time, and the later ones.
std::optional<Place> place_after(Database& database, const Place& from, std::int64_t distance) {
  const Use walk = database.use(
      "SELECT time, key FROM impressions WHERE is_public = 1 AND time = ?1 AND key >= ?2 UNION ALL "
      "SELECT time, key FROM impressions WHERE is_public = 1 AND time > ?1 ORDER BY time, key LIMIT 1 OFFSET ?3");
  walk->bind(from.time, from.key, distance);
  return read_place(*walk);
}

// How many public impressions stand from `from` on and are older than `time`.
std::int64_t count_between(Database& database, const Place& from, std::int64_t time) {
  const Use count = database.use(
      "SELECT (SELECT count(*) FROM impressions WHERE is_public = 1 AND time = ?1 AND key >= ?2 AND time < ?3) + "
      "(SELECT count(*) FROM impressions WHERE is_public = 1 AND time > ?1 AND time < ?3)");
  count->bind(from.time, from.key, time);
  return count->step() ? count->integer(0) : 0;
}

Mark last_mark(Database& database) {
  const Use find = database.use("SELECT rank, time, key FROM rank_marks ORDER BY rank DESC LIMIT 1");
  if (!find->step()) return {};
  return {find->integer(0), {find->integer(1), find->integer(2)}};
}

// The last mark that stands before `time`.
Mark mark_before(Database& database, std::int64_t time) {
  const Use find =
      database.use("SELECT rank, time, key FROM rank_marks WHERE time < ? ORDER BY time DESC, key DESC LIMIT 1");
  find->bind(time);
  if (!find->step()) return {};
  return {find->integer(0), {find->integer(1), find->integer(2)}};
}

Mark mark_at(Database& database, std::int64_t rank) {
  const Use find = database.use("SELECT rank, time, key FROM rank_marks WHERE rank <= ? ORDER BY rank DESC LIMIT 1");
  find->bind(rank);
  if (!find->step()) return {};
  return {find->integer(0), {find->integer(1), find->integer(2)}};
}

// Marks the impressions after the last mark, where two strides or more have none.
void extend_marks(Database& database) {
  const Mark known = last_mark(database);
  if (!place_after(database, known.place, 2 * kRankStride)) return;
  Transaction transaction{database};
  Mark mark = last_mark(database);
  while (const auto place = place_after(database, mark.place, kRankStride)) {
    mark = {mark.rank + kRankStride, *place};
    const Use insert = database.use("INSERT INTO rank_marks (rank, time, key) VALUES (?, ?, ?)");
    insert->bind(mark.rank, place->time, place->key).run();
  }
  transaction.commit();
}

// How many public impressions are older than `time`.
std::int64_t rank_of(Database& database, std::int64_t time) {
  const Mark mark = mark_before(database, time);
  return mark.rank + count_between(database, mark.place, time);
}

std::optional<Place> place_at(Database& database, std::int64_t rank) {
  const Mark mark = mark_at(database, rank);
  return place_after(database, mark.place, rank - mark.rank);
}

std::optional<Place> first_public_place(Database& database, const ImpressionQuery& query) {
  const Range range{query};
  const std::int64_t begin = query.from ? rank_of(database, range.from) : 0;
  const std::int64_t end = rank_of(database, range.to);
  const std::int64_t rank = query.oldest_first ? begin + query.skip : end - 1 - query.skip;
  if (rank < begin || rank >= end) return std::nullopt;
  return place_at(database, rank);
}

// Private impressions have no marks: only the person's own export reads them, and that skips nothing.
std::optional<Place> walk_to_place(Database& database, const ImpressionQuery& query) {
  const Range range{query};
  std::string sql = "SELECT time, key FROM impressions WHERE time >= ? AND time < ? ";
  if (query.public_only) sql += "AND is_public = 1 ";
  sql += query.oldest_first ? "ORDER BY time, key" : "ORDER BY time DESC, key DESC";
  Statement walk = database.prepare(sql + " LIMIT 1 OFFSET ?");
  walk.bind(range.from, range.to, query.skip);
  return read_place(walk);
}

}  // namespace

std::optional<Place> first_place(Database& database, const ImpressionQuery& query) {
  if (!query.public_only || query.skip <= kRankStride) return walk_to_place(database, query);
  extend_marks(database);
  return first_public_place(database, query);
}

std::int64_t count_places(Database& database, const ImpressionQuery& query) {
  const Range range{query};
  if (query.public_only) {
    extend_marks(database);
    return std::max<std::int64_t>(0, rank_of(database, range.to) - (query.from ? rank_of(database, range.from) : 0));
  }
  const Use count = database.use("SELECT count(*) FROM impressions WHERE time >= ? AND time < ?");
  count->bind(range.from, range.to);
  return count->step() ? count->integer(0) : 0;
}

}  // namespace feedwitness::store
