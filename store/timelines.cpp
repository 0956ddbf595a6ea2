#include <limits>
#include <string>
#include <utility>

#include "store/failure.h"
#include "store/inner.h"
#include "store/row_reader.h"
#include "store/store.h"

namespace feedwitness::store {
namespace {

static_assert(static_cast<int>(parser::Nature::organic) == 1 && static_cast<int>(parser::Nature::sponsored) == 2);

// The timeline after the place (?1, ?2), the newest first. One statement for each timeline: whoever reads the
// impressions of each before the next must not hold one snapshot of the store meanwhile (see the stretches of
// read.cpp).
std::string select_of(const TimelineQuery& query) {
  std::string sql =
      "SELECT next.key, timeline_id, pseudonym, start_time, location, platform, position, count(impressions.key)";
  if (query.with_counts) {
    sql +=
        ", coalesce(sum(NOT is_public), 0), coalesce(sum(is_public AND nature = 1), 0), "
        "coalesce(sum(is_public AND nature = 2), 0), coalesce(sum(is_public AND nature = 0), 0), "
        "coalesce(max(\"order\"), 0), min(time), max(time)";
  }
  return sql +
         " FROM (SELECT * FROM timelines WHERE (start_time, key) < (?1, ?2) ORDER BY start_time DESC, key DESC LIMIT "
         "1) "
         "AS next LEFT JOIN impressions ON timeline = next.key GROUP BY next.key";
}

}  // namespace

struct TimelineCursor::State {
  State(Database& database, const TimelineQuery& query)
      : statement{database.prepare(select_of(query))},
        with_counts{query.with_counts},
        left{query.amount.value_or(std::numeric_limits<std::int64_t>::max())} {
    if (query.skip > 0) skip(database, query.skip);
  }

  // To the last timeline that is passed over, along the index and without reading the others.
  void skip(Database& database, std::int64_t timelines) {
    const Use walk =
        database.use("SELECT start_time, key FROM timelines ORDER BY start_time DESC, key DESC LIMIT 1 OFFSET ? - 1");
    walk->bind(timelines);
    if (walk->step()) {
      start_time = walk->integer(0);
      key = walk->integer(1);
    } else {
      left = 0;
    }
  }

  const TimelineRow* read() {
    statement.reset();
    statement.bind(start_time, key);
    if (!statement.step()) {
      left = 0;
      return nullptr;
    }
    row.key = key = statement.integer(0);
    row.timeline_id = write_hex(id, statement.bytes(1));
    row.start_time = statement.time(3);
    start_time = statement.integer(3);
    row.timeline = pseudonym = statement.bytes(2);
    row.location = location = statement.bytes(4);
    row.platform = platform = statement.bytes(5);
    row.position = position = statement.bytes(6);
    row.impressions = statement.integer(7);
    if (with_counts) read_counts();
    statement.reset();
    --left;
    return &row;
  }

  void read_counts() {
    row.private_impressions = statement.integer(8);
    row.organic = statement.integer(9);
    row.sponsored = statement.integer(10);
    row.unknown_nature = statement.integer(11);
    row.highest_order = statement.integer(12);
    row.first_impression = statement.optional_time(13);
    row.last_impression = statement.optional_time(14);
  }

  Statement statement;
  bool with_counts;
  std::int64_t left;                                                   // rows that may still be given
  std::int64_t start_time = std::numeric_limits<std::int64_t>::max();  // of the last row
  std::int64_t key = std::numeric_limits<std::int64_t>::max();
  HexBuffer id{};
  std::string pseudonym;
  std::string location;
  std::string platform;
  std::string position;
  TimelineRow row;
  std::optional<Error> error;
};

TimelineCursor::TimelineCursor(std::unique_ptr<State> state) : state_{std::move(state)} {}
TimelineCursor::TimelineCursor(TimelineCursor&&) noexcept = default;
TimelineCursor& TimelineCursor::operator=(TimelineCursor&&) noexcept = default;
TimelineCursor::~TimelineCursor() = default;

const TimelineRow* TimelineCursor::next() {
  if (state_->left == 0) return nullptr;
  const auto row = guarded([&] { return state_->read(); });
  if (row) return *row;
  state_->error = row.error();
  state_->left = 0;
  return nullptr;
}

const std::optional<Error>& TimelineCursor::failed() const { return state_->error; }

Result<TimelineCursor> Store::timelines(const TimelineQuery& query) {
  return guarded([&] { return TimelineCursor{std::make_unique<TimelineCursor::State>(inner_->database, query)}; });
}

Result<std::int64_t> Store::count_timelines() {
  return guarded([&] { return inner_->database.integer("SELECT count(*) FROM timelines"); });
}

}  // namespace feedwitness::store
