#include "store/maintenance.h"

#include <string>

#include "store/failure.h"
#include "store/key_file.h"
#include "store/private_files.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/store.h"

namespace feedwitness::store {
namespace {

// So many impressions are indexed between two looks at whether a request waits: about 15 ms.
constexpr std::int64_t kIndexStep = 250;

bool erasure_is_due(Database& database) {
  return database.integer("SELECT value FROM upkeep WHERE name = 'erase'") != 0;
}

// Copies the log into the database as far as no reader stands in the way.
void check_in(Database& database) {
  const int code = sqlite3_wal_checkpoint_v2(database.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) fail(database.handle(), code);
}

// true: the log is empty.
bool empty_log(Database& database) {
  const int code = sqlite3_wal_checkpoint_v2(database.handle(), "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY) fail(database.handle(), code);
  return code == SQLITE_OK;
}

void check_sound(Database& database) {
  const Use check = database.use("PRAGMA quick_check(1)");
  if (check->step() && check->bytes(0) == "ok") return;
  throw Failure{{ErrorCode::store_damaged, database.file().string() +
                                               " is damaged. Stop all browsers, copy the folder away, and restore a "
                                               "backup; `sqlite3 FILE .recover` may read what is left"}};
}

void check_private(const std::filesystem::path& path, const std::string& mode) {
  if (!is_open_to_others(path)) return;
  throw Failure{{ErrorCode::check_failed,
                 path.string() + " can be read by others: run `chmod " + mode + " " + path.string() + "`"}};
}

}  // namespace

bool finish_erasure(Inner& inner) {
  Database& database = inner.database;
  database.execute("INSERT INTO search (search) VALUES ('optimize')");
  if (!empty_log(database)) return false;
  database.execute("UPDATE upkeep SET value = 0 WHERE name = 'erase'");
  return true;
}

Result<bool> Store::idle() {
  return guarded([&] {
    if (index_some(inner_->database, kIndexStep)) return true;
    if (erasure_is_due(inner_->database)) finish_erasure(*inner_);
    check_in(inner_->database);
    return false;
  });
}

Result<void> Store::check() {
  return guarded([&] {
    check_sound(inner_->database);
    find_owner(*inner_);  // throws when the key file is missing or another's
    check_private(inner_->folder, "700");
    for (const auto& entry : std::filesystem::directory_iterator{inner_->folder}) {
      if (entry.is_regular_file()) check_private(entry.path(), "600");
    }
  });
}

}  // namespace feedwitness::store
