#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "base/time.h"
#include "cli/commands.h"
#include "cli/moments.h"
#include "cli/output.h"
#include "cli/table.h"

namespace feedwitness::cli {
namespace {

namespace json = boost::json;

struct Options {
  std::string paging = "20-0";
  std::string search;
  bool as_json = false;
};

std::string text_at(const json::object& row, std::string_view key) {
  const json::value* value = row.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

// Unknown stays empty: it is not zero.
std::string number_at(const json::object& row, std::string_view key) {
  const json::value* value = row.if_contains(key);
  return value != nullptr && value->is_int64() ? std::to_string(value->get_int64()) : std::string();
}

std::string first_text(const json::object& row) {
  const json::value* texts = row.if_contains("texts");
  if (texts == nullptr || !texts->is_array() || texts->get_array().empty()) return {};
  const json::value& first = texts->get_array().front();
  return first.is_string() ? std::string(first.get_string()) : std::string();
}

// A narrow screen keeps the text and gives up the smaller counts.
constexpr int kWide = 110;

std::vector<Table::Column> columns_for(int screen_columns) {
  std::vector<Table::Column> columns{{"seen", false, 16},   {"#", true, 6}, {"nature", false, 9},
                                     {"source", false, 22}, {"text"},       {"reactions", true, 9}};
  if (screen_columns >= kWide) columns.insert(columns.end(), {{"comments", true, 8}, {"shares", true, 8}});
  return columns;
}

std::vector<std::string> cells_of(const json::object& row, std::size_t columns) {
  const auto time = parse_time(text_at(row, "impressionTime"));
  std::vector<std::string> cells{time ? local_text(*time) : "",
                                 number_at(row, "impressionOrder"),
                                 text_at(row, "nature"),
                                 text_at(row, "source"),
                                 first_text(row),
                                 number_at(row, "reactions"),
                                 number_at(row, "comments"),
                                 number_at(row, "shares")};
  cells.resize(columns);
  return cells;
}

Result<void> print_table(store::Store& store, const views::Parameters& parameters, World& world) {
  const auto columns = columns_for(world.out.columns);
  Table table(columns);
  std::int64_t rows = 0;
  auto done = views::ask(*views::find("fbtrex/summary"), store, parameters, world.now(), [&](std::string_view row) {
    table.add(cells_of(json::parse(json::string_view(row.data(), row.size())).as_object(), columns.size()));
    ++rows;
    return true;
  });
  if (!done) return done;
  if (rows > 0) table.print(world.out.stream, world.out.columns);

  store::ImpressionQuery query;
  if (const auto search = parameters.find("search"); search != parameters.end()) query.search = search->second;
  const auto all = store.count(query);
  if (!all) return all.error();
  world.out.stream << (rows > 0 ? "\n" : "") << rows << " of " << *all << " public impressions, the newest first\n";
  return {};
}

Result<void> summary(const Options& options, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  views::Parameters parameters{{"paging", options.paging}};
  if (!options.search.empty()) parameters["search"] = options.search;
  return options.as_json ? write_view(world, *store, "fbtrex/summary", parameters, {})
                         : print_table(*store, parameters, world);
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("PAGING", options->paging, "How many impressions, or how many after skipping some: 200 or 200-50")
      ->type_name("")
      ->capture_default_str();
  command.add_option("--search", options->search, "Only those whose text holds these words")->type_name("WORDS");
  command.add_flag("--json", options->as_json, "Every field, as one JSON array");
  return [options](World& world) { return summary(*options, world); };
}

}  // namespace

const Command kSummary{kSee, "summary", "Show what the feed showed, the newest first",
                       "Examples:\n"
                       "  feedwitness summary\n"
                       "  feedwitness summary 50 --search 'ferry timetable'\n"
                       "  feedwitness summary 1000-0 --json | jq '.[] | select(.nature == \"sponsored\") | .source'",
                       prepare};

}  // namespace feedwitness::cli
