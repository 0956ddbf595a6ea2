#include "store/failure.h"
#include "store/inner.h"
#include "store/schema.h"
#include "store/store.h"

namespace feedwitness::store {
namespace {

// Each of these counts along an index and reads no content.
void count_impressions(Database& database, Status& status) {
  status.timelines = database.integer("SELECT count(*) FROM timelines");
  status.impressions = database.integer("SELECT count(*) FROM impressions INDEXED BY impressions_by_time");
  status.public_impressions =
      database.integer("SELECT count(*) FROM impressions INDEXED BY impressions_by_audience WHERE is_public = 1");
  status.private_impressions = status.impressions - status.public_impressions;
  status.sources =
      database.integer("SELECT count(DISTINCT source_link) FROM impressions WHERE source_link IS NOT NULL");
  status.days =
      database.integer("SELECT count(DISTINCT time / 86400000) FROM impressions INDEXED BY impressions_by_time");
  const Use ends = database.use("SELECT (SELECT min(time) FROM impressions), (SELECT max(time) FROM impressions)");
  if (!ends->step()) return;
  status.first_impression = ends->optional_time(0);
  status.last_impression = ends->optional_time(1);
}

void count_natures(Database& database, Status& status) {
  const Use count = database.use(
      "SELECT parser_version, nature, count(*) FROM impressions INDEXED BY impressions_by_parser_version "
      "WHERE is_public GROUP BY parser_version, nature");
  while (count->step()) {
    const std::int64_t number = count->integer(2);
    if (count->integer(0) < parser::kParserVersion) status.old_metadata += number;
    switch (static_cast<parser::Nature>(count->integer(1))) {
      case parser::Nature::organic: status.organic += number; break;
      case parser::Nature::sponsored: status.sponsored += number; break;
      case parser::Nature::unknown: status.unknown_nature += number; break;
    }
  }
}

void count_html(Database& database, Status& status) {
  const Use count = database.use(
      "SELECT count(*), coalesce(sum(size), 0), coalesce(sum(stored_size), 0) FROM html INDEXED BY html_by_dictionary");
  if (!count->step()) return;
  status.html = count->integer(0);
  status.html_bytes = count->integer(1);
  status.stored_html_bytes = count->integer(2);
}

// What has no html any more cannot be read again.
std::int64_t count_old_metadata(Database& database) {
  const Use count = database.use(
      "SELECT count(*) FROM impressions INDEXED BY impressions_by_parser_version "
      "WHERE is_public AND parser_version < ? AND EXISTS (SELECT 1 FROM html WHERE html.key = impressions.key)");
  count->bind(parser::kParserVersion);
  return count->step() ? count->integer(0) : 0;
}

Health read_health(const Statement& statement, int column) {
  return {static_cast<parser::Era>(statement.integer(column)),
          statement.integer(column + 1),
          statement.integer(column + 2),
          statement.integer(column + 3),
          statement.integer(column + 4),
          statement.integer(column + 5)};
}

}  // namespace

Result<Status> Store::status() {
  return guarded([&] {
    Database& database = inner_->database;
    Transaction transaction{database, Transaction::Kind::read};
    Status status;
    count_impressions(database, status);
    count_natures(database, status);
    count_html(database, status);
    if (status.html < status.public_impressions && status.old_metadata > 0) {
      status.old_metadata = count_old_metadata(database);
    }
    {
      const Use sum = database.use(
          "SELECT 0, coalesce(sum(seen), 0), coalesce(sum(understood), 0), coalesce(sum(partly), 0), "
          "coalesce(sum(unknown), 0), coalesce(sum(unknown_audience), 0) FROM health");
      if (sum->step()) status.health = read_health(*sum, 0);
    }
    status.schema_version = static_cast<int>(database.integer("PRAGMA user_version"));
    transaction.commit();
    return status;
  });
}

// Reads what a day or a week holds, along the index of the times.
Result<ImpressionCounts> Store::counts_since(Time from) {
  return guarded([&] {
    ImpressionCounts counts;
    const Use count = inner_->database.use(
        "SELECT count(*), coalesce(sum(is_public), 0), coalesce(sum(is_public AND nature = ?2), 0), "
        "coalesce(sum(is_public AND nature = ?3), 0), coalesce(sum(is_public AND nature = ?4), 0), "
        "count(DISTINCT source_link), count(DISTINCT timeline), min(time), max(time) "
        "FROM impressions INDEXED BY impressions_by_time WHERE time >= ?1");
    count->bind(from, static_cast<int>(parser::Nature::organic), static_cast<int>(parser::Nature::sponsored),
                static_cast<int>(parser::Nature::unknown));
    if (!count->step()) return counts;
    counts.impressions = count->integer(0);
    counts.public_impressions = count->integer(1);
    counts.private_impressions = counts.impressions - counts.public_impressions;
    counts.organic = count->integer(2);
    counts.sponsored = count->integer(3);
    counts.unknown_nature = count->integer(4);
    counts.sources = count->integer(5);
    counts.timelines = count->integer(6);
    counts.first_impression = count->optional_time(7);
    counts.last_impression = count->optional_time(8);
    return counts;
  });
}

Result<std::vector<HealthDay>> Store::health() {
  return guarded([&] {
    std::vector<HealthDay> days;
    const Use find = inner_->database.use(
        "SELECT day, parser_version, era, seen, understood, partly, unknown, unknown_audience FROM health "
        "ORDER BY day, era, parser_version");
    while (find->step()) {
      days.push_back({std::string{find->bytes(0)}, read_health(*find, 2), static_cast<int>(find->integer(1))});
    }
    return days;
  });
}

}  // namespace feedwitness::store
