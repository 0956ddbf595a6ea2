#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/parse.h"
#include "identity/identity.h"

int main(int argc, char** argv) {
  namespace cli = feedwitness::cli;
  CLI::App app{"feedwitness: a witness to your own timeline"};
  app.require_subcommand(1);

  cli::ParseOptions parse_options;
  CLI::App* parse = app.add_subcommand("parse", "print what the parser reads in a saved page, as JSON Lines");
  parse->add_option("file", parse_options.file, "the page (html or MHTML); - is standard input")->required();
  parse->add_option("--captured-at", parse_options.captured_at, "when it was captured: 2026-11-22T18:30:00Z");
  parse->add_option("--url", parse_options.url, "the address it was captured at");
  CLI11_PARSE(app, argc, argv);

  if (!feedwitness::identity::start()) return 1;
  const auto done = cli::parse(parse_options, std::cout);
  if (done) return 0;
  std::cerr << "feedwitness: " << done.error().message << '\n';
  return static_cast<int>(done.error().code);
}
