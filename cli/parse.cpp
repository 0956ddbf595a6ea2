#include "cli/parse.h"

#include "base/time.h"
#include "cli/files.h"
#include "parser/parse.h"
#include "store/unstored_row.h"
#include "views/fbtrex/summary_row.h"

namespace feedwitness::cli {

Result<void> parse(const ParseOptions& options, std::ostream& out) {
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

  std::string line;
  for (const parser::Impression& impression : feed->impressions) {
    line.clear();
    const store::UnstoredRow unstored{impression};
    views::fbtrex::append_summary_row(line, unstored.row(), impression.visibility);
    out << line << '\n';
  }
  return {};
}

}  // namespace feedwitness::cli
