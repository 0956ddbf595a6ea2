#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "manifest/browsers.h"

namespace feedwitness::manifest {

// Extensions by the form of manifest that names them. Chromium: 32 letters a-p. Firefox: "name@domain" or "{uuid}".
struct ExtensionIds {
  std::vector<std::string> chromium;
  std::vector<std::string> firefox;

  const std::vector<std::string>& of(Family family) const { return family == Family::chromium ? chromium : firefox; }
  std::vector<std::string>& of(Family family) { return family == Family::chromium ? chromium : firefox; }
};

// Which family an id belongs to; nullopt when it is not the id of an extension.
std::optional<Family> family_of_id(std::string_view id);

// A folder of manifests that is in no table, given by hand with `install-host --manifest-dir`.
struct CustomFolder {
  std::filesystem::path folder;
  Family family = Family::chromium;

  bool operator==(const CustomFolder&) const = default;
};

// The configuration file, which `install-host` writes and the host reads:
//
//   {"extensionIds": {"chromium": ["<32 letters>"], "firefox": ["name@domain"]},
//    "manifestFolders": [{"folder": "/...", "family": "chromium"}]}
//
// Both keys may be missing; others are kept out of it by an error, since a misspelt key would silently do nothing.
struct Config {
  ExtensionIds extension_ids;  // besides the compiled-in ones
  std::vector<CustomFolder> manifest_folders;
};

std::filesystem::path config_file(const Surroundings& around);
// An absent file is an empty configuration. Errors: io_error, bad_request.
Result<Config> read_config(const std::filesystem::path& file);
// Written beside and renamed into place, 0600 in a 0700 folder.
Result<void> write_config(const std::filesystem::path& file, const Config& config);

// Adds what is not there yet; true when the configuration changed. Error: bad_request for what is no extension id.
Result<bool> add_extension_id(Config& config, std::string_view id);
bool add_manifest_folder(Config& config, const CustomFolder& folder);

// The extensions that may start the host: the compiled-in ones, then the configuration's.
ExtensionIds known_ids(const Config& config);

}  // namespace feedwitness::manifest
