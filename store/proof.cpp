#include "store/proof.h"

#include <algorithm>
#include <string>
#include <vector>

#include "store/columns.h"
#include "store/key_file.h"
#include "store/maintenance.h"
#include "store/scan.h"
#include "store/search.h"

namespace feedwitness::store {
namespace {

std::vector<std::filesystem::path> files_of(const Inner& inner) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{inner.folder}) {
    if (entry.is_regular_file() && entry.path() != key_file(inner.folder)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Which of the strings are in the files.
std::vector<std::string> scan(const std::vector<std::filesystem::path>& files,
                              const std::vector<std::string>& strings) {
  ByteScan scan{strings};
  for (const auto& file : files) scan.read(file);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < strings.size(); ++i) {
    if (scan.found()[i]) found.push_back(strings[i]);
  }
  return found;
}

// ---- What rows that stay hold as well
// --------------------------------------------------------------------------------

struct Conditions {
  void id(std::string_view name, std::string_view /*hex*/) { add(name); }
  template <typename Value>
  void value(std::string_view /*name*/, const Value& /*value*/) {}
  void value(std::string_view name, const std::string_view& /*text*/) { add(name); }
  template <typename Value>
  void pair(std::string_view /*name*/, std::string_view /*second*/, const Value& /*value*/) {}
  void add(std::string_view name) {
    if (!any.empty()) any += " OR ";
    any += "instr(CAST(" + std::string{name} + " AS BLOB), ?1)";
  }

  std::string any;
};

std::string any_column() {
  Conditions conditions;
  const ImpressionRow row;
  each_content_column(row, conditions);
  return conditions.any;
}

bool is_any(Database& database, const std::string& sql, const std::string& string) {
  Statement statement = database.prepare(sql);
  statement.bind(Blob{string});
  return statement.step();
}

bool is_in_columns(Database& database, const std::string& string) {
  static const std::string kImpressions = "SELECT 1 FROM impressions WHERE " + any_column() + " LIMIT 1";
  return is_any(database, kImpressions, string) ||
         is_any(database,
                "SELECT 1 FROM timelines WHERE instr(CAST(pseudonym AS BLOB), ?1) OR instr(CAST(location AS BLOB), ?1) "
                "OR instr(timeline_id, ?1) LIMIT 1",
                string) ||
         is_any(database, "SELECT 1 FROM html WHERE instr(content, ?1) OR instr(CAST(rendered AS BLOB), ?1) LIMIT 1",
                string) ||
         is_any(database, "SELECT 1 FROM dictionaries WHERE instr(content, ?1) LIMIT 1", string);
}

// The search index holds the words of rows that stay: in small letters, without accents.
bool is_in_vocabulary(Database& database, const std::string& string) {
  database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, search, row)");
  return is_any(database, "SELECT 1 FROM temp.vocabulary WHERE instr(CAST(term AS BLOB), ?1) LIMIT 1", string);
}

bool is_held_by_others(Database& database, const std::string& string) {
  return is_in_columns(database, string) || is_in_vocabulary(database, string);
}

}  // namespace

void prove(Inner& inner, const Sample& sample, Receipt& receipt) {
  finish_erasure(inner);
  const auto files = files_of(inner);
  for (const auto& file : files) receipt.scanned.push_back(file.filename().string());
  const auto found = scan(files, sample.strings());
  const auto held = std::count_if(found.begin(), found.end(),
                                  [&](const std::string& string) { return is_held_by_others(inner.database, string); });
  receipt.sampled = static_cast<std::int64_t>(sample.strings().size()) - held;
  receipt.found = static_cast<std::int64_t>(found.size()) - held;
}

}  // namespace feedwitness::store
