#include "store/adjacency.h"

#include <algorithm>

#include "store/failure.h"
#include "store/inner.h"
#include "store/row_reader.h"
#include "store/store.h"

// Statements walk an index and are short: no long read holds a snapshot of the store. What is sponsored is written as
// the partial index has it, since a parameter would not be seen to imply its condition.
namespace feedwitness::store {
namespace {

static_assert(static_cast<int>(parser::Nature::sponsored) == 2);

identity::Id id_of(std::string_view bytes) {
  identity::Id id{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), id.size()), id.begin());
  return id;
}

Ad read_ad(const Statement& row) {
  return {row.time(0),
          row.integer(1),
          static_cast<int>(row.integer(2)),
          id_of(row.bytes(3)),
          std::string{row.bytes(4)},
          std::string{row.bytes(5)},
          std::string{row.bytes(6)},
          std::string{row.bytes(7)},
          std::string{row.bytes(8)},
          std::string{row.bytes(9)}};
}

PlacedPost read_order(const Statement& row) {
  PlacedPost post;
  post.order = static_cast<int>(row.integer(0));
  post.time = row.time(1);
  post.is_public = row.integer(2) != 0;
  post.nature = static_cast<parser::Nature>(row.integer(3));
  return post;
}

PlacedPost read_placed(const Statement& row, HexBuffer& id) {
  PlacedPost post = read_order(row);
  if (!row.is_null(4)) post.seen_ratio = row.real(4);
  post.seen_milliseconds = row.optional_integer(5);
  post.impression_id = write_hex(id, row.bytes(6));
  post.post_id = row.bytes(7);
  post.source = row.bytes(8);
  post.source_link = row.bytes(9);
  post.source_id = row.bytes(10);
  post.perma_link = row.bytes(11);
  post.ad_id = row.bytes(12);
  post.text = row.bytes(13);
  post.shared = row.bytes(14);
  return post;
}

// Runs a statement that is bound to a placement and, where it asks for one, a time.
std::optional<Time> find_time(const Use& find, const Placement& placement, std::optional<Time> from) {
  find->bind(std::string_view{placement.platform}, std::string_view{placement.position});
  if (from) find->bind_at(3, *from);
  return find->step() ? find->optional_time(0) : std::nullopt;
}

}  // namespace

Result<std::vector<Ad>> ads(Store& store, const Placement& placement, Time from, Time to) {
  return guarded([&] {
    std::vector<Ad> found;
    const Use find = store.inner().database.use(
        "SELECT time, timeline, \"order\", timeline_id, platform, position, source, source_link, source_id, ad_id "
        "FROM impressions INDEXED BY impressions_sponsored CROSS JOIN timelines ON timelines.key = timeline "
        "WHERE nature = 2 AND time >= ?3 AND time < ?4 AND (?1 IS NULL OR platform = ?1) AND (?2 IS NULL OR position = "
        "?2) "
        "ORDER BY time, timeline, \"order\"");
    find->bind(std::string_view{placement.platform}, std::string_view{placement.position}, from, to);
    while (find->step()) found.push_back(read_ad(*find));
    return found;
  });
}

Result<std::optional<Time>> next_ad(Store& store, const Placement& placement, Time from) {
  return guarded([&] {
    return find_time(store.inner().database.use(
                         "SELECT time FROM impressions INDEXED BY impressions_sponsored "
                         "CROSS JOIN timelines ON timelines.key = timeline WHERE nature = 2 AND time >= ?3 AND "
                         "(?1 IS NULL OR platform = ?1) AND (?2 IS NULL OR position = ?2) ORDER BY time LIMIT 1"),
                     placement, from);
  });
}

Result<std::optional<Time>> next_impression(Store& store, const Placement& placement, Time from) {
  return guarded([&] {
    return find_time(store.inner().database.use(
                         "SELECT time FROM impressions INDEXED BY impressions_for_counts "
                         "CROSS JOIN timelines ON timelines.key = timeline WHERE time >= ?3 AND "
                         "(?1 IS NULL OR platform = ?1) AND (?2 IS NULL OR position = ?2) ORDER BY time LIMIT 1"),
                     placement, from);
  });
}

Result<std::optional<Time>> last_impression(Store& store, const Placement& placement) {
  return guarded([&] {
    return find_time(store.inner().database.use(
                         "SELECT time FROM impressions INDEXED BY impressions_for_counts "
                         "CROSS JOIN timelines ON timelines.key = timeline WHERE "
                         "(?1 IS NULL OR platform = ?1) AND (?2 IS NULL OR position = ?2) ORDER BY time DESC LIMIT 1"),
                     placement, std::nullopt);
  });
}

Result<void> each_placed(Store& store, std::int64_t timeline, int first, int last,
                         const std::function<void(const PlacedPost&)>& use) {
  return guarded([&] {
    HexBuffer id{};
    const Use find = store.inner().database.use(
        "SELECT \"order\", time, is_public, nature, seen_ratio, seen_milliseconds, impression_id, post_id, source, "
        "source_link, source_id, perma_link, ad_id, text, shared FROM impressions "
        "WHERE timeline = ? AND \"order\" >= ? AND \"order\" <= ? ORDER BY \"order\"");
    find->bind(timeline, first, last);
    while (find->step()) use(read_placed(*find, id));
  });
}

Result<void> each_order(Store& store, std::int64_t timeline, const std::function<void(const PlacedPost&)>& use) {
  return guarded([&] {
    const Use find = store.inner().database.use(
        "SELECT \"order\", time, is_public, nature FROM impressions WHERE timeline = ? ORDER BY \"order\"");
    find->bind(timeline);
    while (find->step()) use(read_order(*find));
  });
}

}  // namespace feedwitness::store
