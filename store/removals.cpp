#include "store/removals.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "store/deletion.h"
#include "store/failure.h"
#include "store/inner.h"
#include "store/post_name.h"
#include "store/removal_rows.h"
#include "store/row_reader.h"

// A post is marked as removed before it is deleted, in a transaction of its own: a capture that comes in between finds
// it kept out, and a crash leaves a notice that can be applied again.
namespace feedwitness::store {
namespace {

using identity::Id;

// The posts whose impressions stand in temp.named. true: a removal names it; false: it shares one.
using Posts = std::map<Id, bool>;

// Where the impressions of what is named are found: by what, and whether they show it or only share it.
struct Lookup {
  std::string_view condition;
  bool is_named;
};
constexpr Lookup kById{"post_id = ?1", true};
constexpr Lookup kBySharedId{"shared IS NOT NULL AND json_extract(shared, '$.postId') = ?1", false};
constexpr Lookup kByLink{"post_id IS NULL AND perma_link = ?1", true};
constexpr Lookup kBySharedLink{
    "shared IS NOT NULL AND json_extract(shared, '$.postId') IS NULL AND json_extract(shared, '$.permaLink') = ?1",
    false};
constexpr Lookup kBySource{"source_link = ?1", true};
constexpr Lookup kBySharedSource{"shared IS NOT NULL AND json_extract(shared, '$.link') = ?1", false};
constexpr Lookup kBySourceId{"source_id = ?1", true};

class Finder {
 public:
  // There is no owner before the first capture; then there are no impressions either.
  Finder(Database& database, const Owner* owner) : database_{database}, owner_{owner} {
    database.execute("CREATE TEMP TABLE IF NOT EXISTS named (key INTEGER PRIMARY KEY); DELETE FROM temp.named");
  }

  Posts find(const Removal& removal) {
    posts_.clear();
    if (owner_ == nullptr) return {};
    if (!removal.post_id.empty()) {
      add_post(removal.post_id);
    } else if (!removal.perma_link.empty()) {
      add(kByLink, removal.perma_link);
      add(kBySharedLink, removal.perma_link);
    } else {
      for (const std::string& link : removal.source_links) add_source(link);
      if (!removal.source_id.empty()) add_author(removal.source_id);
    }
    return std::move(posts_);
  }

 private:
  void add(const Lookup& lookup, std::string_view value) {
    Statement find = database_.prepare("SELECT key, post_id, perma_link, impression_id FROM impressions WHERE " +
                                       std::string{lookup.condition});
    find.bind(value);
    while (find.step()) {
      const Use name = database_.use("INSERT OR IGNORE INTO temp.named VALUES (?)");
      name->bind(find.integer(0)).run();
      HexBuffer hex{};
      const PostName post{find.bytes(1), find.bytes(2), write_hex(hex, find.bytes(3))};
      posts_[id_of(owner_->secret, post)] |= lookup.is_named;
    }
  }

  void add_post(std::string_view post_id) {
    add(kById, post_id);
    add(kBySharedId, post_id);
  }

  // Not every impression of a post says who published it.
  void add_all(const Lookup& lookup, const char* ids_of, std::string_view value) {
    add(lookup, value);
    for (const std::string& id : column(ids_of, value)) add_post(id);
  }

  void add_source(std::string_view link) {
    add_all(kBySource, "SELECT DISTINCT post_id FROM impressions WHERE source_link = ? AND post_id IS NOT NULL", link);
    add(kBySharedSource, link);
  }

  // A number is in some of the markup alone; the addresses that stand beside it lead to the rest.
  void add_author(std::string_view source_id) {
    for (const std::string& link : column(
             "SELECT DISTINCT source_link FROM impressions WHERE source_id = ? AND source_link IS NOT NULL", source_id))
      add_source(link);
    add_all(kBySourceId, "SELECT DISTINCT post_id FROM impressions WHERE source_id = ? AND post_id IS NOT NULL",
            source_id);
  }

  std::vector<std::string> column(const char* sql, std::string_view value) {
    std::vector<std::string> values;
    const Use find = database_.use(sql);
    find->bind(value);
    while (find->step()) values.emplace_back(find->bytes(0));
    return values;
  }

  Database& database_;
  const Owner* owner_;
  Posts posts_;
};

bool names_post(const Removal& removal) { return !removal.post_id.empty() || !removal.perma_link.empty(); }

Id named_post(const Owner& owner, const Removal& removal) {
  return id_of(owner.secret, {removal.post_id, removal.perma_link, {}});
}

bool is_kept_out(Database& database, const Id& post) {
  const Use find = database.use("SELECT 1 FROM removals WHERE post = ? AND is_kept_out");
  find->bind(post);
  return find->step();
}

enum class Mode : std::uint8_t { count, mark };

Removed find_all(Inner& inner, std::span<const Removal> removals, Mode mode, Time now) {
  Database& database = inner.database;
  const Owner* owner = mode == Mode::mark ? &find_or_make_owner(inner) : find_owner(inner);
  Finder finder{database, owner};
  Removed counts;
  Posts gone;  // every post once, whoever names it
  for (const Removal& removal : removals) {
    const Posts posts = finder.find(removal);
    for (const auto& [id, is_named] : posts) gone[id] |= is_named;
    if (!posts.empty()) continue;
    if (!names_post(removal) || owner == nullptr) {
      ++counts.unknown;
      continue;
    }
    const Id id = named_post(*owner, removal);
    ++(is_kept_out(database, id) ? counts.already_removed : counts.unknown);
    if (mode == Mode::mark) note_removal(database, *owner, id, true, false, now);
  }
  for (const auto& [id, is_named] : gone) {
    ++(is_named ? counts.removed : counts.sharing);
    if (mode == Mode::mark) note_removal(database, *owner, id, is_named, true, now);
  }
  return counts;
}

}  // namespace

Result<Removed> remove_posts(Store& store, std::span<const Removal> removals, Time now) {
  return guarded([&] {
    Inner& inner = store.inner();
    Transaction transaction{inner.database};
    Removed removed = find_all(inner, removals, Mode::mark, now);
    transaction.commit();
    const bool is_anything = removed.removed + removed.sharing > 0;
    if (is_anything) removed.receipt = erase(inner, Selection::named(), false, now);
    inner.database.execute("DELETE FROM temp.named");
    return removed;
  });
}

Result<Removed> preview_removals(Store& store, std::span<const Removal> removals) {
  return guarded([&] {
    Transaction transaction{store.inner().database, Transaction::Kind::read};
    return find_all(store.inner(), removals, Mode::count, {});
  });
}

Result<bool> forget_removal(Store& store, const Removal& post) {
  return guarded([&] {
    Inner& inner = store.inner();
    Transaction transaction{inner.database};
    const Owner* owner = find_owner(inner);
    if (owner == nullptr) return false;
    const Id id = named_post(*owner, post);
    const Use forget = inner.database.use("DELETE FROM removals WHERE post = ? AND is_kept_out");
    const bool was_kept_out = forget->bind(id).run() > 0;
    transaction.commit();
    return was_kept_out;
  });
}

Result<std::int64_t> forget_removals(Store& store) {
  return guarded([&] { return store.inner().database.prepare("DELETE FROM removals WHERE is_kept_out").run(); });
}

Result<RemovalCounts> count_removals(Store& store) {
  return guarded([&] {
    Statement count = store.inner().database.prepare("SELECT sum(is_kept_out), sum(refused) FROM removals");
    count.step();
    return RemovalCounts{count.integer(0), count.integer(1)};
  });
}

}  // namespace feedwitness::store
