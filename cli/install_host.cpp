#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/world.h"
#include "manifest/manifest.h"

namespace feedwitness::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> browsers;
  std::string manifest_dir;
  std::string family;
  std::vector<std::string> extension_ids;
  bool system = false;
};

Error unknown_browser(const std::string& name) {
  std::string message = "no browser is called '" + name + "'; known are";
  for (const manifest::Browser& browser : manifest::browsers()) message.append(" ").append(browser.name);
  return {ErrorCode::bad_request, message + "; for any other give --manifest-dir DIR --family chromium|firefox"};
}

// Where the options say that a manifest belongs.
Result<std::vector<manifest::Location>> chosen_locations(const Options& options, const manifest::Surroundings& around) {
  const auto level = options.system ? manifest::Level::system : manifest::Level::user;
  if (!options.manifest_dir.empty()) {
    const fs::path folder = fs::absolute(options.manifest_dir).lexically_normal();
    return std::vector{manifest::Location{folder.string(), *manifest::family_from(options.family), level, folder}};
  }
  if (options.browsers.empty()) return manifest::installed_locations(level, around);
  std::vector<manifest::Location> locations;
  for (const std::string& name : options.browsers) {
    const manifest::Browser* browser = manifest::find_browser(name);
    if (browser == nullptr) return unknown_browser(name);
    auto location = manifest::location_of(*browser, level, around);
    if (!location) return location.error();
    locations.push_back(*std::move(location));
  }
  return locations;
}

// What the person added stays in the configuration file: the host, doctor and the next install read it there.
Result<manifest::Config> update_config(const Options& options, const manifest::Surroundings& around) {
  const fs::path file = manifest::config_file(around);
  auto config = manifest::read_config(file);
  if (!config) return config;
  bool changed = false;
  for (const std::string& id : options.extension_ids) {
    const auto added = manifest::add_extension_id(*config, id);
    if (!added) return added.error();
    changed = *added || changed;
  }
  if (!options.manifest_dir.empty()) {
    const fs::path folder = fs::absolute(options.manifest_dir).lexically_normal();
    changed = manifest::add_manifest_folder(*config, {folder, *manifest::family_from(options.family)}) || changed;
  }
  if (!changed) return config;
  if (auto written = manifest::write_config(file, *config); !written) return written.error();
  return config;
}

Result<void> install_host(const Options& options, World& world) {
  const auto around = manifest::look_around(world.variable);
  if (!around) return around.error();
  const auto host = find_host(world);
  if (!host) return host.error();
  const auto locations = chosen_locations(options, *around);
  if (!locations) return locations.error();
  const auto config = update_config(options, *around);
  if (!config) return config.error();

  for (const manifest::Location& location : *locations) {
    if (auto done = manifest::install(location, *host, manifest::known_ids(*config)); !done) return done;
    world.out.stream << "registered with " << location.title << ": " << location.file().string() << '\n';
  }
  if (locations->empty()) {
    world.out.stream << "no browser found: install one and run this again, or name one with --browser\n";
  }
  for (const manifest::Sandboxed& browser : manifest::sandboxed_browsers(*around)) {
    world.out.stream << browser.browser << ": " << browser.explanation << '\n';
    if (!browser.command.empty()) world.out.stream << "  " << browser.command << '\n';
  }
  return {};
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("--browser", options->browsers, "Only this browser: chrome, chromium, edge, brave, firefox ...")
      ->type_name("NAME")
      ->expected(1, 1)
      ->take_all();
  auto* folder =
      command.add_option("--manifest-dir", options->manifest_dir, "A folder where another browser looks for manifests")
          ->type_name("DIR");
  auto* family =
      command.add_option("--family", options->family, "The form that this browser reads: chromium or firefox")
          ->type_name("NAME")
          ->check(CLI::IsMember({"chromium", "firefox"}));
  folder->needs(family)->excludes("--browser");
  family->needs(folder);
  command
      .add_option("--extension-id", options->extension_ids,
                  "Another extension that may start the host; kept in the configuration file")
      ->type_name("ID")
      ->expected(1, 1)
      ->take_all();
  command.add_flag("--system", options->system, "For every user of the machine (as root)");
  return [options](World& world) { return install_host(*options, world); };
}

}  // namespace

const Command kInstallHost{
    kSetUp, "install-host", "Let the browsers on this machine start the host",
    "Examples:\n"
    "  feedwitness install-host\n"
    "  feedwitness install-host --browser firefox\n"
    "  feedwitness install-host --manifest-dir ~/.config/thorium/NativeMessagingHosts --family chromium",
    prepare};

}  // namespace feedwitness::cli
