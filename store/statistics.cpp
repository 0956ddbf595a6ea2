#include <algorithm>
#include <array>
#include <string>

#include "store/failure.h"
#include "store/inner.h"
#include "store/store.h"

// What the views count. Statements over many impressions read an index and no row; rows are read for what a page shows.
namespace feedwitness::store {
namespace {

Totals::Pair pair_of(Database& database, std::string_view sql, Time since) {
  Statement statement = database.prepare(sql);
  statement.bind(since);
  if (!statement.step()) return {};
  return {statement.integer(0), statement.integer(1)};
}

// ---- Series

constexpr std::array<std::string_view, 1> kNewcomers{"newcomers"};
constexpr std::array<std::string_view, 1> kActive{"active"};
constexpr std::array<std::string_view, 3> kTimelines{"newsfeed", "skipped", "total"};
constexpr std::array<std::string_view, 3> kImpressions{"private", "public", "total"};
constexpr std::array<std::string_view, 4> kProcessing{"successful", "failure", "unprocessed", "total"};
constexpr std::array<std::string_view, 7> kMetadata{"publicationTime", "attributed", "hasNature", "haslinks",
                                                    "hasPictures",     "texts",      "total"};

// A series: its variables, what each of them sums up, and the table and time that are counted.
struct SeriesKind {
  std::string_view name;
  std::span<const std::string_view> variables;
  std::string_view sums;
  std::string_view table;
  std::string_view time;
};

constexpr std::array kSeries{
    SeriesKind{"supporters", kNewcomers, "count(*)",
               "(SELECT min(start_time) AS start_time FROM timelines GROUP BY supporter)", "start_time"},
    SeriesKind{"active", kActive, "count(DISTINCT supporter)", "timelines", "start_time"},
    SeriesKind{"timelines", kTimelines, "sum(position IS 'feed'), sum(position IS NOT 'feed'), count(*)", "timelines",
               "start_time"},
    SeriesKind{"impressions", kImpressions, "sum(NOT is_public), sum(is_public), count(*)",
               "impressions INDEXED BY impressions_for_counts", "time"},
    SeriesKind{"processing", kProcessing,
               "sum(understanding > 0), sum(understanding = 0), sum(understanding IS NULL), count(*)",
               "(SELECT time, understanding FROM impressions WHERE is_public = 1)", "time"},
    SeriesKind{"metadata", kMetadata,
               "count(publication_time), count(source), sum(nature > 0), sum(has_card), sum(images_count > 0), "
               "count(text), count(*)",
               "(SELECT time, publication_time, source, nature, has_card, images_count, text FROM impressions WHERE "
               "is_public = 1)",
               "time"},
};

constexpr auto kSeriesNames = [] {
  std::array<std::string_view, kSeries.size()> names{};
  std::transform(kSeries.begin(), kSeries.end(), names.begin(), [](const SeriesKind& kind) { return kind.name; });
  return names;
}();

const SeriesKind* find_series(std::string_view name) {
  const auto* found =
      std::find_if(kSeries.begin(), kSeries.end(), [&](const SeriesKind& kind) { return kind.name == name; });
  return found == kSeries.end() ? nullptr : found;
}

std::optional<std::int64_t> newest_of(Database& database, const SeriesKind& kind) {
  Statement find = database.prepare("SELECT max(" + std::string{kind.time} + ") FROM " + std::string{kind.table});
  return find.step() ? find.optional_integer(0) : std::nullopt;
}

// The rows of `amount` stretches from `begin` on, all zero.
std::vector<Series::Row> empty_rows(std::int64_t begin, std::int64_t stretch, std::int64_t amount, std::size_t values) {
  std::vector<Series::Row> rows;
  for (std::int64_t i = amount; i-- > 0;) {
    rows.push_back({to_time(begin + i * stretch), std::vector<std::int64_t>(values)});
  }
  return rows;
}

Series count_series(Database& database, const SeriesKind& kind, std::int64_t stretch, std::int64_t amount) {
  Series series{kind.variables, {}};
  const auto newest = newest_of(database, kind);
  if (!newest) return series;
  const std::int64_t end = (*newest / stretch + 1) * stretch;
  const std::int64_t begin = end - amount * stretch;
  series.rows = empty_rows(begin, stretch, amount, kind.variables.size());
  Statement sum = database.prepare("SELECT (" + std::string{kind.time} + " - ?1) / ?2, " + std::string{kind.sums} +
                                   " FROM " + std::string{kind.table} + " WHERE " + std::string{kind.time} +
                                   " >= ?1 AND " + std::string{kind.time} + " < ?3 GROUP BY 1");
  sum.bind(begin, stretch, end);
  while (sum.step()) {
    Series::Row& row = series.rows.at(static_cast<std::size_t>(amount - 1 - sum.integer(0)));
    for (std::size_t i = 0; i < row.values.size(); ++i) row.values[i] = sum.integer(static_cast<int>(i) + 1);
  }
  return series;
}

// ---- Publishers

// The page's publishers by address, or by name where the page gave no address: (address, name, impressions).
constexpr const char* kMostSeen =
    "SELECT source_link, NULL, count(*) AS seen FROM impressions INDEXED BY impressions_by_source_link "
    "WHERE source_link IS NOT NULL GROUP BY source_link "
    "UNION ALL SELECT NULL, source, count(*) FROM impressions INDEXED BY impressions_by_source "
    "WHERE source_link IS NULL AND source IS NOT NULL GROUP BY source "
    "ORDER BY seen DESC, 1, 2 LIMIT ?1 OFFSET ?2";
constexpr const char* kAboutSource =
    "count(DISTINCT post_id), sum(nature = 2), min(time), max(time) FROM impressions WHERE ";

SourceCounts read_source(Database& database, const Statement& found) {
  SourceCounts counts;
  counts.source_link = found.bytes(0);
  counts.source = found.bytes(1);
  counts.impressions = found.integer(2);
  const bool by_link = !counts.source_link.empty();
  // The name that the publisher had last.
  Statement about = database.prepare(
      by_link
          ? "SELECT (SELECT source FROM impressions WHERE source_link = ?1 ORDER BY time DESC, key DESC LIMIT 1), " +
                std::string{kAboutSource} + "source_link = ?1"
          : "SELECT ?1, " + std::string{kAboutSource} + "source_link IS NULL AND source = ?1");
  about.bind(std::string_view{by_link ? counts.source_link : counts.source});
  if (!about.step()) return counts;
  if (by_link) counts.source = about.bytes(0);
  counts.posts = about.integer(1);
  counts.sponsored = about.integer(2);
  counts.first_impression = about.time(3);
  counts.last_impression = about.time(4);
  return counts;
}

// ---- Posts

Repetition read_repetition(Database& database, std::string_view post_id, std::int64_t shown) {
  Repetition post;
  post.post_id = post_id;
  post.shown = shown;
  const Use about = database.use(
      "SELECT count(DISTINCT timeline), min(\"order\"), max(\"order\"), avg(\"order\"), max(time) FROM impressions "
      "WHERE post_id = ?");
  about->bind(std::string_view{post.post_id});
  if (about->step()) {
    post.timelines = about->integer(0);
    post.lowest_order = about->integer(1);
    post.highest_order = about->integer(2);
    post.mean_order = about->real(3);
    post.last_impression = about->time(4);
  }
  const Use first = database.use(
      "SELECT time, \"order\", nature, perma_link, source, source_link FROM impressions WHERE post_id = ? "
      "ORDER BY time, key LIMIT 1");
  first->bind(std::string_view{post.post_id});
  if (first->step()) {
    post.first_impression = first->time(0);
    post.first_order = first->integer(1);
    post.nature = static_cast<parser::Nature>(first->integer(2));
    post.perma_link = first->bytes(3);
    post.source = first->bytes(4);
    post.source_link = first->bytes(5);
  }
  const Use published = database.use(
      "SELECT publication_time, publication_precision FROM impressions WHERE post_id = ? AND publication_time IS NOT "
      "NULL ORDER BY publication_precision, time LIMIT 1");
  published->bind(std::string_view{post.post_id});
  if (published->step()) {
    post.publication_time = {published->time(0), std::chrono::seconds{published->integer(1)}};
  }
  return post;
}

}  // namespace

Result<Counts> Store::counts(Time from, Time to) {
  return guarded([&] {
    Database& database = inner_->database;
    Counts counts;
    const Use natures = database.use(
        "SELECT coalesce(sum(NOT is_public), 0), coalesce(sum(nature = 1), 0), coalesce(sum(nature = 2), 0), "
        "coalesce(sum(nature = 0), 0), count(DISTINCT source) FROM impressions INDEXED BY impressions_for_counts "
        "WHERE time >= ? AND time < ?");
    natures->bind(from, to);
    if (natures->step()) {
      counts.private_impressions = natures->integer(0);
      counts.organic = natures->integer(1);
      counts.sponsored = natures->integer(2);
      counts.unknown_nature = natures->integer(3);
      counts.sources = natures->integer(4);
    }
    const Use spent = database.use(
        "SELECT coalesce(sum(spent), 0) FROM (SELECT max(time) - min(time) AS spent FROM impressions "
        "INDEXED BY impressions_for_counts WHERE time >= ? AND time < ? GROUP BY timeline)");
    spent->bind(from, to);
    if (spent->step()) counts.spent = std::chrono::milliseconds{spent->integer(0)};
    const Use began = database.use("SELECT count(*) FROM timelines WHERE start_time >= ? AND start_time < ?");
    began->bind(from, to);
    if (began->step()) counts.timelines = began->integer(0);
    return counts;
  });
}

Result<std::optional<Time>> Store::newest_impression() {
  return guarded([&] {
    const Use find = inner_->database.use("SELECT max(time) FROM impressions");
    return find->step() ? find->optional_time(0) : std::optional<Time>{};
  });
}

Result<Totals> Store::totals(Time since) {
  return guarded([&] {
    Database& database = inner_->database;
    Transaction transaction{database, Transaction::Kind::read};
    Totals totals;
    totals.impressions = pair_of(database,
                                 "SELECT (SELECT count(*) FROM impressions INDEXED BY impressions_by_time), "
                                 "(SELECT count(*) FROM impressions WHERE time >= ?)",
                                 since);
    totals.timelines = pair_of(
        database, "SELECT (SELECT count(*) FROM timelines), (SELECT count(*) FROM timelines WHERE start_time >= ?)",
        since);
    totals.html = pair_of(database,
                          "SELECT (SELECT count(*) FROM html INDEXED BY html_by_dictionary), (SELECT count(*) FROM "
                          "impressions JOIN html USING (key) WHERE is_public = 1 AND time >= ?)",
                          since);
    totals.metadata = pair_of(database,
                              "SELECT (SELECT count(*) FROM impressions WHERE is_public = 1), (SELECT count(*) FROM "
                              "impressions WHERE is_public = 1 AND time >= ?)",
                              since);
    totals.errors = pair_of(database,
                            "SELECT coalesce(sum(unknown), 0), coalesce(sum(unknown) FILTER (WHERE day >= "
                            "date(?1 / 1000, 'unixepoch')), 0) FROM health",
                            since);
    totals.supporters = database.integer("SELECT count(*) FROM supporters");
    transaction.commit();
    return totals;
  });
}

std::span<const std::string_view> series_names() { return kSeriesNames; }

Result<Series> Store::series(std::string_view name, std::chrono::milliseconds stretch, std::int64_t amount) {
  const SeriesKind* kind = find_series(name);
  if (kind == nullptr) return Error{ErrorCode::not_found, "there is no such series"};
  return guarded([&] { return count_series(inner_->database, *kind, stretch.count(), amount); });
}

Result<std::vector<SourceCounts>> Store::sources(std::int64_t amount, std::int64_t skip) {
  return guarded([&] {
    Database& database = inner_->database;
    std::vector<SourceCounts> page;
    Statement most_seen = database.prepare(kMostSeen);
    most_seen.bind(amount, skip);
    while (most_seen.step()) page.push_back(read_source(database, most_seen));
    return page;
  });
}

Result<std::vector<Repetition>> Store::repetitions(std::int64_t amount, std::int64_t skip) {
  return guarded([&] {
    Database& database = inner_->database;
    std::vector<Repetition> page;
    Statement most_shown = database.prepare(
        "SELECT post_id, count(*) AS shown FROM impressions INDEXED BY impressions_by_post_id WHERE post_id IS NOT "
        "NULL "
        "GROUP BY post_id ORDER BY shown DESC, post_id LIMIT ?1 OFFSET ?2");
    most_shown.bind(amount, skip);
    while (most_shown.step()) page.push_back(read_repetition(database, most_shown.bytes(0), most_shown.integer(1)));
    return page;
  });
}

}  // namespace feedwitness::store
