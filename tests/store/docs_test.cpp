// docs/store.md is what people read who open the database with other tools, so it has to name what is there.
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

namespace {

using Columns = std::vector<std::string>;  // "name TYPE"

// "| name | TYPE | what it holds |" under "### table"
std::map<std::string, Columns> documented_tables() {
  std::map<std::string, Columns> tables;
  std::ifstream page(FEEDWITNESS_SOURCE_DIR "/docs/store.md");
  std::string table;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("#")) table = line.starts_with("### ") ? line.substr(4) : "";
    if (table.empty() || !line.starts_with("| ") || line.starts_with("| column") || line.starts_with("| ---")) continue;
    const std::size_t name_end = line.find(" |");
    const std::size_t type_end = line.find(" |", name_end + 2);
    std::string type = line.substr(name_end + 2, type_end - name_end - 2);
    tables[table].push_back(line.substr(2, name_end - 2) + type);
  }
  return tables;
}

std::map<std::string, Columns> tables_of(const feedwitness::tests::RawDatabase& database) {
  std::map<std::string, Columns> tables;
  for (const std::string& table : database.column("SELECT name FROM pragma_table_list WHERE schema = 'main' AND "
                                                  "type <> 'shadow' AND name NOT LIKE 'sqlite_%'")) {
    tables[table] = database.column("SELECT rtrim(name || ' ' || type) FROM pragma_table_info('" + table + "')");
  }
  return tables;
}

}  // namespace

TEST_CASE("docs/store.md names every table and every column of the schema, in its order") {
  const feedwitness::tests::TemporaryFolder folder;
  REQUIRE(feedwitness::store::Store::open(folder.path()));

  const auto documented = documented_tables();
  const auto actual = tables_of(feedwitness::tests::RawDatabase{folder.path()});

  for (const auto& [table, columns] : actual) {
    CAPTURE(table);
    REQUIRE(documented.contains(table));
    CHECK(documented.at(table) == columns);
  }
  CHECK(documented.size() == actual.size());
}
