#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <system_error>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/commands.h"
#include "cli/moments.h"
#include "cli/output.h"
#include "cli/world.h"
#include "host/answer.h"
#include "manifest/manifest.h"

namespace feedwitness::cli {
namespace {

namespace fs = std::filesystem;

std::uintmax_t bytes_in(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::uintmax_t size = entry.file_size(error);
    if (!error) bytes += size;
  }
  return bytes;
}

// "1.2 MB"
std::string size_text(std::uintmax_t bytes) {
  constexpr std::uintmax_t kStep = 1000;
  if (bytes < kStep) return std::to_string(bytes) + " bytes";
  std::uintmax_t tenths = bytes * 10;
  for (const char* unit : {"kB", "MB", "GB"}) {
    tenths = (tenths + kStep / 2) / kStep;
    if (tenths < kStep * 10) return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + unit;
  }
  return std::to_string(tenths / 10) + " GB";
}

// In how many browsers a sound manifest starts this host.
std::int64_t registered_browsers(const World& world) {
  const auto around = manifest::look_around(world.variable);
  const auto host = find_host(world);
  if (!around || !host) return 0;
  const auto config = manifest::read_config(manifest::config_file(*around));
  if (!config) return 0;
  const auto findings = manifest::inspect(*around, *config, *host);
  return std::ranges::count(findings, manifest::Finding::Verdict::good, &manifest::Finding::verdict);
}

void print_json(World& world, const fs::path& folder, const std::string& supporter, const host::Report& report) {
  std::string text;
  JsonObject object(text);
  object.text("folder", folder.string());
  object.number("bytes", static_cast<std::int64_t>(bytes_in(folder)));
  object.text_or_null("supporter", supporter);
  object.number("registeredBrowsers", registered_browsers(world));
  object.json("status", host::status_json(report));
  object.close();
  world.out.stream << text << '\n';
}

std::string days_text(const store::Status& status) {
  if (!status.first_impression || !status.last_impression) return "none";
  return std::to_string(status.days) + (status.days == 1 ? " day, " : " days, ") +
         local_text(*status.first_impression) + " to " + local_text(*status.last_impression);
}

std::string retention_text(std::optional<std::int64_t> days) {
  return days ? ", erased after " + std::to_string(*days) + (*days == 1 ? " day" : " days") : "";
}

void print_text(World& world, const fs::path& folder, const std::string& supporter, const host::Report& report) {
  std::ostream& out = world.out.stream;
  const store::Status& status = report.status;
  const store::Health& health = status.health;
  const std::int64_t browsers = registered_browsers(world);
  out << "store        " << folder.string() << ", " << size_text(bytes_in(folder)) << '\n'
      << "supporter    " << (supporter.empty() ? "none yet" : supporter) << '\n'
      << "timelines    " << status.timelines << '\n'
      << "impressions  " << status.impressions << ": " << status.public_impressions << " public, "
      << status.private_impressions << " private\n"
      << "nature       " << status.organic << " organic, " << status.sponsored << " sponsored, "
      << status.unknown_nature << " unknown\n"
      << "sources      " << status.sources << '\n'
      << "covered      " << days_text(status) << '\n'
      << "html         " << status.html << " kept, " << size_text(static_cast<std::uintmax_t>(status.stored_html_bytes))
      << " of " << size_text(static_cast<std::uintmax_t>(status.html_bytes)) << " captured"
      << retention_text(report.html_days) << '\n'
      << "parser       " << health.seen << " posts seen: " << health.understood << " understood, " << health.partly
      << " partly, " << health.unknown << " unknown\n";
  if (health.unknown_audience > 0) {
    out << "             " << health.unknown_audience << " without a visible audience, taken as private\n";
  }
  if (report.attention) out << "attention    " << *report.attention << '\n';
  if (status.old_metadata > 0) {
    out << "             " << status.old_metadata << " read by an older parser: feedwitness reparse reads them again\n";
  }
  out << "host         "
      << (browsers > 0 ? "registered with " + std::to_string(browsers) + (browsers == 1 ? " browser" : " browsers")
                       : "not registered with any browser: feedwitness install-host")
      << '\n';
}

Result<void> status(bool as_json, World& world) {
  const auto folder = store::default_folder(world.variable);
  if (!folder) return folder.error();
  auto store = open_store(world);
  if (!store) return store.error();
  const auto report = host::report(*store);
  if (!report) return report.error();
  std::string supporter;
  if (report->status.timelines > 0) {  // in an empty store the question would make one
    const auto known = store->supporter();
    if (!known) return known.error();
    supporter = known->pseudonym;
  }
  (as_json ? print_json : print_text)(world, *folder, supporter, *report);
  return {};
}

Run prepare(CLI::App& command) {
  const auto as_json = std::make_shared<bool>(false);
  command.add_flag("--json", *as_json, "For programs");
  return [as_json](World& world) { return status(*as_json, world); };
}

}  // namespace

const Command kStatus{kSee, "status", "Count what is kept, and say where and how well it was read",
                      "Examples:\n"
                      "  feedwitness status\n"
                      "  feedwitness status --json | jq .status.impressions",
                      prepare};

}  // namespace feedwitness::cli
