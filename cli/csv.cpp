#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"

namespace feedwitness::cli {
namespace {

struct Options {
  std::string paging;
  std::string search;
  std::string format;
  std::string file;
  bool with_legacy_ids = false;
};

Result<void> csv(const Options& options, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  views::Parameters parameters;
  if (!options.paging.empty()) parameters["paging"] = options.paging;
  if (!options.search.empty()) parameters["search"] = options.search;
  if (!options.format.empty()) parameters["format"] = options.format;
  if (options.with_legacy_ids) parameters["legacyIds"] = "true";
  return write_view(world, *store, "fbtrex/csv", parameters, options.file);
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command
      .add_option("PAGING", options->paging, "How many impressions, or how many after skipping some: 1000 or 1000-50")
      ->type_name("");
  command.add_option("--search", options->search, "Only those whose text holds these words")->type_name("WORDS");
  command.add_option("--format", options->format, "rfc4180 unless given; v1: as in 2019; doc: as documented then")
      ->type_name("NAME");
  command.add_flag("--legacy-ids", options->with_legacy_ids,
                   "With the semanticId of the former service, to join old data");
  command.add_option("-o,--output", options->file, "Into this file instead of stdout")->type_name("FILE");
  return [options](World& world) { return csv(*options, world); };
}

}  // namespace

const Command kCsv{kSee, "csv", "The same as a table for a spreadsheet",
                   "The columns are in docs/fbtrex.md; an empty cell is unknown, not zero.\n\n"
                   "Examples:\n"
                   "  feedwitness csv 1000-0 > out.csv\n"
                   "  feedwitness csv 100000 -o feed.csv",
                   prepare};

}  // namespace feedwitness::cli
