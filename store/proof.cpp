#include "store/proof.h"

#include <string>
#include <utility>
#include <vector>

#include "store/maintenance.h"
#include "store/raw_bytes.h"
#include "store/scan.h"

namespace feedwitness::store {
namespace {

void search_files(Inner& inner, ByteScan& scan) {
  const std::size_t overlap = scan.longest() == 0 ? 0 : scan.longest() - 1;
  for (const auto& file : files_of(inner)) {
    read_raw(inner, file, overlap, [&scan](std::string_view piece) { scan.search(piece); });
  }
}

// ---- What rows that stay hold as well

void search_table(Database& database, const std::string& table, ByteScan& scan) {
  Statement read = database.prepare("SELECT * FROM " + table);
  const int columns = sqlite3_column_count(read.handle());
  while (read.step()) {
    for (int column = 0; column < columns; ++column) {
      const int type = sqlite3_column_type(read.handle(), column);
      if (type == SQLITE_TEXT || type == SQLITE_BLOB) scan.search(read.bytes(column));
    }
  }
}

// Every table by its rows; the search index by its words.
void search_rows(Database& database, ByteScan& scan) {
  database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, search, row)");
  std::vector<std::string> tables{"temp.vocabulary"};
  {
    const Use list = database.use("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'");
    while (list->step()) tables.emplace_back(list->bytes(0));
  }
  for (const std::string& table : tables) search_table(database, table, scan);
}

struct Traces {
  std::int64_t looked_for = 0;
  std::int64_t found = 0;
};

// Strings that rows which stay hold as well prove nothing, found or not: only what is found is checked for that.
Traces look_for_traces(Inner& inner, const std::vector<std::string>& strings) {
  ByteScan files{strings};
  search_files(inner, files);
  const auto in_files = static_cast<std::int64_t>(files.found().size());
  if (in_files == 0) return {static_cast<std::int64_t>(strings.size()), 0};
  ByteScan rows{files.found()};
  search_rows(inner.database, rows);
  const auto held = static_cast<std::int64_t>(rows.found().size());
  return {static_cast<std::int64_t>(strings.size()) - held, in_files - held};
}

}  // namespace

void prove(Inner& inner, const Sample& sample, Rewrite rewrite, Receipt& receipt) {
  erase_traces(inner, rewrite);
  Traces traces = look_for_traces(inner, sample.strings());
  if (traces.found > 0 && rewrite == Rewrite::no) {
    erase_traces(inner, Rewrite::yes);
    traces = look_for_traces(inner, sample.strings());
  }
  receipt.sampled = traces.looked_for;
  receipt.found = traces.found;
  for (const auto& file : files_of(inner)) receipt.scanned.push_back(file.filename().string());
}

}  // namespace feedwitness::store
