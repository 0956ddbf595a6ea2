#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "manifest/browsers.h"
#include "manifest/config.h"

// The native-messaging manifests: the file in a browser's folder that says which program an extension may start.
//   Chromium: https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging
//   Firefox:  https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests
namespace feedwitness::manifest {

// Lower case and dots alone: Chromium takes nothing else. The manifest's file is named after it.
inline constexpr std::string_view kHostName = "org.feedwitness.host";

// The manifest as the family wants it. `host` is the absolute path of the program.
std::string manifest_text(Family family, const std::filesystem::path& host, const ExtensionIds& ids);

// A folder in which at least one browser looks.
struct Location {
  std::string title;  // the browsers that look there: "Google Chrome, Brave"
  Family family = Family::chromium;
  Level level = Level::user;
  std::filesystem::path folder;

  std::filesystem::path file() const { return (folder / kHostName) += ".json"; }
};

// The locations of one browser, or of every browser found on the machine, each folder once.
// Error: not_found where the browser has none at this level or on this platform.
Result<Location> location_of(const Browser& browser, Level level, const Surroundings& around);
std::vector<Location> installed_locations(Level level, const Surroundings& around);
// Every location in the table and the configuration, whether its browser is installed or not.
std::vector<Location> all_locations(const Surroundings& around, const Config& config);

// Writes the manifest: 0644, beside and renamed into place. Errors: io_error.
Result<void> install(const Location& location, const std::filesystem::path& host, const ExtensionIds& ids);
// Removes the manifest, and the folders that this leaves empty. false: there was none. Errors: io_error.
Result<bool> uninstall(const Location& location);

// What a check found, in one line, with the command that mends it.
struct Finding {
  enum class Verdict : std::uint8_t { good, note, bad };
  Verdict verdict = Verdict::good;
  std::string what;
  std::string command;  // may be empty
};

// Looks at the manifest of every browser found, and at every other manifest of ours that lies about: present, readable,
// well formed, named right, starting this host, for these extensions. One finding per location, and one per sandboxed
// browser.
std::vector<Finding> inspect(const Surroundings& around, const Config& config, const std::filesystem::path& host);

}  // namespace feedwitness::manifest
