#include "parser/scrub/scrub.h"

#include <algorithm>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/output.h"
#include "identity/identity.h"

namespace feedwitness::cli {
namespace {

struct Options {
  std::string file;
  std::string output;
};

Result<void> scrub(const Options& options, World& world) {
  const auto html = read_input(options.file);
  if (!html) return html.error();
  // A secret of its own for each file, which nobody keeps.
  const auto secret = identity::Secret::random();
  parser::ScrubKey key{};
  std::copy_n(secret.bytes().begin(), key.size(), key.begin());
  const auto page = parser::scrub(*html, key);
  if (!page) return page.error();
  auto output = Output::open(world, options.output);
  if (!output) return output.error();
  output->write(*page);
  return output->finish();
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("FILE", options->file, "The saved page, html or MHTML; - is standard input")->required();
  command.add_option("-o,--output", options->output, "Into this file instead of stdout")->type_name("FILE");
  return [options](World& world) { return scrub(*options, world); };
}

}  // namespace

const Command kScrub{
    kSee, "scrub", "Write the same page about nobody, to report one that is read wrongly",
    "Replaced, by invented ones of the same shape: names, texts, ids, addresses, other sites. Left out: scripts,\n"
    "comments, pictures within the page.\n"
    "Not removed: the page's structure, the words of the site's own buttons and labels, counts, dates, numbers of up\n"
    "to six digits (a telephone number written in groups is such), emoji, which words are equal and how long they "
    "are.\n"
    "Look at the file before you send it.\n\n"
    "Example:\n"
    "  feedwitness scrub Saved-page.html -o report.html",
    prepare};

}  // namespace feedwitness::cli
