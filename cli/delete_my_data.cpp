#include <array>
#include <cstdint>
#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/moments.h"
#include "cli/output.h"
#include "views/receipt.h"

namespace feedwitness::cli {
namespace {

constexpr std::string_view kConfirmation = "delete";

struct Options {
  std::string post;
  std::string source;
  std::string timeline;
  std::string from;
  std::string to;
  bool yes = false;
  bool dry_run = false;
  bool as_json = false;
};

Result<store::Deletion> deletion_of(const Options& options) {
  store::Deletion deletion;
  deletion.post_id = options.post;
  deletion.source_link = options.source;
  deletion.timeline_id = options.timeline;
  for (const auto& [typed, time] : {std::pair{&options.from, &deletion.from}, std::pair{&options.to, &deletion.to}}) {
    if (typed->empty()) continue;
    const auto moment = read_moment(*typed);
    if (!moment) return moment.error();
    *time = *moment;
  }
  deletion.everything =
      options.post.empty() && options.source.empty() && options.timeline.empty() && !deletion.from && !deletion.to;
  return deletion;
}

struct Kind {
  const char* one;
  const char* many;
  std::int64_t count;
};

// The kinds with their counts, those that are zero left out: "1 timeline, 41 impressions".
std::string text_of(const store::DeletionCounts& counts) {
  const std::array<Kind, 8> kinds{{{"timeline", "timelines", counts.timelines},
                                   {"impression", "impressions", counts.impressions},
                                   {"html", "html", counts.html},
                                   {"metadata", "metadata", counts.metadata},
                                   {"dictionary", "dictionaries", counts.dictionaries},
                                   {"consent", "consents", counts.consents},
                                   {"supporter", "supporters", counts.supporters},
                                   {"annotation", "annotations", counts.annotations}}};
  std::string text;
  for (const auto& [one, many, count] : kinds) {
    if (count == 0) continue;
    text.append(text.empty() ? "" : ", ").append(std::to_string(count)).append(" ").append(count == 1 ? one : many);
  }
  return text.empty() ? "nothing" : text;
}

Result<void> confirm(World& world) {
  if (!world.in_is_terminal) {
    return Error{ErrorCode::not_confirmed, "nothing was deleted: add --yes to delete without a question"};
  }
  world.err.stream << "This cannot be undone. Type " << kConfirmation << " to go on: " << std::flush;
  std::string typed;
  std::getline(world.in, typed);
  if (typed == kConfirmation) return {};
  return Error{ErrorCode::not_confirmed, "nothing was deleted"};
}

void print_receipt(World& world, const store::Receipt& receipt) {
  std::ostream& out = world.out.stream;
  out << "deleted   " << text_of(receipt.deleted) << '\n';
  if (receipt.key_removed) out << "          and the key and the token\n";
  out << "proof     " << receipt.sampled << " of the removed texts, names and ids were searched for in the bytes of\n"
      << "         ";
  for (const std::string& file : receipt.scanned) out << ' ' << file;
  out << ": " << receipt.found << " found\n"
      << "receipt   " << receipt.id << ", " << format_time(receipt.time) << '\n'
      << "Backups, copies that you exported, and worn cells of an SSD are out of reach.\n";
}

// There is no store: whoever wanted everything gone has it.
Result<void> nothing_there(const Options& options, World& world) {
  world.out.stream << (options.as_json ? "{\"counts\":" + views::counts_json({}) + "}" : "there is nothing to delete")
                   << '\n';
  return {};
}

Result<void> preview(store::Store& store, const store::Deletion& deletion, const Options& options, World& world) {
  const auto counts = store.preview(deletion);
  if (!counts) return counts.error();
  if (options.as_json && options.dry_run) {
    world.out.stream << "{\"counts\":" << views::counts_json(*counts) << "}\n";
  } else if (!options.as_json) {
    world.out.stream << (options.dry_run ? "would delete " : "to delete ") << text_of(*counts) << '\n';
  }
  return {};
}

Result<void> delete_my_data(const Options& options, World& world) {
  const auto deletion = deletion_of(options);
  if (!deletion) return deletion.error();
  auto store = open_store(world);
  if (!store && store.error().code == ErrorCode::not_found) return nothing_there(options, world);
  if (!store) return store.error();
  if (auto shown = preview(*store, *deletion, options, world); !shown || options.dry_run) return shown;
  if (!options.yes) {
    if (auto confirmed = confirm(world); !confirmed) return confirmed;
  }

  const auto receipt = store->remove(*deletion, world.now());
  if (!receipt) return receipt.error();
  if (options.as_json) {
    world.out.stream << "{\"receipt\":" << views::receipt_json(*receipt) << "}\n";
  } else {
    print_receipt(world, *receipt);
  }
  return views::proved(*receipt);
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  auto* selection = command.add_option_group("what", "All of it, unless one of these is given");
  selection->add_option("--post", options->post, "Every impression of this post")->type_name("ID");
  selection->add_option("--source", options->source, "Every impression of what this page, group or person published")
      ->type_name("LINK");
  selection->add_option("--timeline", options->timeline, "One timeline")->type_name("ID");
  selection->require_option(0, 1);
  command.add_option("--from", options->from, "Impressions from this time on")->type_name("TIME");
  command.add_option("--to", options->to, "Impressions before this time")->type_name("TIME");
  command.add_flag("--dry-run", options->dry_run, "Only count what would go");
  command.add_flag("--yes", options->yes, "Do not ask");
  command.add_flag("--json", options->as_json, "For programs");
  return [options](World& world) { return delete_my_data(*options, world); };
}

}  // namespace

const Command kDeleteMyData{
    kKeep, "delete-my-data", "Erase everything, or a part of it, and prove it",
    "Counts what will go, asks, deletes, and then searches the store's files for what was removed.\n\n"
    "Examples:\n"
    "  feedwitness delete-my-data\n"
    "  feedwitness delete-my-data --dry-run --source https://www.facebook.com/quillhaven\n"
    "  feedwitness delete-my-data --from 2026-11-01 --to 2026-12-01 --yes",
    prepare};

}  // namespace feedwitness::cli
