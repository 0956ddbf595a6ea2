#include <optional>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "manifest/manifest.h"

namespace feedwitness::cli {
namespace {

Result<void> uninstall_host(World& world) {
  const auto around = manifest::look_around(world.variable);
  if (!around) return around.error();
  const auto file = manifest::config_file(*around);
  auto config = manifest::read_config(file);
  if (!config) return config.error();

  bool found = false;
  std::optional<Error> failed;  // one location that cannot be cleared does not keep the others
  for (const manifest::Location& location : manifest::all_locations(*around, *config)) {
    const auto removed = manifest::uninstall(location);
    if (removed && *removed) world.out.stream << "removed " << location.file().string() << '\n';
    found = found || !removed || *removed;
    if (!removed && !failed) failed = removed.error();
  }
  if (failed) return *failed;
  if (!config->manifest_folders.empty()) {  // they are registered no longer; doctor need not look there
    config->manifest_folders.clear();
    if (auto written = manifest::write_config(file, *config); !written) return written;
  }
  if (!found) world.out.stream << "no browser knew the host: nothing to remove\n";
  return {};
}

Run prepare(CLI::App&) { return uninstall_host; }

}  // namespace

const Command kUninstallHost{kSetUp, "uninstall-host", "Remove the host's registration from every browser",
                             "What was collected stays; delete-my-data erases it.\n\n"
                             "Example:\n"
                             "  feedwitness uninstall-host",
                             prepare};

}  // namespace feedwitness::cli
