#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"

namespace feedwitness::cli {
namespace {

struct Options {
  views::Parameters parameters;
  bool as_json = false;
  std::string file;
};

Result<void> feed(const Options& options, World& world) {
  views::Parameters parameters;
  for (const auto& [name, value] : options.parameters) {
    if (!value.empty()) parameters.emplace(name, value);
  }
  const bool is_page = parameters.contains("amount") || parameters.contains("label");
  parameters["complete"] = is_page ? "false" : "true";
  parameters["format"] = options.as_json ? "as2" : "atom";
  auto store = open_store(world);
  if (!store) return store.error();
  return write_view(world, *store, "activity/feed", parameters, options.file);
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  const auto add = [&](const char* option, const char* parameter, const char* shape, const char* help) {
    command.add_option(option, options->parameters[parameter], help)->type_name(shape);
  };
  add("--source", "source", "LINK", "Only what this page, group or person published");
  add("--nature", "nature", "WORD", "Only organic, sponsored or unknown");
  add("--label", "label", "WORD", "Only posts about this: #ferry, a site, a publisher, a word; a page of them");
  add("--amount", "amount", "N", "The newest so many, instead of all");
  command.add_flag("--json", options->as_json, "As Activity Streams 2.0 instead of Atom");
  command.add_option("-o,--output", options->file, "Into this file instead of stdout")->type_name("FILE");
  return [options](World& world) { return feed(*options, world); };
}

}  // namespace

const Command kFeed{kSee, "feed", "The public posts as a feed, with those that were removed",
                    "Atom with Activity Streams; its elements, and how to subscribe to it, are in docs/activity.md.\n\n"
                    "Examples:\n"
                    "  feedwitness feed -o feed.atom\n"
                    "  feedwitness feed --nature sponsored --amount 20\n"
                    "  feedwitness feed --json",
                    prepare};

}  // namespace feedwitness::cli
