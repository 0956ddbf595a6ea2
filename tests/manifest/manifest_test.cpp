#include "manifest/manifest.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>
#include <sodium.h>

#include "manifest/config.h"
#include "manifest/extension_ids.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;
using namespace feedwitness::manifest;

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr fs::perms kFileMode =
    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read | fs::perms::others_read;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

fs::perms mode_of(const fs::path& path) { return fs::status(path).permissions(); }

// A machine of its own: a home with the profiles of Chromium and Firefox, and a host to start.
struct Machine {
  Machine() {
    around.root = folder / "root";
    around.home = folder / "home";
    around.config = around.home / ".config";
    fs::create_directories(around.config / "chromium");
    fs::create_directories(around.home / ".mozilla/firefox");
    write(host, "#!/bin/sh\n");
    fs::permissions(host, fs::perms::owner_all);
  }

  Location at(std::string_view browser, Level level = Level::user) const {
    return *location_of(*find_browser(browser), level, around);
  }
  std::vector<Finding> look() const { return inspect(around, config, host); }
  void install_everywhere() const {
    for (const Location& location : installed_locations(Level::user, around)) {
      REQUIRE(install(location, host, known_ids(config)));
    }
  }

  tests::TemporaryFolder folder;
  Surroundings around;
  Config config;
  fs::path host = folder / "feedwitness-host";
};

bool all_good(const std::vector<Finding>& findings) {
  return std::ranges::all_of(findings, [](const Finding& f) { return f.verdict == Finding::Verdict::good; });
}

}  // namespace

TEST_CASE("a Chromium manifest names origins with a slash at the end, a Firefox one names add-on ids") {
  const ExtensionIds ids{{"abcdefghijklmnopabcdefghijklmnop"}, {"one@example.org", "two@example.org"}};

  const json::object chromium = json::parse(manifest_text(Family::chromium, "/opt/a \"b\"/host", ids)).as_object();
  const json::object firefox = json::parse(manifest_text(Family::firefox, "/opt/host", ids)).as_object();

  CHECK(chromium.at("name") == "org.feedwitness.host");
  CHECK(chromium.at("type") == "stdio");
  CHECK(chromium.at("path") == "/opt/a \"b\"/host");
  CHECK(chromium.at("allowed_origins") == json::array{"chrome-extension://abcdefghijklmnopabcdefghijklmnop/"});
  CHECK_FALSE(chromium.contains("allowed_extensions"));
  CHECK(firefox.at("allowed_extensions") == json::array{"one@example.org", "two@example.org"});
  CHECK_FALSE(firefox.contains("allowed_origins"));
}

TEST_CASE("the compiled-in Chromium id is the one that Chromium makes of the extension's public key") {
  std::string key = read(FEEDWITNESS_SOURCE_DIR "/manifest/extension-key.pub");
  std::vector<unsigned char> der(key.size());
  std::size_t size = 0;
  REQUIRE(sodium_base642bin(der.data(), der.size(), key.data(), key.size(), "\n", &size, nullptr,
                            sodium_base64_VARIANT_ORIGINAL) == 0);
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), der.data(), size);

  std::string id;
  for (std::size_t i = 0; i < 16; ++i) {
    id += static_cast<char>('a' + hash.at(i) / 16);
    id += static_cast<char>('a' + hash.at(i) % 16);
  }

  CHECK(id == kChromiumIds.front());
}

TEST_CASE("every browser is found by its name and knows its folders on Linux or macOS and its key on Windows") {
  Surroundings linux_around{Platform::unix_desktop, "/", "/home/ana", "/home/ana/.config", {}};
  Surroundings mac_around{Platform::macos, "/", "/Users/ana", "/Users/ana/.config", {}};
  Surroundings windows_around{Platform::windows, "/", "C:/Users/ana", "", {}};

  for (const Browser& browser : browsers()) {
    CAPTURE(browser.name);
    CHECK(find_browser(browser.name) == &browser);
    CHECK(manifest_folder(browser, Level::user, mac_around).has_value());
    const auto on_windows = location_of(browser, Level::user, windows_around);
    REQUIRE_FALSE(on_windows);
    CHECK(on_windows.error().message.find(std::string(browser.windows_key) + "\\org.feedwitness.host") !=
          std::string::npos);
  }
  CHECK(find_browser("netscape") == nullptr);
  CHECK(manifest_folder(*find_browser("chromium"), Level::user, linux_around) ==
        "/home/ana/.config/chromium/NativeMessagingHosts");
  CHECK(manifest_folder(*find_browser("chromium"), Level::system, linux_around) ==
        "/etc/chromium/native-messaging-hosts");
  CHECK(manifest_folder(*find_browser("firefox"), Level::user, linux_around) ==
        "/home/ana/.mozilla/native-messaging-hosts");
  CHECK(manifest_folder(*find_browser("firefox"), Level::system, mac_around) ==
        "/Library/Application Support/Mozilla/NativeMessagingHosts");
  CHECK_FALSE(manifest_folder(*find_browser("arc"), Level::user, linux_around).has_value());
}

TEST_CASE("the folder of settings follows XDG_CONFIG_HOME, and a machine without HOME is refused") {
  const auto with = [](std::string_view config) {
    return look_around([config](std::string_view name) -> std::string {
      if (name == "HOME") return "/home/ana";
      if (name == "XDG_CONFIG_HOME") return std::string(config);
      return name == "PATH" ? "/usr/local/bin::/usr/bin" : "";
    });
  };

  REQUIRE(with(""));
  CHECK(with("")->config == "/home/ana/.config");
  CHECK(with("/elsewhere")->config == "/elsewhere");
  CHECK(with("elsewhere")->config == "/home/ana/.config");
  CHECK(with("")->program_folders == std::vector<fs::path>{"/usr/local/bin", "/usr/bin"});
  CHECK_FALSE(look_around([](std::string_view) { return std::string(); }));
}

TEST_CASE("a browser is found by its profile or by its program") {
  Machine machine;
  machine.around.program_folders = {machine.folder / "bin"};
  write(machine.folder / "bin/vivaldi-stable", "");

  CHECK(is_installed(*find_browser("chromium"), machine.around));
  CHECK(is_installed(*find_browser("vivaldi"), machine.around));
  CHECK_FALSE(is_installed(*find_browser("chrome"), machine.around));
}

TEST_CASE("installing twice leaves one manifest per browser found, readable by all, whatever the umask") {
  Machine machine;
  const auto before = umask(0077);

  machine.install_everywhere();
  machine.install_everywhere();
  umask(before);

  const fs::path chromium = machine.around.config / "chromium/NativeMessagingHosts";
  CHECK(read(chromium / "org.feedwitness.host.json") ==
        manifest_text(Family::chromium, machine.host, known_ids(machine.config)));
  CHECK(mode_of(chromium / "org.feedwitness.host.json") == kFileMode);
  CHECK(std::distance(fs::directory_iterator(chromium), {}) == 1);
  CHECK(fs::exists(machine.around.home / ".mozilla/native-messaging-hosts/org.feedwitness.host.json"));
  CHECK(all_good(machine.look()));
}

TEST_CASE("a system-wide manifest is one file for the browsers that share the folder, and open to every user") {
  Machine machine;
  fs::create_directories(machine.around.config / "google-chrome");
  fs::create_directories(machine.around.config / "BraveSoftware/Brave-Browser");
  fs::remove_all(machine.around.home / ".mozilla");
  fs::remove_all(machine.around.config / "chromium");

  const auto locations = installed_locations(Level::system, machine.around);

  REQUIRE(locations.size() == 1);
  CHECK(locations.front().title == "Google Chrome, Brave");
  REQUIRE(install(locations.front(), machine.host, known_ids(machine.config)));
  CHECK(mode_of(locations.front().folder) == (fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                              fs::perms::others_read | fs::perms::others_exec));
  CHECK(all_good(machine.look()));
  fs::permissions(locations.front().file(), fs::perms::owner_read);
  CHECK_FALSE(all_good(machine.look()));
}

TEST_CASE("uninstalling removes the manifest and the folders it stood alone in, and the second time nothing") {
  Machine machine;
  const Location chrome = machine.at("chrome");  // not installed: even the profile is ours
  const Location firefox = machine.at("firefox");
  REQUIRE(install(chrome, machine.host, known_ids(machine.config)));
  REQUIRE(install(firefox, machine.host, known_ids(machine.config)));

  const auto removed = uninstall(chrome);
  const auto again = uninstall(chrome);
  REQUIRE(uninstall(firefox));

  REQUIRE(removed);
  REQUIRE(again);
  CHECK(*removed);
  CHECK_FALSE(*again);
  CHECK_FALSE(fs::exists(machine.around.config / "google-chrome"));
  CHECK_FALSE(fs::exists(firefox.folder));
  CHECK(fs::exists(machine.around.home / ".mozilla/firefox"));
}

TEST_CASE("each way in which a manifest can be wrong is told, with the command that mends it") {
  Machine machine;
  machine.install_everywhere();
  const Location chromium = machine.at("chromium");
  const std::string sound = read(chromium.file());
  const auto replaced = [&](std::string_view from, std::string_view to) {
    std::string text = sound;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    write(chromium.file(), text.replace(at, from.size(), to));
  };
  std::string told;

  SUBCASE("absent") {
    fs::remove(chromium.file());
    told = "not registered";
  }
  SUBCASE("no JSON") {
    write(chromium.file(), "{\"name\": ");
    told = "not a JSON object";
  }
  SUBCASE("another name") {
    replaced("org.feedwitness.host", "org.feedwitness.Host");
    told = "another name";
  }
  SUBCASE("another type") {
    replaced("stdio", "pipe");
    told = "not of type stdio";
  }
  SUBCASE("a relative path") {
    replaced(machine.host.string(), "feedwitness-host");
    told = "absolute path";
  }
  SUBCASE("a host that is gone") {
    replaced(machine.host.string(), "/nowhere/feedwitness-host");
    told = "not there";
  }
  SUBCASE("another host") {
    replaced(machine.host.string(), "/bin/sh");
    told = "starts /bin/sh, not";
  }
  SUBCASE("a host that cannot be started") {
    fs::permissions(machine.host, fs::perms::owner_read);
    told = "not executable";
  }
  SUBCASE("an id is missing") {
    replaced(kChromiumIds.front(), "abcdefghijklmnopabcdefghijklmnop");
    told = "known extensions";
  }

  const auto findings = machine.look();

  const auto bad = std::ranges::find(findings, Finding::Verdict::bad, &Finding::verdict);
  REQUIRE(bad != findings.end());
  CHECK(bad->what.starts_with("Chromium: "));
  CHECK(bad->what.find(told) != std::string::npos);
  CHECK(bad->command == "feedwitness install-host --browser chromium");
}

TEST_CASE("the user's manifest counts before the system's, as for the browser") {
  Machine machine;
  fs::remove_all(machine.around.home / ".mozilla");
  REQUIRE(install(machine.at("chromium", Level::system), machine.host, known_ids(machine.config)));
  CHECK(all_good(machine.look()));

  write(machine.at("chromium").file(), "stale");

  CHECK_FALSE(all_good(machine.look()));
}

TEST_CASE("a stale manifest of a browser that is gone is told, too") {
  Machine machine;
  machine.install_everywhere();
  write(machine.at("edge").file(), "{}");
  fs::remove_all(machine.around.config / "microsoft-edge/Default");

  const auto findings = machine.look();

  CHECK(std::ranges::count(findings, Finding::Verdict::bad, &Finding::verdict) == 1);
}

TEST_CASE("without a browser there is a note, and nothing is wrong") {
  Machine machine;
  fs::remove_all(machine.around.home);

  const auto findings = machine.look();

  REQUIRE(findings.size() == 1);
  CHECK(findings.front().verdict == Finding::Verdict::note);
}

TEST_CASE("browsers in a snap or flatpak are explained") {
  Machine machine;
  machine.install_everywhere();
  fs::create_directories(machine.around.root / "snap/firefox");
  fs::create_directories(machine.around.home / ".var/app/com.google.Chrome");

  const auto findings = machine.look();

  REQUIRE(findings.size() == 4);
  CHECK(findings[2].what.starts_with("Firefox (snap): "));
  CHECK(findings[2].command.find("flatpak permission-set webextensions org.feedwitness.host") != std::string::npos);
  CHECK(findings[3].what.starts_with("Google Chrome (flatpak): "));
  CHECK(findings[3].verdict == Finding::Verdict::note);
}
