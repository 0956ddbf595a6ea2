#include <algorithm>
#include <optional>
#include <system_error>
#include <unistd.h>

#include <boost/json.hpp>

#include "manifest/file.h"
#include "manifest/manifest.h"

namespace feedwitness::manifest {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string_view text_of(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return value->get_string();
}

// Compared as JSON, so that this and manifest_text() cannot disagree about how an id is written.
bool same_callers(const json::object& found, const json::object& wanted) {
  for (const std::string_view key : {"allowed_origins", "allowed_extensions"}) {
    const json::value* expected = wanted.if_contains(key);
    if (expected == nullptr) continue;
    const json::value* actual = found.if_contains(key);
    if (actual == nullptr || !actual->is_array()) return false;
    const bool all = std::ranges::all_of(expected->get_array(), [&](const json::value& caller) {
      return std::ranges::find(actual->get_array(), caller) != actual->get_array().end();
    });
    if (!all) return false;
  }
  return true;
}

bool is_open_to_all(const Location& location) {
  std::error_code ignored;
  const fs::perms file = fs::status(location.file(), ignored).permissions();
  const fs::perms folder = fs::status(location.folder, ignored).permissions();
  return (file & fs::perms::others_read) != fs::perms::none && (folder & fs::perms::others_exec) != fs::perms::none;
}

// What is wrong with the manifest at a location, in the words that follow "Firefox: "; empty when all is well.
std::string fault(const Location& location, const fs::path& host, const ExtensionIds& ids) {
  const std::string file = location.file().string();
  const auto text = read_small_file(location.file());
  if (!text) return text.error().message;
  if (!*text) return "the host is not registered";
  boost::system::error_code error;
  const json::value value = json::parse(**text, error);
  if (error || !value.is_object()) return file + " is not a JSON object";
  const json::object& found = value.get_object();
  const json::value wanted = json::parse(manifest_text(location.family, host, ids));

  if (text_of(found, "name") != kHostName) return file + " bears another name than " + std::string(kHostName);
  if (text_of(found, "type") != "stdio") return file + " is not of type stdio";
  const fs::path path(std::string(text_of(found, "path")));
  if (!path.is_absolute()) return file + " does not give an absolute path";
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return file + " starts " + path.string() + ", which is not there";
  if (path != host && !fs::equivalent(path, host, ignored)) {
    return file + " starts " + path.string() + ", not " + host.string();
  }
  if (access(path.c_str(), X_OK) != 0) return path.string() + " is not executable";
  if (!same_callers(found, wanted.get_object())) return file + " does not name all known extensions";
  if (location.level == Level::system && !is_open_to_all(location)) return file + " cannot be read by everyone";
  return {};
}

Finding verdict_on(const Location& location, const fs::path& host, const ExtensionIds& ids,
                   const std::string& command) {
  const std::string wrong = fault(location, host, ids);
  if (wrong.empty()) return {Finding::Verdict::good, location.title + ": " + location.file().string(), {}};
  return {Finding::Verdict::bad, location.title + ": " + wrong, command};
}

bool is_there(const Location& location) {
  std::error_code ignored;
  return fs::exists(location.file(), ignored);
}

// The browser reads the user's manifest first; the system's counts only when there is none.
std::optional<Finding> look_at(const Browser& browser, const Surroundings& around, const fs::path& host,
                               const ExtensionIds& ids) {
  const std::string name(browser.name);
  const auto user = location_of(browser, Level::user, around);
  const auto system = location_of(browser, Level::system, around);
  if (!user) return std::nullopt;
  const std::string mend = "feedwitness install-host --browser " + name;
  if (is_there(*user)) return verdict_on(*user, host, ids, mend);
  if (!is_installed(browser, around)) return std::nullopt;
  if (system && is_there(*system)) return verdict_on(*system, host, ids, "sudo " + mend + " --system");
  return verdict_on(*user, host, ids, mend);
}

}  // namespace

std::vector<Finding> inspect(const Surroundings& around, const Config& config, const fs::path& host) {
  const ExtensionIds ids = known_ids(config);
  std::vector<Finding> findings;
  for (const Browser& browser : browsers()) {
    if (auto finding = look_at(browser, around, host, ids)) findings.push_back(std::move(*finding));
  }
  for (const auto& [folder, family] : config.manifest_folders) {
    const std::string mend =
        "feedwitness install-host --manifest-dir '" + folder.string() + "' --family " + std::string(name_of(family));
    findings.push_back(verdict_on({folder.string(), family, Level::user, folder}, host, ids, mend));
  }
  if (findings.empty()) {
    findings.push_back({Finding::Verdict::note, "no browser found: install one, then register the host with it",
                        "feedwitness install-host"});
  }
  for (const Sandboxed& browser : sandboxed_browsers(around)) {
    findings.push_back({Finding::Verdict::note, browser.browser + ": " + browser.explanation, browser.command});
  }
  return findings;
}

}  // namespace feedwitness::manifest
