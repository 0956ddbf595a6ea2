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

std::string select_of(const ImpressionQuery& query) {
  std::string sql = "SELECT " + RowReader::columns(query.with_html) + " FROM impressions ";
  if (query.with_html) sql += "LEFT JOIN html ON html.key = impressions.key ";
  return sql;
}

std::string order_of(const ImpressionQuery& query) {
  return query.oldest_first ? " ORDER BY time, impressions.key" : " ORDER BY time DESC, impressions.key DESC";
}

// All rows from a place on, along an index: those of the same time, then the others. (One statement would do, if SQLite
// saw that (time, key) is the order of the index.)
std::vector<Statement> browse(Database& database, const ImpressionQuery& query, const Place& place) {
  const std::string audience = query.public_only ? "WHERE is_public = 1 AND " : "WHERE ";
  const std::string same =
      query.oldest_first ? "time = ? AND impressions.key >= ?" : "time = ? AND impressions.key <= ?";
  const std::string other = query.oldest_first ? "time > ? AND time < ?" : "time < ? AND time >= ?";
  const Time end = query.oldest_first ? query.to.value_or(Time::max()) : query.from.value_or(Time::min());
  std::vector<Statement> statements;
  statements.push_back(database.prepare(select_of(query) + audience + other + order_of(query)));
  statements.back().bind(place.time, end);
  statements.push_back(database.prepare(select_of(query) + audience + same + order_of(query)));
  statements.back().bind(place.time, place.key);
  return statements;
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

struct ImpressionCursor::State {
  State(Inner& inner, const ImpressionQuery& query)
      : match{match_of(query.search)}, left{query.amount.value_or(kAll)}, reader{inner, query.with_html} {}

  const ImpressionRow* read();

  std::string match;                  // a statement is bound to it
  std::int64_t left;                  // rows that may still be given; negative: all
  std::vector<Statement> statements;  // read from the last to the first
  RowReader reader;
  std::optional<Error> error;
};

const ImpressionRow* ImpressionCursor::State::read() {
  while (!statements.empty() && left != 0) {
    if (statements.back().step()) {
      --left;
      return &reader.read(statements.back());
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
    if (!state->match.empty()) {
      index_all(inner_->database);
      state->statements.push_back(look_up(inner_->database, query, state->match));
    } else if (const auto place = first_place(inner_->database, query)) {
      state->statements = browse(inner_->database, query, *place);
    }
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

// ---- Timelines

struct TimelineCursor::State {
  explicit State(Database& database)
      : statement{database.prepare("SELECT timeline_id, pseudonym, start_time, location, platform, position, (SELECT "
                                   "count(*) FROM impressions WHERE timeline = timelines.key) FROM timelines ORDER BY "
                                   "start_time DESC, key DESC")} {}

  const TimelineRow* read() {
    row.timeline_id = write_hex(id, statement->bytes(0));
    row.timeline = statement->bytes(1);
    row.start_time = statement->time(2);
    row.location = statement->bytes(3);
    row.platform = statement->bytes(4);
    row.position = statement->bytes(5);
    row.impressions = statement->integer(6);
    return &row;
  }

  std::optional<Statement> statement;  // nullopt: no more rows
  HexBuffer id{};
  TimelineRow row;
  std::optional<Error> error;
};

TimelineCursor::TimelineCursor(std::unique_ptr<State> state) : state_{std::move(state)} {}
TimelineCursor::TimelineCursor(TimelineCursor&&) noexcept = default;
TimelineCursor& TimelineCursor::operator=(TimelineCursor&&) noexcept = default;
TimelineCursor::~TimelineCursor() = default;

const TimelineRow* TimelineCursor::next() {
  if (!state_->statement) return nullptr;
  const auto row = guarded([&]() -> const TimelineRow* {
    if (state_->statement->step()) return state_->read();
    state_->statement.reset();
    return nullptr;
  });
  if (row) return *row;
  state_->error = row.error();
  state_->statement.reset();
  return nullptr;
}

const std::optional<Error>& TimelineCursor::failed() const { return state_->error; }

Result<TimelineCursor> Store::timelines() {
  return guarded([&] { return TimelineCursor{std::make_unique<TimelineCursor::State>(inner_->database)}; });
}

}  // namespace feedwitness::store
