#include <utility>

#include "store/failure.h"
#include "store/inner.h"
#include "store/key_file.h"

namespace feedwitness::store {
namespace {

identity::Id id_of(const identity::Secret& secret) {
  return identity::keyed_id(secret, identity::IdKind::supporter, {"supporter"});
}

[[noreturn]] void refuse_key(const Inner& inner, std::string_view reason) {
  throw Failure{
      {ErrorCode::store_damaged,
       key_file(inner.folder).string() + " " + std::string{reason} + ", but " + inner.database.file().string() +
           " holds data that was named with it. Restore the key file from a backup; without it the data can "
           "be read and exported, not added to, and `feedwitness delete-my-data` makes room for a new start"}};
}

// A key file without a supporter is what a crash leaves between its writing and the commit: it has named nothing yet.
Keys take_or_make_keys(Inner& inner) {
  if (auto keys = read_keys(inner.folder)) return *std::move(keys);
  Keys keys{identity::Secret::random(), identity::new_token()};
  write_keys(inner.folder, keys);
  return keys;
}

}  // namespace

const Owner* find_owner(Inner& inner) {
  const Use find = inner.database.use("SELECT key, supporter_id, pseudonym FROM supporters ORDER BY key LIMIT 1");
  if (!find->step()) {
    inner.known_owner.reset();
    return nullptr;
  }
  const std::string_view stored_id = find->bytes(1);
  const auto is_stored = [&](const identity::Id& id) {
    return stored_id == std::string_view{reinterpret_cast<const char*>(id.data()), id.size()};
  };
  if (inner.known_owner && is_stored(inner.known_owner->supporter_id)) {
    inner.known_owner->key = find->integer(0);
    return &*inner.known_owner;
  }
  const auto keys = read_keys(inner.folder);
  if (!keys) refuse_key(inner, "is missing");
  const identity::Id id = id_of(keys->secret);
  if (!is_stored(id)) refuse_key(inner, "is not the one");
  inner.known_owner = Owner{find->integer(0), id, std::string{find->bytes(2)}, keys->secret};
  return &*inner.known_owner;
}

const Owner& find_or_make_owner(Inner& inner) {
  if (const Owner* owner = find_owner(inner)) return *owner;
  const Keys keys = take_or_make_keys(inner);
  const identity::Id id = id_of(keys.secret);
  const std::string pseudonym = identity::pseudonym(keys.secret, identity::IdKind::supporter, "supporter", 0);
  const Use insert = inner.database.use("INSERT INTO supporters (supporter_id, pseudonym) VALUES (?, ?)");
  insert->bind(id, std::string_view{pseudonym}).run();
  inner.known_owner = Owner{inner.database.last_key(), id, pseudonym, keys.secret};
  return *inner.known_owner;
}

}  // namespace feedwitness::store
