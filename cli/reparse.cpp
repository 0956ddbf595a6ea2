#include <memory>
#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "intake/intake.h"

namespace feedwitness::cli {
namespace {

struct Options {
  bool dry_run = false;
  bool as_json = false;
};

void print_json(World& world, const intake::Reparse& reparse, bool dry_run) {
  std::string text;
  JsonObject object(text);
  object.boolean("dryRun", dry_run);
  object.number("read", reparse.read);
  object.number("changed", reparse.changed);
  object.number("withdrawn", reparse.withdrawn);
  object.number("unreadable", reparse.unreadable);
  JsonObject fields(object.member("fields"));
  for (const auto& [field, count] : reparse.fields) fields.number(field, count);
  fields.close();
  object.close();
  world.out.stream << text << '\n';
}

void print_text(World& world, const intake::Reparse& reparse, bool dry_run) {
  std::ostream& out = world.out.stream;
  out << reparse.read << " impressions read again, " << reparse.changed << (dry_run ? " would change" : " changed")
      << '\n';
  if (reparse.withdrawn > 0) {
    out << reparse.withdrawn << " no longer found public: their content "
        << (dry_run ? "would be removed\n" : "was removed\n");
  }
  if (reparse.unreadable > 0) out << reparse.unreadable << " can no longer be read, and stay as they are\n";
  if (reparse.fields.empty()) return;
  Table table({{"field", false, 30}, {"impressions", true, 11}});
  for (const auto& [field, count] : reparse.fields) table.add({field, std::to_string(count)});
  out << '\n';
  table.print(out, world.out.columns);
}

Result<void> reparse(const Options& options, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  Progress progress(world.err, "reading again");
  const auto result =
      intake::reparse(*store, options.dry_run, [&](std::int64_t done, std::int64_t all) { progress.show(done, all); });
  progress.clear();
  if (!result) return result.error();
  options.as_json ? print_json(world, *result, options.dry_run) : print_text(world, *result, options.dry_run);
  return {};
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_flag("--dry-run", options->dry_run, "Only say what would change");
  command.add_flag("--json", options->as_json, "For programs");
  return [options](World& world) { return reparse(*options, world); };
}

}  // namespace

const Command kReparse{kKeep, "reparse", "Read all kept markup again with today's parser",
                       "Examples:\n"
                       "  feedwitness reparse --dry-run\n"
                       "  feedwitness reparse",
                       prepare};

}  // namespace feedwitness::cli
