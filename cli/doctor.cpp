#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <memory>
#include <ostream>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/host_connection.h"
#include "cli/output.h"
#include "cli/world.h"
#include "manifest/manifest.h"

namespace feedwitness::cli {
namespace {

namespace fs = std::filesystem;

using manifest::Finding;
using Verdict = manifest::Finding::Verdict;
using Findings = std::vector<Finding>;

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::good: return "good";
    case Verdict::note: return "note";
    case Verdict::bad: return "bad";
  }
  return "bad";
}

// A new folder for one check, gone afterwards.
class Scratch {
 public:
  Scratch() {
    std::error_code ignored;  // an unusable folder shows itself when the host is started
    std::string name = (fs::temp_directory_path(ignored) / "feedwitness-doctor-XXXXXX").string();
    if (mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Started as a browser starts it, with an empty store of its own: nothing of the person's is touched.
Finding check_start(const fs::path& host) {
  const Scratch scratch;
  const auto begin = std::chrono::steady_clock::now();
  auto connection = HostConnection::start(host, {{"HOME", scratch.path().string()},  // where macOS keeps data
                                                 {"XDG_DATA_HOME", scratch.path().string()}});
  if (!connection) return {Verdict::bad, "host: " + connection.error().message, "./installer/install.sh"};
  if (const auto welcome = connection->hello(); !welcome) {
    return {Verdict::bad, "host: " + host.string() + " does not answer: " + welcome.error().message,
            host.string() + " --version"};
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  if (const auto closed = connection->close(); !closed) return {Verdict::bad, "host: " + closed.error().message, {}};
  return {Verdict::good, "host: " + host.string() + " answers within " + std::to_string(took.count()) + " ms", {}};
}

Findings check_registration(const World& world, const fs::path& host) {
  const auto around = manifest::look_around(world.variable);
  if (!around) return {{Verdict::bad, around.error().message, {}}};
  const fs::path file = manifest::config_file(*around);
  const auto config = manifest::read_config(file);
  if (!config) return {{Verdict::bad, "configuration: " + config.error().message, "rm '" + file.string() + "'"}};
  return manifest::inspect(*around, *config, host);
}

// The folder is open to its owner alone, and so is each file in it.
Finding check_modes(const fs::path& folder) {
  const auto is_private = [](const fs::path& path) {
    std::error_code error;
    const fs::perms mode = fs::status(path, error).permissions();
    return !error && (mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none;
  };
  const std::string mend = "chmod 700 '" + folder.string() + "' && chmod 600 '" + folder.string() + "'/*";
  if (!is_private(folder)) return {Verdict::bad, "store: " + folder.string() + " is open to others", mend};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!is_private(entry.path()))
      return {Verdict::bad, "store: " + entry.path().string() + " is open to others", mend};
  }
  if (error) return {Verdict::bad, "store: " + folder.string() + " cannot be read: " + error.message(), mend};
  return {Verdict::good, "store: " + folder.string() + " is yours alone", {}};
}

std::string mend_of(const Error& error, const fs::path& folder) {
  switch (error.code) {
    case ErrorCode::store_newer: return "git pull && ./installer/install.sh";
    case ErrorCode::store_damaged: return "mv '" + folder.string() + "' '" + folder.string() + ".damaged'";
    default: return {};
  }
}

Findings check_store(const World& world) {
  const auto folder = store::default_folder(world.variable);
  if (!folder) return {{Verdict::bad, "store: " + folder.error().message, {}}};
  std::error_code ignored;
  if (!fs::exists(*folder, ignored)) {
    return {{Verdict::note, "store: none yet; the first capture makes " + folder->string(), {}}};
  }
  Findings findings{check_modes(*folder)};
  if (findings.front().verdict == Verdict::bad) return findings;
  auto store = open_store(world);
  if (!store && store.error().code == ErrorCode::not_found) {
    findings.push_back({Verdict::note, "store: empty", {}});
    return findings;
  }
  const auto sound = store ? store->check() : Result<void>(store.error());
  findings.push_back(sound ? Finding{Verdict::good, "store: opens, is sound, and its key is there", {}}
                           : Finding{Verdict::bad, "store: " + sound.error().message, mend_of(sound.error(), *folder)});
  return findings;
}

Findings examine(const World& world) {
  Findings findings;
  const auto host = find_host(world);
  if (!host) {
    findings.push_back({Verdict::bad, host.error().message, "./installer/install.sh"});
  } else {
    findings.push_back(check_start(*host));
    std::ranges::move(check_registration(world, *host), std::back_inserter(findings));
  }
  std::ranges::move(check_store(world), std::back_inserter(findings));
  return findings;
}

void print_json(World& world, const Findings& findings) {
  std::string_view before = "[\n";
  for (const Finding& finding : findings) {
    std::string text;
    JsonObject object(text);
    object.text("verdict", name_of(finding.verdict));
    object.text("what", finding.what);
    object.text_if_any("command", finding.command);
    object.close();
    world.out.stream << std::exchange(before, ",\n") << text;
  }
  world.out.stream << "\n]\n";
}

Result<void> doctor(bool as_json, World& world) {
  const Findings findings = examine(world);
  if (as_json) print_json(world, findings);
  for (const Finding& finding : findings) {
    if (as_json) break;
    world.out.stream << name_of(finding.verdict) << (finding.verdict == Verdict::bad ? "   " : "  ") << finding.what;
    if (!finding.command.empty()) world.out.stream << "; run: " << finding.command;
    world.out.stream << '\n';
  }
  const auto bad = std::ranges::count(findings, Verdict::bad, &Finding::verdict);
  if (bad == 0) return {};
  return Error{ErrorCode::check_failed, std::to_string(bad) + (bad == 1 ? " thing is wrong" : " things are wrong") +
                                            "; the commands above mend what can be mended"};
}

Run prepare(CLI::App& command) {
  const auto as_json = std::make_shared<bool>(false);
  command.add_flag("--json", *as_json, "For programs, as one JSON array");
  return [as_json](World& world) { return doctor(*as_json, world); };
}

}  // namespace

const Command kDoctor{kSetUp, "doctor", "Check the installation, and say which command mends what is wrong",
                      "Example:\n"
                      "  feedwitness doctor",
                      prepare};

}  // namespace feedwitness::cli
