#include "parser/parse.h"

#include <ostream>
#include <string>

#include <CLI/CLI.hpp>

#include "base/time.h"
#include "cli/commands.h"
#include "cli/explain.h"
#include "cli/files.h"
#include "store/unstored_row.h"
#include "views/fbtrex/summary_row.h"

namespace feedwitness::cli {
namespace {

struct Options {
  std::string file;
  std::string captured_at;
  std::string url;
  bool explain = false;
};

Result<void> parse(const Options& options, std::ostream& out) {
  parser::Context context;
  context.url = options.url;
  if (!options.captured_at.empty()) {
    context.captured_at = parse_time(options.captured_at);
    if (!context.captured_at) {
      return Error{ErrorCode::bad_request, "--captured-at is a time like 2026-11-22T18:30:00Z"};
    }
  }
  const auto bytes = read_input(options.file);
  if (!bytes) return bytes.error();
  const auto feed = parser::parse(*bytes, context);
  if (!feed) return feed.error();

  if (options.explain) {
    out << explanation_of(*feed);
    return {};
  }
  std::string line;
  for (const parser::Impression& impression : feed->impressions) {
    line.clear();
    const store::UnstoredRow unstored{impression};
    views::fbtrex::append_summary_row(line, unstored.row(), impression.visibility);
    out << line << '\n';
  }
  return {};
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "The saved page, html or MHTML; - is standard input")->required();
  command.add_option("--captured-at", options->captured_at,
                     "When it was captured, as 2026-11-22T18:30:00Z; without it \"3 h\" cannot be dated");
  command.add_option("--url", options->url, "The address it was captured at");
  command.add_flag("--explain", options->explain, "For people: which signals decided each field, and which lost");
  return [options](World& world) { return parse(*options, world.out.stream); };
}

}  // namespace

const Command kParse{
    kSee,
    "parse",
    "Print what the parser reads in a saved page, as JSON Lines; store nothing",
    "One object per post in the page's order, with the keys of docs/fbtrex.md.\n"
    "Example:\n  feedwitness parse Saved-page.html --captured-at 2026-11-22T18:30:00Z\n"
    "  feedwitness parse Saved-page.html --explain",
    prepare,
};

}  // namespace feedwitness::cli
