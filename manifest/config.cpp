#include "manifest/config.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "manifest/extension_ids.h"
#include "manifest/file.h"

namespace feedwitness::manifest {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::array kFamilies{Family::chromium, Family::firefox};

Error malformed(const fs::path& file, std::string_view what) {
  return {ErrorCode::bad_request, file.string() + ": " + std::string(what) + "; correct it or remove the file"};
}

bool has_only(const json::object& object, std::initializer_list<std::string_view> keys) {
  return std::ranges::all_of(object, [&](const auto& member) {
    return std::ranges::find(keys, std::string_view(member.key())) != keys.end();
  });
}

// false when it is not as Config says.
bool read_ids(const json::value& value, ExtensionIds& ids) {
  const json::object* object = value.if_object();
  if (object == nullptr || !has_only(*object, {"chromium", "firefox"})) return false;
  for (const Family family : kFamilies) {
    const json::value* list = object->if_contains(name_of(family));
    if (list == nullptr) continue;
    if (!list->is_array()) return false;
    for (const json::value& id : list->get_array()) {
      if (!id.is_string() || family_of_id(id.get_string()) != family) return false;
      ids.of(family).emplace_back(id.get_string());
    }
  }
  return true;
}

bool read_folders(const json::value& value, std::vector<CustomFolder>& folders) {
  if (!value.is_array()) return false;
  for (const json::value& entry : value.get_array()) {
    const json::object* object = entry.if_object();
    if (object == nullptr || !has_only(*object, {"folder", "family"})) return false;
    const json::value* folder = object->if_contains("folder");
    const json::value* family = object->if_contains("family");
    if (folder == nullptr || !folder->is_string() || family == nullptr || !family->is_string()) return false;
    const auto known = family_from(family->get_string());
    if (!known) return false;
    folders.push_back({fs::path(std::string(folder->get_string())), *known});
  }
  return true;
}

std::string text_of(const Config& config) {
  json::object ids;
  for (const Family family : kFamilies) {
    if (!config.extension_ids.of(family).empty())
      ids[name_of(family)] = json::value_from(config.extension_ids.of(family));
  }
  json::array folders;
  for (const auto& [folder, family] : config.manifest_folders) {
    folders.push_back({{"folder", folder.string()}, {"family", name_of(family)}});
  }
  return json::serialize(json::object{{"extensionIds", ids}, {"manifestFolders", folders}}) + "\n";
}

template <typename T>
bool add(std::vector<T>& list, const T& item) {
  if (std::ranges::find(list, item) != list.end()) return false;
  list.push_back(item);
  return true;
}

}  // namespace

std::optional<Family> family_of_id(std::string_view id) {
  const auto is_chromium_letter = [](char c) { return c >= 'a' && c <= 'p'; };
  if (id.size() == 32 && std::ranges::all_of(id, is_chromium_letter)) return Family::chromium;
  // Firefox, toolkit/mozapps/extensions: an email-like name or a uuid in braces, at most 80 characters.
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
           c == '_';
  };
  if (id.size() > 80) return std::nullopt;
  if (id.size() == 38 && id.front() == '{' && id.back() == '}' && std::ranges::all_of(id.substr(1, 36), is_plain)) {
    return Family::firefox;
  }
  const std::size_t at = id.find('@');
  if (at == std::string_view::npos || at + 1 == id.size()) return std::nullopt;
  if (!std::ranges::all_of(id.substr(0, at), is_plain) || !std::ranges::all_of(id.substr(at + 1), is_plain)) {
    return std::nullopt;
  }
  return Family::firefox;
}

fs::path config_file(const Surroundings& around) {
  const fs::path folder =
      around.platform == Platform::macos ? around.home / "Library/Application Support" : around.config;
  return folder / "feedwitness" / "config.json";
}

Result<Config> read_config(const fs::path& file) {
  const auto text = read_small_file(file);
  if (!text) return text.error();
  Config config;
  if (!*text) return config;
  boost::system::error_code error;
  const json::value value = json::parse(**text, error);
  if (error || !value.is_object()) return malformed(file, "not a JSON object");
  if (!has_only(value.get_object(), {"extensionIds", "manifestFolders"}))
    return malformed(file, "holds an unknown key");
  const json::value* ids = value.get_object().if_contains("extensionIds");
  if (ids != nullptr && !read_ids(*ids, config.extension_ids))
    return malformed(file, "extensionIds is not as expected");
  const json::value* folders = value.get_object().if_contains("manifestFolders");
  if (folders != nullptr && !read_folders(*folders, config.manifest_folders)) {
    return malformed(file, "manifestFolders is not as expected");
  }
  return config;
}

Result<void> write_config(const fs::path& file, const Config& config) {
  return write_small_file(file, text_of(config), fs::perms::owner_read | fs::perms::owner_write, fs::perms::owner_all);
}

Result<bool> add_extension_id(Config& config, std::string_view id) {
  const auto family = family_of_id(id);
  if (!family) {
    return Error{ErrorCode::bad_request, "'" + std::string(id) + "' is not the id of an extension: Chromium's has 32 " +
                                             "letters a-p, Firefox's is name@domain or {uuid}"};
  }
  const auto known = known_ids(config).of(*family);
  if (std::ranges::find(known, id) != known.end()) return false;
  config.extension_ids.of(*family).emplace_back(id);
  return true;
}

bool add_manifest_folder(Config& config, const CustomFolder& folder) { return add(config.manifest_folders, folder); }

ExtensionIds known_ids(const Config& config) {
  ExtensionIds ids{{kChromiumIds.begin(), kChromiumIds.end()}, {kFirefoxIds.begin(), kFirefoxIds.end()}};
  for (const Family family : kFamilies) {
    for (const std::string& id : config.extension_ids.of(family)) add(ids.of(family), id);
  }
  return ids;
}

}  // namespace feedwitness::manifest
