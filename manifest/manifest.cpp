#include "manifest/manifest.h"

#include <algorithm>
#include <system_error>

#include <boost/json.hpp>

#include "manifest/file.h"

namespace feedwitness::manifest {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr fs::perms kFileMode =
    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read | fs::perms::others_read;
constexpr fs::perms kOpenFolder = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                  fs::perms::others_read | fs::perms::others_exec;

std::string_view ids_key(Family family) {
  return family == Family::chromium ? "allowed_origins" : "allowed_extensions";
}

// An id as the manifest of its family writes it.
std::string caller_of(Family family, const std::string& id) {
  return family == Family::chromium ? "chrome-extension://" + id + "/" : id;
}

// Two browsers that look into one folder are one location.
void add(std::vector<Location>& locations, const Location& location) {
  const auto same = std::ranges::find(locations, location.folder, &Location::folder);
  if (same == locations.end()) {
    locations.push_back(location);
  } else {
    same->title += ", " + location.title;
  }
}

}  // namespace

std::string manifest_text(Family family, const fs::path& host, const ExtensionIds& ids) {
  std::string callers;
  for (const std::string& id : ids.of(family)) {
    callers += callers.empty() ? "\n    " : ",\n    ";
    callers += json::serialize(json::string(caller_of(family, id)));
  }
  std::string text = "{\n  \"name\": \"" + std::string(kHostName) + "\",\n";
  text += "  \"description\": \"feedwitness keeps, on this machine, what a social feed showed you\",\n";
  text += "  \"path\": " + json::serialize(json::string(host.string())) + ",\n";
  text += "  \"type\": \"stdio\",\n";
  text += "  \"" + std::string(ids_key(family)) + "\": [" + callers + "\n  ]\n}\n";
  return text;
}

Result<Location> location_of(const Browser& browser, Level level, const Surroundings& around) {
  if (const auto folder = manifest_folder(browser, level, around)) {
    return Location{std::string(browser.title), browser.family, level, *folder};
  }
  if (around.platform == Platform::windows) {
    return Error{ErrorCode::not_found, std::string(browser.title) + " finds the host through the registry: set the " +
                                           "default value of HKEY_CURRENT_USER\\" + std::string(browser.windows_key) +
                                           "\\" + std::string(kHostName) + " to the path of a manifest"};
  }
  return Error{ErrorCode::not_found, std::string(browser.title) + " has no such folder of manifests here: give one " +
                                         "with --manifest-dir DIR --family " + std::string(name_of(browser.family))};
}

std::vector<Location> installed_locations(Level level, const Surroundings& around) {
  std::vector<Location> locations;
  for (const Browser& browser : browsers()) {
    if (!is_installed(browser, around)) continue;
    if (const auto location = location_of(browser, level, around)) add(locations, *location);
  }
  return locations;
}

std::vector<Location> all_locations(const Surroundings& around, const Config& config) {
  std::vector<Location> locations;
  for (const Level level : {Level::user, Level::system}) {
    for (const Browser& browser : browsers()) {
      if (const auto location = location_of(browser, level, around)) add(locations, *location);
    }
  }
  for (const auto& [folder, family] : config.manifest_folders) {
    add(locations, {folder.string(), family, Level::user, folder});
  }
  return locations;
}

Result<void> install(const Location& location, const fs::path& host, const ExtensionIds& ids) {
  const fs::perms folder_mode = location.level == Level::system ? kOpenFolder : fs::perms::owner_all;
  return write_small_file(location.file(), manifest_text(location.family, host, ids), kFileMode, folder_mode);
}

Result<bool> uninstall(const Location& location) {
  std::error_code error;
  const bool removed = fs::remove(location.file(), error);
  if (error) {
    return Error{ErrorCode::io_error, "cannot remove " + location.file().string() + ": " + error.message()};
  }
  // What install() made in a home; a folder that holds something else is not empty, and stays.
  if (removed && location.level == Level::user && fs::remove(location.folder, error)) {
    fs::remove(location.folder.parent_path(), error);
  }
  return removed;
}

}  // namespace feedwitness::manifest
