#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"

namespace feedwitness::cli {
namespace {

struct Options {
  bool is_new = false;
};

Result<void> print_token(const Options& options, World& world) {
  auto store = open_or_make_store(world);
  if (!store) return store.error();
  const auto supporter = options.is_new ? store->rotate_token() : store->supporter();
  if (!supporter) return supporter.error();
  world.out.stream << supporter->token << '\n';
  return {};
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_flag("--new", options->is_new, "Make another; the old one opens nothing any more");
  return [options](World& world) { return print_token(*options, world); };
}

}  // namespace

const Command kToken{kSee, "token", "Print the token that opens your data over HTTP",
                     "Whoever has it can read and delete what is yours while feedwitness serve runs.\n\n"
                     "Examples:\n"
                     "  TOKEN=$(feedwitness token)\n"
                     "  feedwitness token --new",
                     prepare};

}  // namespace feedwitness::cli
