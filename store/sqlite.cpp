#include "store/sqlite.h"

#include <string>

#include "store/failure.h"

namespace feedwitness::store {
namespace {

Error error_of(sqlite3* database, int code) {
  const char* name = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
  const std::string file = name == nullptr ? "the store" : name;
  const std::string reason = database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::store_busy, "another program is writing to " + file + "; try again in a moment"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::store_damaged, file + " is not a sound feedwitness store (" + reason +
                                            "). Nothing was changed. Restore it from a backup, or move the file away "
                                            "to begin a new store; `sqlite3 FILE .recover` may read what is left"};
    case SQLITE_FULL: return {ErrorCode::io_error, "the disk is full: " + file + " cannot grow"};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return {ErrorCode::io_error, "cannot read or write " + file + ": " + reason};
    default: return {ErrorCode::internal, "the store failed: " + reason};
  }
}

sqlite3* open_file(const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code != SQLITE_OK) {
    const Error error = error_of(handle, code);
    sqlite3_close_v2(handle);
    throw Failure{error};
  }
  sqlite3_busy_timeout(handle, kBusyTimeout);
  return handle;
}

}  // namespace

void fail(sqlite3* database, int code) { throw Failure{error_of(database, code)}; }

Statement::Statement(sqlite3* database, std::string_view sql, bool is_kept) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()),
                                      is_kept ? SQLITE_PREPARE_PERSISTENT : 0U, &statement, nullptr);
  if (code != SQLITE_OK) fail(database, code);
  statement_.reset(statement);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) fail(sqlite3_db_handle(statement_.get()), code);
}

void Statement::bind_at(int index, std::int64_t value) { check(sqlite3_bind_int64(statement_.get(), index, value)); }

void Statement::bind_at(int index, double value) { check(sqlite3_bind_double(statement_.get(), index, value)); }

void Statement::bind_at(int index, std::string_view text) {
  if (text.empty()) {
    bind_at(index, std::nullopt);
  } else {
    check(sqlite3_bind_text64(statement_.get(), index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
}

void Statement::bind_at(int index, Blob blob) {
  check(sqlite3_bind_blob64(statement_.get(), index, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC));
}

void Statement::bind_at(int index, const identity::Id& id) {
  check(sqlite3_bind_blob64(statement_.get(), index, id.data(), id.size(), SQLITE_STATIC));
}

void Statement::bind_at(int index, std::nullopt_t) { check(sqlite3_bind_null(statement_.get(), index)); }

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(sqlite3_db_handle(statement_.get()), code);
}

std::int64_t Statement::run() {
  while (step()) {
  }
  const std::int64_t changed = sqlite3_changes64(sqlite3_db_handle(statement_.get()));
  reset();
  return changed;
}

// The answer of sqlite3_reset is the error that step() has thrown already.
void Statement::reset() { sqlite3_reset(statement_.get()); }

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

std::optional<Time> Statement::optional_time(int column) const {
  return is_null(column) ? std::nullopt : std::optional{time(column)};
}

std::string_view Statement::bytes(int column) const {
  // sqlite3_column_blob gives a text as it is, too, and never converts.
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

Database::Database(const std::filesystem::path& file) : file_{file}, handle_{open_file(file)} {}

Use Database::use(std::string_view sql) {
  auto found = kept_.find(sql.data());
  if (found == kept_.end()) found = kept_.emplace(sql.data(), Statement{handle_.get(), sql, true}).first;
  return Use{found->second};
}

void Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(handle_.get(), code);
}

std::int64_t Database::integer(std::string_view sql) {
  Statement statement = prepare(sql);
  return statement.step() ? statement.integer(0) : 0;
}

Transaction::Transaction(Database& database, Kind kind) : database_{database} {
  database_.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  // A failure here has nobody to hear it, and SQLite rolls back by itself when it cannot go on.
  if (is_open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.execute("COMMIT");
  is_open_ = false;
}

}  // namespace feedwitness::store
