#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/saved_files.h"
#include "intake/fbtrex_archive.h"

namespace feedwitness::cli {
namespace {

Result<Taken> take(store::Store& store, const intake::SavedPage& page, Time now) {
  auto read = intake::read_page(page.timeline, page.captured_at, page.html, page.utc_offset);
  if (!read) return read.error();
  const std::array captures{std::move(read->capture)};
  const auto stored = store.add(captures, now);
  if (!stored) return stored.error();
  return Taken{stored->front(), std::ssize(read->rejected)};
}

Result<Taken> take_archive(store::Store& store, const std::string& bytes, const intake::FbtrexNames& names, Time now) {
  const auto captures = intake::read_fbtrex_archive(bytes, names);
  if (!captures) return captures.error();
  const auto stored = store.add(*captures, now);
  if (!stored) return stored.error();
  Taken taken;
  for (const store::Stored& one : *stored) {
    taken.counts.stored += one.stored;
    taken.counts.duplicates += one.duplicates;
  }
  return taken;
}

// A file that cannot be read is told when its turn comes.
intake::FbtrexNames names_in(const std::vector<std::string>& files) {
  intake::FbtrexNames names;
  for (const std::string& file : files) {
    if (const auto bytes = read_input(file)) names.learn(*bytes);
  }
  return names;
}

// The store's work that can wait, until nothing is left of it: this program ends, and there is no quieter moment.
Result<void> settle(store::Store& store) {
  while (true) {
    const auto more = store.idle();
    if (!more) return more.error();
    if (!*more) return {};
  }
}

struct Options {
  SavedFiles files;
  bool is_archive = false;
};

Result<void> import(const Options& options, World& world) {
  auto store = open_or_make_store(world);
  if (!store) return store.error();
  const auto page = [&](const intake::SavedPage& saved) { return take(*store, saved, world.now()); };
  const auto names = options.is_archive ? names_in(options.files.names) : intake::FbtrexNames{};
  const auto archive = [&](const std::string& bytes, const std::string& /*name*/) {
    return take_archive(*store, bytes, names, world.now());
  };
  auto taken = options.is_archive ? take_bytes(options.files, world, archive) : take_files(options.files, world, page);
  const auto settled = settle(*store);
  return taken ? settled : taken;
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  add_options(command, options->files);
  command.add_flag("--fbtrex", options->is_archive,
                   "The files are answers of the former service facebook.tracking.exposed: summary or stats");
  return [options](World& world) { return import(*options, world); };
}

}  // namespace

const Command kImport{
    kCollect, "import", "Take in saved pages",
    "Of a post that is not public only its place and time are kept. The same file twice adds nothing.\n\n"
    "Examples:\n"
    "  feedwitness import Facebook.html\n"
    "  feedwitness import --captured-at 2026-11-22T09:00:00+01:00 saved/*.mhtml\n"
    "  feedwitness import --fbtrex summary-2019.json stats-2019.json",
    prepare};

}  // namespace feedwitness::cli
