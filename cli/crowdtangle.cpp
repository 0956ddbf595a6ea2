#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/crowdtangle_score.h"
#include "cli/files.h"

namespace feedwitness::cli {
namespace {

Result<void> score(World& world) {
  const auto document = read_input("-");
  if (!document) return document.error();
  const auto lines = scores_of(*document);
  if (!lines) return lines.error();
  world.out.stream << *lines;
  return {};
}

Run prepare(CLI::App& command) {
  command.add_subcommand("score",
                         "Read numbers and benchmarks as JSON on standard input, print the score of each post");
  command.require_subcommand(1);
  return [](World& world) { return score(world); };
}

}  // namespace

const Command kCrowdtangle{kSee, "crowdtangle", "Posts against their own account's past, as CrowdTangle's tables",
                           "The columns, the benchmarks and the formula are in docs/crowdtangle.md.\n\n"
                           "Examples:\n"
                           "  feedwitness crowdtangle score < posts.json",
                           prepare};

}  // namespace feedwitness::cli
