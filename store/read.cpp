#include <limits>
#include <optional>
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

// All rows by time, along an index: those of the same time as a place, then the others. (One statement would do, if
// SQLite saw that (time, key) is the order of the index.)
std::vector<Statement> browse(Database& database, const ImpressionQuery& query) {
  std::string audience = "WHERE impressions.key <= ?1 AND ";
  if (query.public_only) audience += "is_public = 1 AND ";
  const char* const same =
      query.oldest_first ? "time = ?2 AND impressions.key >= ?3" : "time = ?2 AND impressions.key <= ?3";
  const char* const other = query.oldest_first ? "time > ?2 AND time < ?3" : "time < ?2 AND time >= ?3";
  std::vector<Statement> statements;
  statements.push_back(database.prepare(select_of(query) + audience + other + order_of(query)));
  statements.push_back(database.prepare(select_of(query) + audience + same + order_of(query)));
  return statements;
}

Statement of_timeline(Database& database, const ImpressionQuery& query) {
  return database.prepare(select_of(query) + "WHERE timeline = ?1 AND \"order\" > ?2 " +
                          (query.public_only ? "AND is_public = 1 " : "") + "ORDER BY \"order\"");
}

constexpr const char* kFound =
    " FROM search JOIN impressions ON impressions.key = search.rowid WHERE search MATCH ?1 AND is_public "
    "AND time >= ?2 AND time < ?3";

template <typename Value>
void bind_range(Statement& statement, const Value& value, const ImpressionQuery& query) {
  statement.bind(value, query.from.value_or(Time::min()), query.to.value_or(Time::max()));
}

// The keys of a page that has no index by time: eight bytes for each row are held and sorted, and not the rows.
template <typename Value>
std::vector<std::int64_t> find_keys(Database& database, const ImpressionQuery& query, const std::string& from_where,
                                    const Value& value) {
  Statement find = database.prepare("SELECT impressions.key" + from_where + order_of(query) + " LIMIT ?4 OFFSET ?5");
  bind_range(find, value, query);
  find.bind_at(4, query.amount.value_or(kAll));
  find.bind_at(5, query.skip);
  std::vector<std::int64_t> keys;
  while (find.step()) keys.push_back(find.integer(0));
  return keys;
}

std::vector<std::int64_t> keys_of(Database& database, const ImpressionQuery& query) {
  if (!query.semantic_id.empty()) {
    const auto id = identity::id_from_hex(query.semantic_id);
    if (!id) return {};
    return find_keys(database, query, " FROM impressions WHERE semantic_id = ?1 AND time >= ?2 AND time < ?3", *id);
  }
  const std::string match = match_of(query.search);
  if (match.empty()) return {};  // no text holds a word that is none
  index_all(database);
  return find_keys(database, query, kFound, std::string_view{match});
}

}  // namespace

// ---- Impressions

struct ImpressionCursor::State : Paused {
  State(Inner& the_inner, const ImpressionQuery& asked)
      : inner{the_inner}, query{asked}, left{query.amount.value_or(kAll)}, reader{inner, with_of(query)} {
    inner.cursors.push_back(this);
  }
  ~State() override { std::erase(inner.cursors, this); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void begin();
  const ImpressionRow* read();
  void pause() override;

  // The three ways over the table: by time from a place on, by a timeline's order, and from key to key.
  void begin_by_time(const Place& place);
  void begin_by_order(std::int64_t after);
  bool next_key();
  bool step();

  Inner& inner;
  ImpressionQuery query;
  std::int64_t left;                  // rows that may still be given; negative: all
  std::int64_t newest_key = 0;        // at the beginning: what comes later is not given
  std::vector<std::int64_t> keys;     // of the rows, where they are found first
  std::size_t next = 0;               // among them
  std::vector<Statement> statements;  // the one that is read is at `reading`, the others follow downwards
  std::size_t reading = 0;            // counted from 1; 0: none is left
  std::optional<Place> last;          // of the row that was given before a pause
  std::int64_t last_order = 0;
  RowReader reader;
  std::optional<Error> error;
};

void ImpressionCursor::State::begin() {
  Database& database = inner.database;
  if (query.timeline) {
    statements.push_back(of_timeline(database, query));
    begin_by_order(0);
  } else if (!query.semantic_id.empty() || !query.search.empty()) {
    keys = keys_of(database, query);
    statements.push_back(database.prepare(select_of(query) + "WHERE impressions.key = ? AND is_public"));
  } else if (const auto place = first_place(database, query)) {
    newest_key = database.integer("SELECT max(key) FROM impressions");
    statements = browse(database, query);
    begin_by_time(*place);
  }
}

void ImpressionCursor::State::begin_by_time(const Place& place) {
  const Time end = query.oldest_first ? query.to.value_or(Time::max()) : query.from.value_or(Time::min());
  for (Statement& statement : statements) statement.reset();
  statements[0].bind(newest_key, place.time, end);
  statements[1].bind(newest_key, place.time, place.key);
  reading = statements.size();
}

void ImpressionCursor::State::begin_by_order(std::int64_t after) {
  statements[0].reset();
  statements[0].bind(*query.timeline, after);
  reading = 1;
}

// What was deleted since the beginning is passed over.
bool ImpressionCursor::State::next_key() {
  while (next < keys.size()) {
    statements[0].reset();
    statements[0].bind(keys[next++]);
    if (statements[0].step()) return true;
  }
  return false;
}

bool ImpressionCursor::State::step() {
  if (!keys.empty()) return next_key();
  if (const auto place = std::exchange(last, std::nullopt)) {
    if (query.timeline) {
      begin_by_order(last_order);
    } else {
      begin_by_time({place->time, place->key + (query.oldest_first ? 1 : -1)});
    }
  }
  for (; reading > 0; --reading) {
    if (statements[reading - 1].step()) return true;
  }
  return false;
}

void ImpressionCursor::State::pause() {
  if (reading > 0 && reader.row().key != 0) {
    last = Place{to_integer(reader.row().time), reader.row().key};
    last_order = reader.row().order;
  }
  for (Statement& statement : statements) statement.reset();
}

const ImpressionRow* ImpressionCursor::State::read() {
  if (left == 0 || !step()) {
    for (Statement& statement : statements) statement.reset();
    left = 0;
    return nullptr;
  }
  --left;
  return &reader.read(statements[keys.empty() ? reading - 1 : 0]);
}

void Store::pause() {
  for (Paused* cursor : inner_->cursors) cursor->pause();
}

ImpressionCursor::ImpressionCursor(std::unique_ptr<State> state) : state_{std::move(state)} {}
ImpressionCursor::ImpressionCursor(ImpressionCursor&&) noexcept = default;
ImpressionCursor& ImpressionCursor::operator=(ImpressionCursor&&) noexcept = default;
ImpressionCursor::~ImpressionCursor() = default;

const ImpressionRow* ImpressionCursor::next() {
  auto row = guarded([&] { return state_->read(); });
  if (row) return *row;
  state_->error = row.error();
  state_->left = 0;
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
    if (query.search.empty()) return count_places(inner_->database, query);
    const std::string match = match_of(query.search);
    if (match.empty()) return 0;
    index_all(inner_->database);
    Statement statement = inner_->database.prepare("SELECT count(*)" + std::string{kFound});
    bind_range(statement, std::string_view{match}, query);
    return statement.step() ? statement.integer(0) : 0;
  });
}

}  // namespace feedwitness::store
