// bench_parse FOLDER ROUNDS: feedwitness's parser over every file.
#include "bench/measure.h"
#include "parser/parse.h"

int main(int argc, char** argv) {
  feedwitness::parser::Context context;
  context.captured_at = feedwitness::parse_time("2026-01-02T03:04:05Z");
  return feedwitness::bench::measure(argc, argv, [&context](const std::string& html) {
    const auto feed = feedwitness::parser::parse(html, context);
    return feed ? feed->impressions.size() : 0;
  });
}
