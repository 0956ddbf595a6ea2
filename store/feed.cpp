#include "store/feed.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <boost/json.hpp>

#include "store/failure.h"
#include "store/inner.h"
#include "store/newest.h"
#include "store/post_name.h"
#include "store/row_reader.h"

namespace feedwitness::store {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

// One of the two orders that a feed is walked in.
struct Direction {
  const char* compare;
  const char* order;
};
constexpr Direction kBack{" < ", " ORDER BY time DESC, key DESC"};
constexpr Direction kForth{" > ", " ORDER BY time, key"};

// The place from which one of the two kinds goes on, as (time, key) of its own table.
struct From {
  std::int64_t time = 0;
  std::int64_t key = 0;
};

class Walk {
 public:
  Walk(Database& database, const FeedQuery& query)
      : database_{database}, query_{query}, direction_{query.newer_than ? kForth : kBack} {}

  std::vector<FeedPlace> posts() {
    const bool of_source = !query_.source_link.empty();
    std::string sql = "SELECT time, key FROM impressions INDEXED BY ";
    sql += of_source ? "impressions_by_source_link WHERE source_link = ?2 AND " : "impressions_by_audience WHERE ";
    sql += "is_public = 1 AND key <= ?1";
    if (query_.nature) sql += " AND nature = ?3";
    Statement find = database_.prepare(sql + beyond("?4", "?5") + kIsNewest + direction_.order + " LIMIT ?6");
    find.bind_at(1, query_.newest_impression.value_or(kAll));
    if (of_source) find.bind_at(2, std::string_view{query_.source_link});
    if (query_.nature) find.bind_at(3, static_cast<int>(*query_.nature));
    const From from = start(true);
    find.bind_at(4, from.time);
    find.bind_at(5, from.key);
    find.bind_at(6, query_.amount);
    return places(find, true);
  }

  std::vector<FeedPlace> removals() {
    Statement find = database_.prepare("SELECT time, key FROM removals INDEXED BY removals_by_time WHERE was_here" +
                                       beyond("?1", "?2") + direction_.order + " LIMIT ?3");
    const From from = start(false);
    find.bind(from.time, from.key, query_.amount);
    return places(find, false);
  }

  std::vector<FeedPlace> both() {
    const auto some = posts();
    const auto others = removals();
    std::vector<FeedPlace> all(some.size() + others.size());
    const auto before = [this](const FeedPlace& a, const FeedPlace& b) { return query_.newer_than ? a < b : b < a; };
    std::merge(some.begin(), some.end(), others.begin(), others.end(), all.begin(), before);
    all.resize(std::min(all.size(), static_cast<std::size_t>(query_.amount)));
    return all;
  }

 private:
  std::string beyond(const char* time, const char* key) const {
    return std::string{" AND (time, key)"} + direction_.compare + "(" + time + ", " + key + ")";
  }

  From start(bool of_posts) const {
    const auto& place = query_.newer_than ? query_.newer_than : query_.older_than;
    if (!place) return {kAll, kAll};
    if (place->is_post == of_posts) return {to_integer(place->time), place->key};
    return {to_integer(place->time), of_posts ? std::numeric_limits<std::int64_t>::min() : kAll};
  }

  static std::vector<FeedPlace> places(Statement& find, bool are_posts) {
    std::vector<FeedPlace> places;
    while (find.step()) places.push_back({find.time(0), are_posts, find.integer(1)});
    return places;
  }

  Database& database_;
  const FeedQuery& query_;
  const Direction& direction_;
};

const Owner& owner_of(Inner& inner) {
  if (const Owner* owner = find_owner(inner)) return *owner;
  Transaction transaction{inner.database};
  const Owner& owner = find_or_make_owner(inner);
  transaction.commit();
  return owner;
}

// "shared" as encode.h writes it.
std::optional<identity::Id> shared_post(const identity::Secret& secret, std::string_view shared) {
  if (shared.empty()) return std::nullopt;
  boost::system::error_code failed;
  const auto json = boost::json::parse({shared.data(), shared.size()}, failed);
  if (failed || !json.is_object()) return std::nullopt;
  const auto text = [&](const char* key) -> std::string_view {
    const auto* const value = json.get_object().if_contains(key);
    return value != nullptr && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
  };
  const PostName name{text("postId"), text("permaLink"), {}};
  return name.is_known() ? std::optional{id_of(secret, name)} : std::nullopt;
}

}  // namespace

Result<std::vector<FeedPlace>> feed_places(Store& store, const FeedQuery& query) {
  return guarded([&] {
    Transaction transaction{store.inner().database, Transaction::Kind::read};
    return Walk{store.inner().database, query}.both();
  });
}

Result<std::int64_t> newest_impression_key(Store& store) {
  return guarded([&] { return store.inner().database.integer("SELECT coalesce(max(key), 0) FROM impressions"); });
}

Result<identity::Id> feed_id(Store& store, const std::string& name) {
  return guarded([&] {
    return identity::keyed_id(owner_of(store.inner()).secret, identity::IdKind::post, {"feed", name});
  });
}

// ---- Items

struct FeedReader::State : Paused {
  explicit State(Inner& the_inner)
      : inner{the_inner},
        secret{owner_of(inner).secret},
        find{inner.database.prepare("SELECT " + RowReader::columns({}) +
                                    " FROM impressions WHERE impressions.key = ? AND is_public")},
        reader{inner, {}} {
    inner.cursors.push_back(this);
  }
  ~State() override { std::erase(inner.cursors, this); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void pause() override { find.reset(); }

  const FeedItem* read_post(const FeedPlace& place) {
    find.reset();
    find.bind(place.key);
    if (!find.step()) return nullptr;
    const ImpressionRow& row = reader.read(find);
    item = {place, id_of(secret, {row.post_id, row.perma_link, row.impression_id}), shared_post(secret, row.shared),
            &row};
    return &item;
  }

  const FeedItem* read_removal(const FeedPlace& place) {
    const Use removal = inner.database.use("SELECT post FROM removals WHERE key = ?");
    removal->bind(place.key);
    if (!removal->step()) return nullptr;
    item = {place, {}, std::nullopt, nullptr};
    const std::string_view bytes = removal->bytes(0);
    std::copy_n(bytes.begin(), std::min(bytes.size(), item.post.size()), item.post.begin());
    return &item;
  }

  Inner& inner;
  identity::Secret secret;
  Statement find;
  RowReader reader;
  FeedItem item;
};

Result<FeedReader> FeedReader::open(Store& store) {
  return guarded([&] { return FeedReader{std::make_unique<State>(store.inner())}; });
}

FeedReader::FeedReader(std::unique_ptr<State> state) : state_{std::move(state)} {}
FeedReader::FeedReader(FeedReader&&) noexcept = default;
FeedReader& FeedReader::operator=(FeedReader&&) noexcept = default;
FeedReader::~FeedReader() = default;

Result<const FeedItem*> FeedReader::read(const FeedPlace& place) {
  return guarded([&] { return place.is_post ? state_->read_post(place) : state_->read_removal(place); });
}

}  // namespace feedwitness::store
