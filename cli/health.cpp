#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/table.h"
#include "intake/attention.h"

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

std::string json_of(const std::vector<store::HealthDay>& days, const std::optional<std::string>& attention) {
  std::string text;
  JsonObject object(text);
  object.text_or_null("attention", attention.value_or(""));
  std::string& list = object.member("days");
  list += '[';
  std::string_view before = "\n";
  for (const store::HealthDay& day : days) (list += std::exchange(before, ",\n")) += json_of(day);
  list += ']';
  object.close();
  return text;
}

Result<void> health(bool as_json, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  const auto days = store->health();
  if (!days) return days.error();
  const auto attention = intake::attention(*days);
  if (as_json) {
    world.out.stream << json_of(*days, attention) << '\n';
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
  if (attention) world.out.stream << "\nneeds attention: " << *attention << '\n';
  return {};
}

Run prepare(CLI::App& command) {
  const auto as_json = std::make_shared<bool>(false);
  command.add_flag("--json", *as_json, "For programs: {attention, days}");
  return [as_json](World& world) { return health(*as_json, world); };
}

}  // namespace

const Command kHealth{
    kKeep, "health", "How well posts were read, day by day: the alarm when the site changes its markup",
    "Days are those of UTC. When far less could be read on the newest day than on the days before, a line\n"
    "says so: the site has changed; update feedwitness, then run feedwitness reparse.\n\n"
    "Example:\n"
    "  feedwitness health",
    prepare};

}  // namespace feedwitness::cli
