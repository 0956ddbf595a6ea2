#include "manifest/browsers.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace feedwitness::manifest {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kChromeSystem = "/etc/opt/chrome/native-messaging-hosts";
constexpr std::string_view kChromeMacSystem = "/Library/Google/Chrome/NativeMessagingHosts";
constexpr std::string_view kMozillaSystem = "/usr/lib/mozilla/native-messaging-hosts";
constexpr std::string_view kMozillaMacSystem = "/Library/Application Support/Mozilla/NativeMessagingHosts";
constexpr std::string_view kChromeKey = R"(Software\Google\Chrome\NativeMessagingHosts)";
constexpr std::string_view kMozillaKey = R"(Software\Mozilla\NativeMessagingHosts)";

// Chromium and Firefox on Linux: seen with strace. The rest: the vendors' documentation and the issue trackers of
// keepassxc, browserpass and tridactyl. A fork without folders or keys of its own reads those of Chrome or Firefox.
constexpr std::array kBrowsers{
    Browser{"chrome",
            "Google Chrome",
            Family::chromium,
            "google-chrome google-chrome-stable",
            {"{config}/google-chrome", {}, kChromeSystem},
            {"{support}/Google/Chrome", {}, kChromeMacSystem},
            kChromeKey},
    Browser{"chrome-beta",
            "Google Chrome Beta",
            Family::chromium,
            "google-chrome-beta",
            {"{config}/google-chrome-beta", {}, kChromeSystem},
            {"{support}/Google/Chrome Beta", {}, kChromeMacSystem},
            kChromeKey},
    Browser{"chrome-unstable",
            "Google Chrome Dev",
            Family::chromium,
            "google-chrome-unstable",
            {"{config}/google-chrome-unstable", {}, kChromeSystem},
            {"{support}/Google/Chrome Canary", {}, kChromeMacSystem},
            kChromeKey},
    Browser{"chromium",
            "Chromium",
            Family::chromium,
            "chromium chromium-browser",
            {"{config}/chromium", {}, "/etc/chromium/native-messaging-hosts"},
            {"{support}/Chromium", {}, "/Library/Application Support/Chromium/NativeMessagingHosts"},
            R"(Software\Chromium\NativeMessagingHosts)"},
    Browser{"edge",
            "Microsoft Edge",
            Family::chromium,
            "microsoft-edge microsoft-edge-stable",
            {"{config}/microsoft-edge", {}, "/etc/opt/edge/native-messaging-hosts"},
            {"{support}/Microsoft Edge", {}, "/Library/Application Support/Microsoft Edge/NativeMessagingHosts"},
            R"(Software\Microsoft\Edge\NativeMessagingHosts)"},
    Browser{"brave",
            "Brave",
            Family::chromium,
            "brave brave-browser brave-browser-stable",
            {"{config}/BraveSoftware/Brave-Browser", {}, kChromeSystem},
            {"{support}/BraveSoftware/Brave-Browser", {}, kChromeMacSystem},
            kChromeKey},
    Browser{"brave-beta",
            "Brave Beta",
            Family::chromium,
            "brave-browser-beta",
            {"{config}/BraveSoftware/Brave-Browser-Beta", {}, kChromeSystem},
            {"{support}/BraveSoftware/Brave-Browser-Beta", {}, kChromeMacSystem},
            kChromeKey},
    Browser{"brave-nightly",
            "Brave Nightly",
            Family::chromium,
            "brave-browser-nightly",
            {"{config}/BraveSoftware/Brave-Browser-Nightly", {}, kChromeSystem},
            {"{support}/BraveSoftware/Brave-Browser-Nightly", {}, kChromeMacSystem},
            kChromeKey},
    Browser{"vivaldi",
            "Vivaldi",
            Family::chromium,
            "vivaldi vivaldi-stable",
            {"{config}/vivaldi", {}, "/etc/opt/vivaldi/native-messaging-hosts"},
            {"{support}/Vivaldi", {}, "/Library/Application Support/Vivaldi/NativeMessagingHosts"},
            kChromeKey},
    Browser{"opera",
            "Opera",
            Family::chromium,
            "opera opera-stable",
            {"{config}/opera", {}, kChromeSystem},
            {"{support}/com.operasoftware.Opera", "{support}/Google/Chrome/NativeMessagingHosts", kChromeMacSystem},
            kChromeKey},
    Browser{"arc", "Arc", Family::chromium, {}, {}, {"{support}/Arc/User Data", {}, kChromeMacSystem}, kChromeKey},
    Browser{"firefox",
            "Firefox",
            Family::firefox,
            "firefox firefox-esr firefox-devedition firefox-nightly",
            {"{home}/.mozilla/firefox", "{home}/.mozilla/native-messaging-hosts", kMozillaSystem},
            {"{support}/Firefox", "{support}/Mozilla/NativeMessagingHosts", kMozillaMacSystem},
            kMozillaKey},
    Browser{
        "librewolf",
        "LibreWolf",
        Family::firefox,
        "librewolf",
        {"{home}/.librewolf", "{home}/.librewolf/native-messaging-hosts", "/usr/lib/librewolf/native-messaging-hosts"},
        {"{support}/librewolf", {}, kMozillaMacSystem},
        kMozillaKey},
    Browser{"waterfox",
            "Waterfox",
            Family::firefox,
            "waterfox",
            {"{home}/.waterfox", "{home}/.waterfox/native-messaging-hosts", kMozillaSystem},
            {"{support}/Waterfox", {}, kMozillaMacSystem},
            R"(Software\Waterfox\NativeMessagingHosts)"},
    Browser{"tor-browser",
            "Tor Browser",
            Family::firefox,
            {},
            {"{home}/.local/share/torbrowser/tbb/x86_64/tor-browser",
             "{home}/.local/share/torbrowser/tbb/x86_64/tor-browser/Browser/TorBrowser/Data/Browser/.mozilla/"
             "native-messaging-hosts",
             {}},
            {"{support}/TorBrowser-Data", "{support}/TorBrowser-Data/Browser/Mozilla/NativeMessagingHosts", {}},
            kMozillaKey},
};

enum class Packaging : std::uint8_t { snap, flatpak };

// A browser in a snap or a flatpak, known by the folders that its installation makes.
struct Sandbox {
  std::string_view title;
  Packaging packaging;
  std::string_view id;
  std::string_view explanation;
  std::string_view command;
};

constexpr std::string_view kFlatpakFirefox =
    "it starts the host from version 157 on, if xdg-native-messaging-proxy is installed";
constexpr std::string_view kFlatpakFirefoxCommand = "feedwitness install-host --browser firefox";
constexpr std::string_view kCannot =
    "it cannot start programs of the system: use the browser's .deb package, or another browser";

constexpr std::array kSandboxes{
    Sandbox{"Firefox", Packaging::snap, "firefox",
            "it asks the desktop's portal for the host, which wants your permission once",
            "feedwitness install-host --browser firefox && "
            "flatpak permission-set webextensions org.feedwitness.host snap.firefox yes"},
    Sandbox{"Chromium", Packaging::snap, "chromium", kCannot, {}},
    Sandbox{"Firefox", Packaging::flatpak, "org.mozilla.firefox", kFlatpakFirefox, kFlatpakFirefoxCommand},
    Sandbox{"LibreWolf", Packaging::flatpak, "io.gitlab.librewolf-community", kFlatpakFirefox, kFlatpakFirefoxCommand},
    Sandbox{"Chromium", Packaging::flatpak, "org.chromium.Chromium", kCannot, {}},
    Sandbox{"Google Chrome", Packaging::flatpak, "com.google.Chrome", kCannot, {}},
    Sandbox{"Brave", Packaging::flatpak, "com.brave.Browser", kCannot, {}},
    Sandbox{"Microsoft Edge", Packaging::flatpak, "com.microsoft.Edge", kCannot, {}},
};

// Where an installation leaves its traces; the id of the package follows.
constexpr std::array<std::string_view, 2> kSnapTraces{"{home}/snap", "/snap"};
constexpr std::array<std::string_view, 3> kFlatpakTraces{"{home}/.var/app", "{home}/.local/share/flatpak/app",
                                                         "/var/lib/flatpak/app"};

// A pattern of the tables as a path.
fs::path resolve(std::string_view pattern, const Surroundings& around) {
  const std::array<std::pair<std::string_view, fs::path>, 4> starts{
      {{"{home}/", around.home},
       {"{config}/", around.config},
       {"{support}/", around.home / "Library/Application Support"},
       {"/", around.root}}};
  for (const auto& [start, folder] : starts) {
    if (pattern.starts_with(start)) return folder / pattern.substr(start.size());
  }
  return pattern;
}

const Place& place_of(const Browser& browser, Platform platform) {
  static constexpr Place kNowhere{};
  if (platform == Platform::windows) return kNowhere;
  return platform == Platform::macos ? browser.macos : browser.unix_desktop;
}

bool is_there(const fs::path& path) {
  std::error_code ignored;  // what cannot be looked at is as good as absent
  return fs::exists(path, ignored);
}

bool is_present(const Sandbox& sandbox, const Surroundings& around) {
  const std::span<const std::string_view> traces =
      sandbox.packaging == Packaging::snap ? std::span<const std::string_view>(kSnapTraces) : kFlatpakTraces;
  return std::ranges::any_of(traces,
                             [&](std::string_view trace) { return is_there(resolve(trace, around) / sandbox.id); });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

std::string_view name_of(Family family) { return family == Family::chromium ? "chromium" : "firefox"; }

std::optional<Family> family_from(std::string_view name) {
  for (const Family family : {Family::chromium, Family::firefox}) {
    if (name_of(family) == name) return family;
  }
  return std::nullopt;
}

std::span<const Browser> browsers() { return kBrowsers; }

const Browser* find_browser(std::string_view name) {
  const auto* const found = std::ranges::find(kBrowsers, name, &Browser::name);
  return found == kBrowsers.end() ? nullptr : found;
}

Result<Surroundings> look_around(const std::function<std::string(std::string_view)>& variable) {
  Surroundings around;
#ifdef __APPLE__
  around.platform = Platform::macos;
#endif
  around.home = variable("HOME");
  if (around.home.empty()) return Error{ErrorCode::not_found, "HOME is not set: set it to your home folder"};
  const std::string config = variable("XDG_CONFIG_HOME");
  // A relative path is to be ignored (XDG Base Directory Specification, "Basics").
  around.config = fs::path(config).is_absolute() ? fs::path(config) : around.home / ".config";
  const std::string path = variable("PATH");
  for (const std::string_view folder : split(path, ':')) around.program_folders.emplace_back(folder);
  return around;
}

std::optional<fs::path> manifest_folder(const Browser& browser, Level level, const Surroundings& around) {
  const Place& place = place_of(browser, around.platform);
  if (level == Level::system) return place.system.empty() ? std::nullopt : std::optional(resolve(place.system, around));
  if (!place.user.empty()) return resolve(place.user, around);
  return place.profile.empty() ? std::nullopt : std::optional(resolve(place.profile, around) / "NativeMessagingHosts");
}

bool is_installed(const Browser& browser, const Surroundings& around) {
  const std::string_view profile = place_of(browser, around.platform).profile;
  if (!profile.empty() && is_there(resolve(profile, around))) return true;
  for (const std::string_view program : split(browser.programs, ' ')) {
    for (const fs::path& folder : around.program_folders) {
      if (is_there(folder / program)) return true;
    }
  }
  return false;
}

std::vector<Sandboxed> sandboxed_browsers(const Surroundings& around) {
  std::vector<Sandboxed> found;
  for (const Sandbox& sandbox : kSandboxes) {
    if (!is_present(sandbox, around)) continue;
    const std::string_view packaging = sandbox.packaging == Packaging::snap ? " (snap)" : " (flatpak)";
    found.push_back(
        {std::string(sandbox.title).append(packaging), std::string(sandbox.explanation), std::string(sandbox.command)});
  }
  return found;
}

}  // namespace feedwitness::manifest
