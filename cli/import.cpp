#include <array>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/saved_files.h"

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

// The store's work that can wait, until nothing is left of it: this program ends, and there is no quieter moment.
Result<void> settle(store::Store& store) {
  while (true) {
    const auto more = store.idle();
    if (!more) return more.error();
    if (!*more) return {};
  }
}

Result<void> import(const SavedFiles& files, World& world) {
  auto store = open_or_make_store(world);
  if (!store) return store.error();
  auto taken = take_files(files, world, [&](const intake::SavedPage& page) { return take(*store, page, world.now()); });
  const auto settled = settle(*store);
  return taken ? settled : taken;
}

Run prepare(CLI::App& command) {
  const auto files = std::make_shared<SavedFiles>();
  add_options(command, *files);
  return [files](World& world) { return import(*files, world); };
}

}  // namespace

const Command kImport{
    kCollect, "import", "Take in saved pages",
    "Of a post that is not public only its place and time are kept. The same file twice adds nothing.\n\n"
    "Examples:\n"
    "  feedwitness import Facebook.html\n"
    "  feedwitness import --captured-at 2026-11-22T09:00:00+01:00 saved/*.mhtml",
    prepare};

}  // namespace feedwitness::cli
