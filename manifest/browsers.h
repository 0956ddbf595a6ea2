#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

// The browsers that can start the host, and where each looks for its manifest.
namespace feedwitness::manifest {

// The two forms of a manifest: they differ in how they name the extensions that may start the host.
enum class Family : std::uint8_t { chromium, firefox };
enum class Platform : std::uint8_t { unix_desktop, macos, windows };
enum class Level : std::uint8_t { user, system };

std::string_view name_of(Family family);
std::optional<Family> family_from(std::string_view name);

// Where a browser keeps things on one platform. Patterns start with {home}, {config} ($XDG_CONFIG_HOME or ~/.config) or
// {support} (~/Library/Application Support), or are absolute. All empty: the browser is not made for the platform.
struct Place {
  std::string_view profile;  // exists as soon as the browser has run once
  std::string_view user;     // the folder of its manifests; empty: NativeMessagingHosts in the profile
  std::string_view system;   // the same for everyone on the machine; empty: there is none
};

struct Browser {
  std::string_view name;   // what `--browser` takes: "chromium"
  std::string_view title;  // "Chromium"
  Family family;
  std::string_view programs;  // its names in $PATH, separated by spaces
  Place unix_desktop;
  Place macos;
  // Below HKEY_CURRENT_USER or HKEY_LOCAL_MACHINE; the sub-key with the host's name holds the manifest's path.
  std::string_view windows_key;
};

std::span<const Browser> browsers();
const Browser* find_browser(std::string_view name);

// The machine as the caller sees it: this room reads no environment.
struct Surroundings {
  Platform platform = Platform::unix_desktop;
  std::filesystem::path root = "/";  // of absolute patterns; another folder in tests
  std::filesystem::path home;
  std::filesystem::path config;                        // $XDG_CONFIG_HOME or ~/.config
  std::vector<std::filesystem::path> program_folders;  // $PATH
};
// `variable` looks one up in the environment; empty when it is not set. Error: not_found without HOME.
Result<Surroundings> look_around(const std::function<std::string(std::string_view)>& variable);

// nullopt: the browser has no such folder on this platform.
std::optional<std::filesystem::path> manifest_folder(const Browser& browser, Level level, const Surroundings& around);
// Its profile is there, or one of its programs.
bool is_installed(const Browser& browser, const Surroundings& around);

// A browser in a sandbox that cannot start the host as other browsers do: what to know and what to do.
struct Sandboxed {
  std::string browser;      // "Firefox (snap)"
  std::string explanation;  // one sentence
  std::string command;      // that mends it; empty when nothing does
};
std::vector<Sandboxed> sandboxed_browsers(const Surroundings& around);

}  // namespace feedwitness::manifest
