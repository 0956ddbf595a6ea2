#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace feedwitness::tests {

// The store's database as a stranger would open it: with SQLite alone.
class RawDatabase {
 public:
  explicit RawDatabase(const std::filesystem::path& folder) {
    if (sqlite3_open((folder / "feedwitness.db").c_str(), &handle_) != SQLITE_OK) throw std::runtime_error{"open"};
    sqlite3_busy_timeout(handle_, 5000);
  }
  ~RawDatabase() { sqlite3_close(handle_); }
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;

  void execute(const std::string& sql) const {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error{sqlite3_errmsg(handle_)};
    }
  }

  // The first column of every row, as text; NULL is "NULL".
  std::vector<std::string> column(const std::string& sql) const {
    std::vector<std::string> values;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::runtime_error{sqlite3_errmsg(handle_)};
    }
    while (sqlite3_step(statement) == SQLITE_ROW) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
      values.emplace_back(text == nullptr ? "NULL" : text);
    }
    sqlite3_finalize(statement);
    return values;
  }

  std::int64_t integer(const std::string& sql) const {
    const auto values = column(sql);
    return values.empty() || values[0] == "NULL" ? 0 : std::stoll(values[0]);
  }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace feedwitness::tests
