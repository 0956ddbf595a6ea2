#include <algorithm>
#include <array>
#include <memory>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/crowdtangle_score.h"
#include "cli/files.h"
#include "cli/output.h"
#include "identity/identity.h"
#include "parser/record.h"
#include "views/crowdtangle/metrics.h"
#include "views/crowdtangle/table.h"
#include "views/crowdtangle/timesteps.h"
#include "views/parameters.h"

namespace feedwitness::cli {
namespace {

namespace crowdtangle = views::crowdtangle;

// An option beside the parameter of the call that it gives.
struct Given {
  const char* option;
  const char* parameter;
  const char* shape;
  const char* help;
};

struct Options {
  views::Parameters parameters;
  std::vector<std::string> accounts;
  std::string list;
  std::vector<std::string> types;
  std::vector<std::string> weights;
  bool as_json = false;
  bool benchmarks = false;
  bool history = false;
  std::string file;
};

// "like=3" as the API has it.
Result<void> add_weight(const std::string& weight, views::Parameters& parameters) {
  const std::size_t size = std::min(weight.find('='), weight.size());
  for (const crowdtangle::MetricKind& kind : crowdtangle::kMetrics) {
    if (kind.word != std::string_view{weight}.substr(0, size) || size == weight.size()) continue;
    parameters[std::string{kind.parameter}] = weight.substr(size + 1);
    return {};
  }
  std::string words;
  for (const crowdtangle::MetricKind& kind : crowdtangle::kMetrics) words.append(" ").append(kind.word);
  return Error{ErrorCode::bad_request, "--weight is one of these with a number from 0 to 10, like=3:" + words};
}

std::string joined(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list.append(list.empty() ? "" : ",").append(word);
  return list;
}

// Without remarks, and without the white space of other systems' editors.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) {
    line.erase(std::min(line.find('#'), line.size()));
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

Result<views::Parameters> parameters_of(const Options& options) {
  views::Parameters parameters;
  for (const auto& [name, value] : options.parameters) {
    if (!value.empty()) parameters.emplace(name, value);
  }
  auto accounts = options.accounts;
  if (!options.list.empty()) {
    const auto text = read_input(options.list);
    if (!text) return text.error();
    const auto listed = lines_of(*text);
    accounts.insert(accounts.end(), listed.begin(), listed.end());
    if (accounts.empty()) return Error{ErrorCode::bad_request, "there is no account in " + options.list};
  }
  if (!accounts.empty()) parameters["accounts"] = joined(accounts);
  if (!options.types.empty()) parameters["types"] = joined(options.types);
  if (options.benchmarks) parameters["benchmarks"] = "true";
  if (options.history) parameters["includeHistory"] = "true";
  for (const std::string& weight : options.weights) {
    if (auto added = add_weight(weight, parameters); !added) return added.error();
  }
  return parameters;
}

// What makes a file citable: the question, what it was asked of, and the file's bytes. No time: the same question to
// the same store has the same manifest.
struct Manifest {
  views::Parameters query;
  std::string snapshot;
  bool changed_meanwhile = false;
  std::int64_t rows = 0;
  std::string sha256;

  std::string json() const {
    std::string text;
    JsonObject object{text};
    JsonObject parameters{object.member("query")};
    for (const auto& [name, value] : query) parameters.text(name, value);
    parameters.close();
    object.text("snapshot", snapshot);
    object.boolean("changedMeanwhile", changed_meanwhile);
    object.number("parserVersion", parser::kParserVersion);
    object.number("viewVersion", crowdtangle::kViewVersion);
    object.number("timestepsVersion", crowdtangle::kTimestepsVersion);
    object.number("rows", rows);
    object.text("sha256", sha256);
    object.close();
    return text + '\n';
  }
};

Result<void> write_file(World& world, const std::string& file, std::string_view text) {
  auto output = Output::open(world, file);
  if (!output) return output.error();
  output->write(text);
  return output->finish();
}

Result<void> write_table(const Options& options, const views::Parameters& given, store::Store& store, World& world) {
  auto read = views::read_parameters(*views::find("crowdtangle/csv"), given);
  if (!read) return read.error();
  const auto before = store.snapshot();
  if (!before) return before.error();
  auto output = Output::open(world, options.file);
  if (!output) return output.error();
  identity::Sha256 hash;
  const auto written =
      crowdtangle::write_table(views::Question{store, world.now(), *read}, [&](std::string_view piece) {
        hash.add(piece);
        return output->write(piece);
      });
  if (!written) return written.error();
  if (auto finished = output->finish(); !finished || options.file.empty()) return finished;
  const auto after = store.snapshot();
  if (!after) return after.error();
  const Manifest manifest{*std::move(read), *before, *before != *after, written->rows, hash.hex()};
  return write_file(world, options.file + ".manifest.json", manifest.json());
}

Result<void> write_json(const Options& options, const views::Parameters& given, store::Store& store, World& world) {
  auto output = Output::open(world, options.file);
  if (!output) return output.error();
  auto done = views::ask_for_file(*views::find("crowdtangle/posts"), store, given, world.now(),
                                  [&](std::string_view text) { return output->write(text); });
  return done ? output->finish() : done;
}

Result<void> table(const Options& options, World& world) {
  const auto parameters = parameters_of(options);
  if (!parameters) return parameters.error();
  auto store = open_store(world);
  if (!store) return store.error();
  return options.as_json ? write_json(options, *parameters, *store, world)
                         : write_table(options, *parameters, *store, world);
}

Result<void> score(World& world) {
  const auto document = read_input("-");
  if (!document) return document.error();
  const auto lines = scores_of(*document);
  if (!lines) return lines.error();
  world.out.stream << *lines;
  return {};
}

constexpr std::array kGiven{
    Given{"--from", "startDate", "DAY", "Published from here on: a day or a time, UTC"},
    Given{"--to", "endDate", "DAY", "Published before"},
    Given{"--timeframe", "timeframe", "TIME", "Instead of --from: 6 HOUR, 3 MONTH ... before --to, or now"},
    Given{"--search", "searchTerm", "WORDS", "Texts with these words: a space is and, a comma is or, NOT is without"},
    Given{"--sort", "sortBy", "WORD", "overperforming, underperforming, total_interactions, interaction_rate or date"},
    Given{"--min-interactions", "minInteractions", "N", "Only posts with so many"},
    Given{"--timezone", "timezone", "ZONE", "Whose clock the times are by: America/New_York"},
    Given{"--header", "header", "WORD", "pages, groups (these alone), or 2020 for the columns before 2021"},
    Given{"--count", "count", "N", "With --json: how many posts, 10 unless you say"},
    Given{"--offset", "offset", "N", "With --json: after skipping so many"},
};

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  for (const Given& given : kGiven) {
    command.add_option(given.option, options->parameters[given.parameter], given.help)->type_name(given.shape);
  }
  command.add_option("--account", options->accounts, "Only posts of this handle or address; may be repeated")
      ->type_name("WORD")
      ->allow_extra_args(false);
  command.add_option("--list", options->list, "Only posts of those in this file, one a line; # begins a remark")
      ->type_name("FILE");
  command.add_option("--type", options->types, "Only this kind: link, photo, status ...; may be repeated")
      ->type_name("WORD")
      ->allow_extra_args(false);
  command.add_option("--weight", options->weights, "like=3: how much one counts; those not named count nothing")
      ->type_name("NAME=N")
      ->allow_extra_args(false);
  command.add_flag("--benchmarks", options->benchmarks, "With timestep and benchmarks behind the other columns");
  command.add_flag("--json", options->as_json, "As the API answered, instead of the table");
  command.add_flag("--history", options->history, "With --json: the numbers at each age");
  command.add_option("-o,--output", options->file, "Into this file, with a manifest beside it")->type_name("FILE");
  const CLI::App* const scoring =
      command.add_subcommand("score", "Read numbers and benchmarks as JSON on standard input, print each post's score");
  return [options, scoring](World& world) { return scoring->parsed() ? score(world) : table(*options, world); };
}

}  // namespace

const Command kCrowdtangle{kSee, "crowdtangle", "Posts against their own account's past, as CrowdTangle's tables",
                           "Columns, benchmarks and formula are in docs/crowdtangle.md.\n\n"
                           "Examples:\n"
                           "  feedwitness crowdtangle --timezone America/New_York > posts.csv\n"
                           "  feedwitness crowdtangle --from 2026-11-01 --sort total_interactions -o november.csv\n"
                           "  feedwitness crowdtangle --json --history --account harbour.choir\n"
                           "  feedwitness crowdtangle score < posts.json",
                           prepare};

}  // namespace feedwitness::cli
