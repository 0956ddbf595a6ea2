#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/table.h"
#include "views/adjacency/around.h"
#include "views/adjacency/files.h"
#include "views/adjacency/request.h"
#include "views/parameters.h"

namespace feedwitness::cli {
namespace {

namespace adjacency = views::adjacency;
namespace fs = std::filesystem;
namespace json = boost::json;

struct Options {
  views::Parameters parameters;  // by their names in the calls; empty: not given
  bool extended = false;
  bool as_json = false;
  std::string output;

  std::string folder;
  std::int64_t part_size = adjacency::kPartSize;
  bool without_colons = false;
  bool overwrite = false;
};

views::Parameters given(const Options& options) {
  views::Parameters parameters;
  for (const auto& [name, value] : options.parameters) {
    if (!value.empty()) parameters.emplace(name, value);
  }
  return parameters;
}

// ---- Rows and documents

// Rows as JSON Lines, a document as it is.
Result<void> print(const Options& options, std::string_view view, const views::Parameters& parameters, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  auto output = Output::open(world, options.output);
  if (!output) return output.error();
  const bool is_rows = views::find(view)->gives == "rows";
  const auto done = views::ask(*views::find(view), *store, parameters, world.now(), [&](std::string_view piece) {
    return output->write(piece) && (!is_rows || output->write("\n"));
  });
  return done ? output->finish() : done;
}

// What a call answers, read; rows become an array.
Result<json::value> ask(std::string_view view, const views::Parameters& parameters, World& world) {
  auto store = open_store(world);
  if (!store) return store.error();
  std::string text;
  const auto done =
      views::ask_for_file(*views::find(view), *store, parameters, world.now(), [&](std::string_view piece) {
        text += piece;
        return true;
      });
  if (!done) return done.error();
  return json::parse(text);
}

// A value as a cell: texts without quotes, numbers with two decimals at most, nothing for null.
std::string cell_of(const json::value& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return json::value_to<std::string>(value);
  if (!value.is_double()) return json::serialize(value);
  std::array<char, 400> digits{};  // the largest double has 309 digits
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value.get_double(), std::chars_format::fixed, 2);
  return {digits.data(), end.ptr};
}

// "ad_distance.mean" goes one object deeper.
std::string cell_at(const json::object& row, std::string_view path) {
  const std::size_t dot = std::min(path.find('.'), path.size());
  const json::value* value = row.if_contains({path.data(), dot});
  if (value == nullptr) return {};
  if (dot == path.size()) return cell_of(*value);
  return value->is_object() ? cell_at(value->get_object(), path.substr(dot + 1)) : std::string{};
}

struct Field {
  std::string title;
  std::string path;
  bool right = false;
};

void print_table(const json::array& rows, const std::vector<Field>& fields, World& world) {
  std::vector<Table::Column> columns;
  columns.reserve(fields.size());
  for (const Field& field : fields) columns.push_back({field.title, field.right});
  Table table{columns};
  for (const json::value& row : rows) {
    std::vector<std::string> cells;
    cells.reserve(fields.size());
    for (const Field& field : fields) cells.push_back(cell_at(row.as_object(), field.path));
    table.add(cells);
  }
  table.print(world.out.stream, world.out.columns);
}

Result<void> report(const Options& options, World& world) {
  views::Parameters parameters = given(options);
  if (options.extended) parameters["extended"] = "true";
  return print(options, "adjacency/report", parameters, world);
}

// Whole hours of a clock, as the files have them, unless another one is asked for.
Result<void> dates(const Options& options, World& world) {
  views::Parameters parameters = given(options);
  parameters.emplace("is_download", "true");
  if (options.as_json) return print(options, "adjacency/dates", parameters, world);
  const auto answer = ask("adjacency/dates", parameters, world);
  if (!answer) return answer.error();
  const json::array& data = answer->at("data").as_array();
  if (data.empty()) {
    world.out.stream << "nothing was captured there\n";
    return {};
  }
  const auto text = [&](const char* name) { return json::value_to<std::string>(data[0].at(name)); };
  const json::array& missing = data[0].at("missing_datetimes").as_array();
  world.out.stream << "earliest  " << text("earliest_datetime") << "\nlatest    " << text("latest_datetime")
                   << "\nmissing   " << missing.size() << (missing.size() == 1 ? " hour" : " hours")
                   << " between them; --json names them\n";
  return {};
}

Result<void> insights(const Options& options, World& world) {
  views::Parameters parameters = given(options);
  const std::string from = std::exchange(parameters["since"], {});
  const std::string to = std::exchange(parameters["until"], {});
  parameters.erase("since");
  parameters.erase("until");
  if (from.empty() != to.empty()) return Error{ErrorCode::bad_request, "--since and --until are given together"};
  if (!from.empty()) parameters["time_range"] = R"({"since":")" + from + R"(","until":")" + to + R"("})";
  parameters.emplace("ad_set_id", "me");
  parameters.emplace("limit", "5000");
  if (options.as_json) return print(options, "adjacency/insights", parameters, world);
  const auto answer = ask("adjacency/insights", parameters, world);
  if (!answer) return answer.error();
  const json::array& rows = answer->at("data").as_array();
  std::vector<Field> fields{{"from", "date_start"}, {"to", "date_stop"}};
  if (!rows.empty()) {
    for (const auto& member : rows[0].as_object()) {
      const std::string name{member.key()};
      if (name != "impressions" && !name.starts_with("date_")) fields.push_back({name, name});
    }
  }
  fields.push_back({"impressions", "impressions", true});
  print_table(rows, fields, world);
  return {};
}

Result<void> load(const Options& options, World& world) {
  if (options.as_json) return print(options, "adjacency/load", given(options), world);
  const auto answer = ask("adjacency/load", given(options), world);
  if (!answer) return answer.error();
  const bool by_day = given(options).contains("by") && given(options).at("by") == "day";
  std::vector<Field> fields{{"day", "day"}};
  fields.push_back(by_day ? Field{"sessions", "sessions", true} : Field{"session", "timeline"});
  for (const auto& [title, path] :
       {std::pair{"posts", "posts"}, std::pair{"ads", "ads"}, std::pair{"ads per ten posts", "ads_per_ten_posts"},
        std::pair{"first ad at", "first_ad_order.mean"}, std::pair{"from ad to ad", "ad_distance.mean"}}) {
    fields.push_back({title, path, true});
  }
  print_table(answer->as_array(), fields, world);
  return {};
}

// ---- Files

// Windows takes no colon in a name.
std::string file_name(const Options& options, std::string name) {
  if (options.without_colons) std::replace(name.begin(), name.end(), ':', '-');
  return name;
}

enum class Kept : std::uint8_t { written, unchanged };

Result<Kept> keep(const Options& options, const adjacency::ReportFile& report, World& world) {
  const fs::path file = fs::path{options.folder} / file_name(options, report.name);
  std::error_code ignored;
  if (fs::exists(file, ignored)) {
    std::ifstream in{file, std::ios::binary};
    const std::string there{std::istreambuf_iterator<char>{in}, {}};
    if (there == report.bytes) return Kept::unchanged;
    if (!options.overwrite) {
      return Error{ErrorCode::not_confirmed,
                   file.string() + " is there with other bytes and was left as it is; --overwrite replaces it"};
    }
  }
  auto output = Output::open(world, file);
  if (!output) return output.error();
  output->write(report.bytes);
  if (auto finished = output->finish(); !finished) return finished.error();
  return Kept::written;
}

Result<void> files(const Options& options, World& world) {
  auto read = views::read_parameters(*views::find("adjacency/report"), given(options));
  if (!read) return read.error();
  auto store = open_store(world);
  if (!store) return store.error();
  const auto supporter = store->supporter();
  if (!supporter) return supporter.error();
  std::error_code failed;
  fs::create_directories(options.folder, failed);
  if (failed) return Error{ErrorCode::io_error, "cannot make the folder " + options.folder};
  const views::Question question{*store, world.now(), *std::move(read)};
  auto selection = adjacency::read_selection(question);
  if (!selection) return selection.error();
  // Whole hours: a file tells of all of its hour.
  if (selection->from > Time::min()) selection->from = views::hour_of(selection->from, "UTC").begin;
  return adjacency::each_hour(*store, *selection, "UTC", [&](const views::Hour& hour) -> Result<bool> {
    const auto reports = adjacency::files_of(*store, selection->placement, views::hour_of(hour.begin, "UTC"),
                                             supporter->pseudonym, options.part_size, adjacency::With::bytes);
    if (!reports) return reports.error();
    for (const adjacency::ReportFile& file : *reports) {
      const auto kept = keep(options, file, world);
      if (!kept) return kept.error();
      world.out.stream << file_name(options, file.name) << ": " << file.lines << (file.lines == 1 ? " line" : " lines")
                       << (*kept == Kept::unchanged ? ", unchanged" : "") << '\n';
    }
    return true;
  });
}

// ---- Options

// An option beside the parameter of the call that it gives.
struct Given {
  const char* option;
  const char* parameter;
  const char* shape;
  const char* help;
};

constexpr Given kPlatform{"--platform", "platform", "WORD", "facebook, instagram or threads; facebook unless you say"};
constexpr Given kPosition{"--position", "position", "WORD", "feed, reels, page, group ... or any; feed unless you say"};
constexpr Given kFrom{"--from", "from", "DAY", "Shown from here on: a day or a time"};
constexpr Given kTo{"--to", "to", "DAY", "Shown before"};
constexpr Given kZone{"--timezone", "timezone", "ZONE", "Whose clock days and hours are by: Europe/Madrid"};
constexpr Given kAdvertiser{"--advertiser", "advertiser", "WORD", "Only theirs: number, handle or address"};

void add(CLI::App& command, Options& options, std::initializer_list<Given> list) {
  for (const Given& one : list) {
    command.add_option(one.option, options.parameters[one.parameter], one.help)->type_name(one.shape);
  }
}

using Do = Result<void> (*)(const Options& options, World& world);

// The sub-commands, each with options of its own.
struct Sub {
  const char* name;
  const char* help;
  void (*prepare)(CLI::App& command, Options& options);
  Do run;
};

void prepare_report(CLI::App& command, Options& options) {
  add(command, options,
      {kPlatform,
       kPosition,
       kFrom,
       kTo,
       kZone,
       kAdvertiser,
       {"--distance", "distance", "N", "How far to look, 1 to 50; beyond 1 in the extended form"}});
  command.add_flag("--extended", options.extended, "With advertiser, attention, and why a neighbour is unknown");
  command.add_option("-o,--output", options.output, "Into this file instead of stdout")->type_name("FILE");
}

void prepare_files(CLI::App& command, Options& options) {
  command.add_option("FOLDER", options.folder, "Where the files go")->required();
  add(command, options, {kPlatform, kPosition, kFrom, kTo});
  command.add_option("--part-size", options.part_size, "Bytes of lines after which a next file begins")
      ->type_name("N")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command.add_flag("--no-colons", options.without_colons, "Names that Windows takes: 18-00 for 18:00");
  command.add_flag("--overwrite", options.overwrite, "Replace files whose bytes differ");
}

void prepare_dates(CLI::App& command, Options& options) {
  options.parameters = {{"platform", "facebook"}, {"position", "feed"}};
  add(command, options, {kPlatform, kPosition, kZone});
  command.add_flag("--json", options.as_json, "As the API answers");
}

void prepare_insights(CLI::App& command, Options& options) {
  add(command, options,
      {{"--advertiser", "ad_set_id", "WORD", "Only theirs: number, handle or address"},
       {"--since", "since", "DAY", "From this day on"},
       {"--until", "until", "DAY", "To this day, which is counted"},
       {"--every", "time_increment", "DAYS", "How many days a row stands for; all unless you say"},
       {"--by", "breakdowns", "NAMES", "publisher_platform, platform_position, advertiser_id, advertiser_name ..."},
       kZone});
  command.add_flag("--json", options.as_json, "As the API answers");
}

void prepare_load(CLI::App& command, Options& options) {
  add(command, options,
      {kPlatform, kPosition, kFrom, kTo, kZone, {"--by", "by", "WORD", "session or day; session unless you say"}});
  command.add_flag("--json", options.as_json, "JSON Lines, with all numbers");
}

constexpr std::array kSubs{
    Sub{"report", "Each advertisement with the posts above and below it, as JSON Lines", prepare_report, report},
    Sub{"files", "The same as the platform's hourly files", prepare_files, files},
    Sub{"dates", "The hours that the report covers", prepare_dates, dates},
    Sub{"insights", "How often advertisements were shown, by day, place and advertiser", prepare_insights, insights},
    Sub{"load", "How dense advertisements were", prepare_load, load},
};

Run prepare(CLI::App& command) {
  command.require_subcommand(1);
  std::vector<std::pair<const CLI::App*, Run>> subs;
  for (const Sub& sub : kSubs) {
    const auto options = std::make_shared<Options>();
    CLI::App* const app = command.add_subcommand(sub.name, sub.help);
    sub.prepare(*app, *options);
    subs.emplace_back(app, [options, run = sub.run](World& world) { return run(*options, world); });
  }
  return [subs](World& world) -> Result<void> {
    for (const auto& [app, run] : subs) {
      if (app->parsed()) return run(world);
    }
    return {};
  };
}

}  // namespace

const Command kAdjacency{kSee, "adjacency", "What stood above and below each advertisement",
                         "Lines, files and ids are in docs/adjacency.md.\n\n"
                         "Examples:\n"
                         "  feedwitness adjacency report --distance 2\n"
                         "  feedwitness adjacency report --advertiser harbour.choir --from 2026-11-01 -o ads.jsonl\n"
                         "  feedwitness adjacency files ~/reports\n"
                         "  feedwitness adjacency insights --by advertiser_name --every 1\n"
                         "  feedwitness adjacency load --by day",
                         prepare};

}  // namespace feedwitness::cli
