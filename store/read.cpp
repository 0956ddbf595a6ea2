#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "store/failure.h"
#include "store/inner.h"
#include "store/paging.h"
#include "store/row_reader.h"
#include "store/search.h"
#include "store/store.h"

namespace feedwitness::store {
namespace {

constexpr std::int64_t kAll = -1;  // LIMIT -1 is none

RowReader::With with_of(const ImpressionQuery& query) {
  return {.details = query.with_details, .html = query.with_html, .repetition = query.with_repetition};
}

std::string select_of(const ImpressionQuery& query) {
  std::string sql = "SELECT " + RowReader::columns(with_of(query)) + " FROM impressions ";
  if (query.with_html) sql += "LEFT JOIN html ON html.key = impressions.key ";
  return sql;
}

std::string order_of(const ImpressionQuery& query) {
  return query.oldest_first ? " ORDER BY time, impressions.key" : " ORDER BY time DESC, impressions.key DESC";
}

// Whether a page begins with the row of its place or goes on after it.
enum class From : std::uint8_t { this_row, next_row };

// All rows from a place on, along an index: those of the same time, then the others. (One statement would do, if SQLite
// saw that (time, key) is the order of the index.)
std::vector<Statement> browse(Database& database, const ImpressionQuery& query, const Place& place, From from,
                              std::int64_t newest_key) {
  std::string audience = "WHERE impressions.key <= ? AND ";
  if (query.public_only) audience += "is_public = 1 AND ";
  const std::string equal = from == From::this_row ? "= ?" : " ?";
  const std::string same = std::string{"time = ? AND impressions.key "} + (query.oldest_first ? ">" : "<") + equal;
  const std::string other = query.oldest_first ? "time > ? AND time < ?" : "time < ? AND time >= ?";
  const Time end = query.oldest_first ? query.to.value_or(Time::max()) : query.from.value_or(Time::min());
  std::vector<Statement> statements;
  statements.push_back(database.prepare(select_of(query) + audience + other + order_of(query)));
  statements.back().bind(newest_key, place.time, end);
  statements.push_back(database.prepare(select_of(query) + audience + same + order_of(query)));
  statements.back().bind(newest_key, place.time, place.key);
  return statements;
}

Statement of_timeline(Database& database, const ImpressionQuery& query) {
  Statement statement = database.prepare(select_of(query) + "WHERE timeline = ? " +
                                         (query.public_only ? "AND is_public = 1 " : "") + "ORDER BY \"order\"");
  statement.bind(*query.timeline);
  return statement;
}

Statement of_text(Database& database, const ImpressionQuery& query, const identity::Id& id) {
  Statement statement = database.prepare(select_of(query) + "WHERE semantic_id = ? AND time >= ? AND time < ?" +
                                         order_of(query) + " LIMIT " + std::to_string(query.amount.value_or(kAll)) +
                                         " OFFSET " + std::to_string(query.skip));
  statement.bind(id, query.from.value_or(Time::min()), query.to.value_or(Time::max()));
  return statement;
}

constexpr const char* kFound =
    " FROM search JOIN impressions ON impressions.key = search.rowid WHERE search MATCH ?1 AND is_public "
    "AND time >= ?2 AND time < ?3";

void bind_found(Statement& statement, const ImpressionQuery& query, const std::string& match) {
  statement.bind(std::string_view{match}, query.from.value_or(Time::min()), query.to.value_or(Time::max()));
}

// The keys of the page are found first: only they are sorted, not whole rows.
Statement look_up(Database& database, const ImpressionQuery& query, const std::string& match) {
  Statement statement = database.prepare(select_of(query) + "WHERE impressions.key IN (SELECT impressions.key" +
                                         kFound + order_of(query) + " LIMIT ?4 OFFSET ?5)" + order_of(query));
  bind_found(statement, query, match);
  statement.bind_at(4, query.amount.value_or(kAll));
  statement.bind_at(5, query.skip);
  return statement;
}

}  // namespace

// ---- Impressions

// Whoever reads for long (a slow reader of a large export) must not hold one snapshot of the store all the time: the
// write-ahead log could not be emptied. So every so many rows the reading ends, and begins again after the last row.
// What came since the beginning is left out all the same; what was deleted since is not given.
constexpr std::int64_t kStretch = 2000;

struct ImpressionCursor::State {
  State(Inner& inner, const ImpressionQuery& asked)
      : database{inner.database},
        query{asked},
        match{match_of(query.search)},
        id{identity::id_from_hex(query.semantic_id)},
        left{query.amount.value_or(kAll)},
        reader{inner, with_of(query)} {}

  void begin();
  const ImpressionRow* read();

  Database& database;
  ImpressionQuery query;
  std::string match;                  // a statement is bound to it
  std::optional<identity::Id> id;     // likewise
  std::int64_t left;                  // rows that may still be given; negative: all
  std::int64_t newest_key = 0;        // at the beginning
  std::int64_t stretch = 0;           // rows until the reading begins again; negative: it does not
  Place last;                         // the last row of a stretch that is over
  std::vector<Statement> statements;  // read from the last to the first
  RowReader reader;
  std::optional<Error> error;
};

void ImpressionCursor::State::begin() {
  stretch = kAll;
  if (query.timeline) {
    statements.push_back(of_timeline(database, query));
  } else if (!query.semantic_id.empty()) {
    if (id) statements.push_back(of_text(database, query, *id));
  } else if (!match.empty()) {
    index_all(database);
    statements.push_back(look_up(database, query, match));
  } else if (const auto place = first_place(database, query)) {
    newest_key = database.integer("SELECT max(key) FROM impressions");
    statements = browse(database, query, *place, From::this_row, newest_key);
    stretch = kStretch;
  }
}

const ImpressionRow* ImpressionCursor::State::read() {
  if (stretch == 0) {
    statements = browse(database, query, last, From::next_row, newest_key);
    stretch = kStretch;
  }
  while (!statements.empty() && left != 0) {
    if (statements.back().step()) {
      --left;
      const ImpressionRow& row = reader.read(statements.back());
      if (--stretch == 0) last = {to_integer(row.time), row.key};
      return &row;
    }
    statements.pop_back();
  }
  statements.clear();
  return nullptr;
}

ImpressionCursor::ImpressionCursor(std::unique_ptr<State> state) : state_{std::move(state)} {}
ImpressionCursor::ImpressionCursor(ImpressionCursor&&) noexcept = default;
ImpressionCursor& ImpressionCursor::operator=(ImpressionCursor&&) noexcept = default;
ImpressionCursor::~ImpressionCursor() = default;

const ImpressionRow* ImpressionCursor::next() {
  auto row = guarded([&] { return state_->read(); });
  if (row) return *row;
  state_->error = row.error();
  state_->statements.clear();
  return nullptr;
}

const std::optional<Error>& ImpressionCursor::failed() const { return state_->error; }

Result<ImpressionCursor> Store::impressions(const ImpressionQuery& query) {
  return guarded([&] {
    auto state = std::make_unique<ImpressionCursor::State>(*inner_, query);
    state->begin();
    return ImpressionCursor{std::move(state)};
  });
}

Result<std::int64_t> Store::count(const ImpressionQuery& query) {
  return guarded([&]() -> std::int64_t {
    const std::string match = match_of(query.search);
    if (match.empty()) return count_places(inner_->database, query);
    index_all(inner_->database);
    Statement statement = inner_->database.prepare("SELECT count(*)" + std::string{kFound});
    bind_found(statement, query, match);
    return statement.step() ? statement.integer(0) : 0;
  });
}

}  // namespace feedwitness::store
