#include "store/removal_rows.h"

#include "store/post_name.h"
#include "store/row_reader.h"

namespace feedwitness::store {
namespace {

bool is_shown_elsewhere(Database& database, std::int64_t impression) {
  const Use find = database.use(
      "SELECT 1 FROM impressions AS gone JOIN impressions AS other ON other.post_id = gone.post_id WHERE gone.key = ?1 "
      "AND other.key <> ?1 UNION ALL SELECT 1 FROM impressions AS gone JOIN impressions AS other ON other.perma_link = "
      "gone.perma_link WHERE gone.key = ?1 AND other.key <> ?1 AND gone.post_id IS NULL AND other.post_id IS NULL "
      "LIMIT 1");
  find->bind(impression);
  return find->step();
}

}  // namespace

void note_removal(Database& database, const Owner& owner, const identity::Id& post, bool is_kept_out, bool was_here,
                  Time time) {
  if (was_here) {
    const Use forget = database.use("DELETE FROM removals WHERE post = ?");
    forget->bind(post).run();
  }
  const Use insert = database.use(
      "INSERT INTO removals (supporter, post, time, is_kept_out, was_here, newest_impression) VALUES (?, ?, ?, ?, ?, "
      "(SELECT coalesce(max(key), 0) FROM impressions)) ON CONFLICT (post) DO UPDATE SET is_kept_out = 1");
  insert->bind(owner.key, post, time, is_kept_out, was_here).run();
}

void note_withdrawal(Inner& inner, std::int64_t impression, Time time) {
  const Owner* owner = find_owner(inner);
  if (owner == nullptr || is_shown_elsewhere(inner.database, impression)) return;
  const Use find =
      inner.database.use("SELECT post_id, perma_link, impression_id FROM impressions WHERE key = ? AND is_public");
  find->bind(impression);
  if (!find->step()) return;
  HexBuffer hex{};
  const PostName post{find->bytes(0), find->bytes(1), write_hex(hex, find->bytes(2))};
  note_removal(inner.database, *owner, id_of(owner->secret, post), false, true, time);
}

}  // namespace feedwitness::store
