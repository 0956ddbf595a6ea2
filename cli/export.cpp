#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"

namespace feedwitness::cli {
namespace {

struct Options {
  std::string file;
  bool with_html = false;
  bool as_json = false;
  bool with_legacy_ids = false;
};

Result<void> export_all(const Options& options, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  views::Parameters parameters{{"html", options.with_html ? "true" : "false"}};
  if (options.as_json) parameters["format"] = "json";
  if (options.with_legacy_ids) parameters["legacyIds"] = "true";
  return write_view(world, *store, "fbtrex/exporter", parameters, options.file);
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("-o,--output", options->file, "Into this file instead of stdout")->type_name("FILE");
  command.add_flag("--html", options->with_html, "With the captured markup of each public impression");
  command.add_flag("--legacy-ids", options->with_legacy_ids,
                   "With the semanticId of the former service, to join old data");
  command.add_flag("--json", options->as_json, "One JSON document instead of JSON Lines");
  return [options](World& world) { return export_all(*options, world); };
}

}  // namespace

const Command kExport{kSee, "export", "Everything that is yours, as one file",
                      "The lines and their fields are in docs/fbtrex.md. Neither key nor token is in it.\n\n"
                      "Examples:\n"
                      "  feedwitness export -o my-feed.jsonl\n"
                      "  feedwitness export --html --json -o my-feed.json",
                      prepare};

}  // namespace feedwitness::cli
