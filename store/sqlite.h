#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

#include <sqlite3.h>

#include "base/time.h"
#include "identity/identity.h"

// SQLite's C interface with owners. Every failure is thrown as a Failure.
namespace feedwitness::store {

// How long another writer is waited for, in milliseconds.
inline constexpr int kBusyTimeout = 10'000;

// The bytes of a BLOB.
struct Blob {
  std::string_view bytes;
};

constexpr std::int64_t to_integer(Time time) { return time.time_since_epoch().count(); }
constexpr Time to_time(std::int64_t milliseconds) { return Time{std::chrono::milliseconds{milliseconds}}; }

// A prepared statement. Parameters are bound without a copy: what they point to must stay until the statement is reset.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql, bool is_kept = false);

  // Binds the parameters ?1, ?2 ... from the first one on.
  template <typename... Values>
  Statement& bind(const Values&... values) {
    int index = 0;
    (bind_at(++index, values), ...);
    return *this;
  }

  void bind_at(int index, std::int64_t value);
  void bind_at(int index, int value) { bind_at(index, std::int64_t{value}); }
  void bind_at(int index, bool value) { bind_at(index, std::int64_t{value}); }
  void bind_at(int index, double value);
  void bind_at(int index, Time value) { bind_at(index, to_integer(value)); }
  void bind_at(int index, std::string_view text);  // NULL when empty: nothing known
  void bind_at(int index, const char* text) { bind_at(index, std::string_view{text}); }
  void bind_at(int index, Blob blob);
  void bind_at(int index, const identity::Id& id);
  void bind_at(int index, std::nullopt_t);
  template <typename Value>
  void bind_at(int index, const std::optional<Value>& value) {
    if (value) {
      bind_at(index, *value);
    } else {
      bind_at(index, std::nullopt);
    }
  }

  // Whether there is a (next) row.
  bool step();
  // Steps to the end and resets; the number of rows that were changed.
  std::int64_t run();
  void reset();

  bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  double real(int column) const { return sqlite3_column_double(statement_.get(), column); }
  Time time(int column) const { return to_time(integer(column)); }
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<Time> optional_time(int column) const;
  // The bytes of a text or a blob, as they lie in the database's page; until the next step.
  std::string_view bytes(int column) const;
  sqlite3_stmt* handle() const { return statement_.get(); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void check(int code) const;

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// A kept statement in use: reset at the end of its scope, so that it holds no lock and no pointer.
class Use {
 public:
  explicit Use(Statement& statement) : statement_{&statement} {}
  ~Use() { statement_->reset(); }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

  Statement* operator->() const { return statement_; }
  Statement& operator*() const { return *statement_; }

 private:
  Statement* statement_;
};

// One connection to one file. Belongs to one thread.
class Database {
 public:
  explicit Database(const std::filesystem::path& file);

  // A statement prepared at its first use and kept. `sql` is a literal: it is known by its address.
  Use use(std::string_view sql);
  Statement prepare(std::string_view sql) { return {handle_.get(), sql}; }
  void execute(const char* sql);
  std::int64_t integer(std::string_view sql);  // the first column of the first row; 0 without a row
  std::int64_t last_key() const { return sqlite3_last_insert_rowid(handle_.get()); }
  sqlite3* handle() const { return handle_.get(); }
  const std::filesystem::path& file() const { return file_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };

  std::filesystem::path file_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<const char*, Statement> kept_;
};

// A transaction, rolled back unless committed. An immediate one has the right to write from its beginning, so that it
// waits for another writer there and nowhere later.
class Transaction {
 public:
  enum class Kind : std::uint8_t { read, write };

  explicit Transaction(Database& database, Kind kind = Kind::write);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

// Throws the Failure for a result code of SQLite that is not a success.
[[noreturn]] void fail(sqlite3* database, int code);

}  // namespace feedwitness::store
