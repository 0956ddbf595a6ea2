#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/table.h"

namespace feedwitness::cli {
namespace {

std::string json_of(const store::HealthDay& day) {
  std::string text;
  JsonObject object(text);
  object.text("day", day.day);
  object.text("era", name_of(day.health.era));
  object.number("parserVersion", day.parser_version);
  object.number("seen", day.health.seen);
  object.number("understood", day.health.understood);
  object.number("partly", day.health.partly);
  object.number("unknown", day.health.unknown);
  object.number("unknownAudience", day.health.unknown_audience);
  object.close();
  return text;
}

Result<void> health(bool as_json, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  const auto days = store->health();
  if (!days) return days.error();
  if (as_json) {
    std::string_view before = "[\n";
    for (const store::HealthDay& day : *days) world.out.stream << std::exchange(before, ",\n") << json_of(day);
    world.out.stream << (days->empty() ? "[]\n" : "\n]\n");
    return {};
  }
  Table table({{"day", false, 10},
               {"markup", false, 8},
               {"parser", true, 6},
               {"seen", true, 8},
               {"understood", true, 10},
               {"partly", true, 8},
               {"unknown", true, 8},
               {"no audience", true, 11}});
  for (const auto& [day, health, parser_version] : *days) {
    table.add({day, std::string(name_of(health.era)), std::to_string(parser_version), std::to_string(health.seen),
               std::to_string(health.understood), std::to_string(health.partly), std::to_string(health.unknown),
               std::to_string(health.unknown_audience)});
  }
  table.print(world.out.stream, world.out.columns);
  return {};
}

Run prepare(CLI::App& command) {
  const auto as_json = std::make_shared<bool>(false);
  command.add_flag("--json", *as_json, "For programs, as one JSON array");
  return [as_json](World& world) { return health(*as_json, world); };
}

}  // namespace

const Command kHealth{
    kKeep, "health", "How well posts were read, day by day: the alarm when the site changes its markup",
    "Days are those of UTC. When `unknown` or `no audience` grows from one day to the next, the site has\n"
    "changed; update feedwitness, then run feedwitness reparse.\n\n"
    "Example:\n"
    "  feedwitness health",
    prepare};

}  // namespace feedwitness::cli
