#include "store/maintenance.h"

#include <mutex>
#include <string>

#include "store/dictionary.h"
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

// While this lives, another process that holds the store is not waited for: it is tried again at the next idle().
class Hurry {
 public:
  explicit Hurry(Database& database) : database_{database} { sqlite3_busy_timeout(database_.handle(), 100); }
  ~Hurry() { sqlite3_busy_timeout(database_.handle(), kBusyTimeout); }
  Hurry(const Hurry&) = delete;
  Hurry& operator=(const Hurry&) = delete;

 private:
  Database& database_;
};

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

// SQLite's VACUUM. It needs as much room again as the store has, which is taken beside it and not in /tmp. false when
// there is not enough, or another process does not let go of the store.
bool rewrite_file(Inner& inner) {
  static std::mutex one_at_a_time;  // the folder for temporary files is one for the whole process
  const std::lock_guard lock{one_at_a_time};
  std::string folder = inner.folder.string();
  for (std::size_t quote = folder.find('\''); quote != std::string::npos; quote = folder.find('\'', quote + 2)) {
    folder.insert(quote, 1, '\'');
  }
  Database& database = inner.database;
  database.execute(("PRAGMA temp_store_directory = '" + folder + "'; PRAGMA temp_store = FILE").c_str());
  const int code = sqlite3_exec(database.handle(), "VACUUM", nullptr, nullptr, nullptr);
  database.execute("PRAGMA temp_store = MEMORY; PRAGMA temp_store_directory = ''");
  if ((code & 0xFF) == SQLITE_CORRUPT) fail(database.handle(), code);
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

void erase_traces(Inner& inner, Rewrite rewrite) {
  Database& database = inner.database;
  train_if_due(inner);
  while (replace_retired(inner)) {
  }
  database.execute("INSERT INTO search (search) VALUES ('optimize')");
  const bool is_rewritten = rewrite == Rewrite::no || rewrite_file(inner);
  if (empty_log(database) && is_rewritten) database.execute("UPDATE upkeep SET value = 0 WHERE name = 'erase'");
}

Result<bool> Store::idle() {
  return guarded([&] {
    Inner& inner = *inner_;
    if (replace_retired(inner) || index_some(inner.database, kIndexStep) || train_if_due(inner)) return true;
    if (erasure_is_due(inner.database)) {
      const Hurry hurry{inner.database};
      erase_traces(inner, inner.was_rewritten ? Rewrite::no : Rewrite::yes);
      inner.was_rewritten = true;
    }
    check_in(inner.database);
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
