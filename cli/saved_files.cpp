#include "cli/saved_files.h"

#include <chrono>
#include <ostream>
#include <system_error>
#include <utility>

#include <CLI/CLI.hpp>

#include "base/json_text.h"
#include "cli/files.h"
#include "cli/moments.h"
#include "cli/progress.h"

namespace feedwitness::cli {
namespace {

namespace fs = std::filesystem;

Time modified(const fs::path& file) {
  std::error_code ignored;
  const auto clock = std::chrono::file_clock::to_sys(fs::last_write_time(file, ignored));
  return std::chrono::floor<std::chrono::milliseconds>(clock);
}

using TakeBytes = std::function<Result<Taken>(std::string bytes, const std::string& name)>;

Result<Taken> take_file(const std::string& name, const TakeBytes& take) {
  auto bytes = read_input(name);
  if (!bytes) return bytes.error();
  auto taken = take(*std::move(bytes), name);
  if (!taken) return Error{taken.error().code, name + ": " + taken.error().message};
  return taken;
}

std::string json_of(const std::string& name, const Result<Taken>& taken) {
  std::string text;
  JsonObject object(text);
  object.text("file", name);
  if (taken) {
    object.number("stored", taken->counts.stored);
    object.number("updated", taken->counts.updated);
    object.number("duplicates", taken->counts.duplicates);
    object.number("rejected", taken->rejected);
  } else {
    JsonObject error(object.member("error"));
    error.text("code", name_of(taken.error().code));
    error.text("message", taken.error().message);
    error.close();
  }
  object.close();
  return text;
}

// "12 impressions stored, 3 were there already"
std::string sentence_of(const Taken& taken) {
  const auto& [stored, updated, duplicates] = taken.counts;
  if (stored + updated + duplicates + taken.rejected == 0) return "no posts found";
  std::string text = std::to_string(stored) + (stored == 1 ? " impression stored" : " impressions stored");
  if (updated > 0) text += ", " + std::to_string(updated) + " brought up to date";
  if (duplicates > 0) text += ", " + std::to_string(duplicates) + " there already";
  if (taken.rejected > 0) text += ", " + std::to_string(taken.rejected) + " refused";
  return text;
}

}  // namespace

void add_options(CLI::App& command, SavedFiles& files) {
  command.add_option("FILE", files.names, "Saved pages: HTML or MHTML")->required()->type_name("");
  command.add_option("--captured-at", files.captured_at, "When the page was shown; else what the file itself says")
      ->type_name("TIME");
  command.add_option("--url", files.url, "The address of the page, where the file does not say")->type_name("URL");
  command.add_flag("--json", files.as_json, "One JSON array with what became of each file");
}

Result<void> take_bytes(const SavedFiles& files, World& world, const TakeBytes& take) {
  Progress progress(world.err, "reading");
  std::optional<Error> first_failure;
  std::int64_t done = 0;
  std::int64_t failed = 0;
  for (const std::string& name : files.names) {
    progress.show(done, std::ssize(files.names));
    const Result<Taken> taken = take_file(name, take);
    progress.clear();
    if (files.as_json) world.out.stream << (done == 0 ? "[\n" : ",\n") << json_of(name, taken);
    if (!files.as_json && taken) world.out.stream << name << ": " << sentence_of(*taken) << '\n';
    if (!taken) {
      ++failed;
      if (!first_failure) first_failure = taken.error();
      if (files.names.size() > 1 && !files.as_json) world.err.stream << taken.error().message << '\n';
    }
    ++done;
  }
  if (files.as_json) world.out.stream << "\n]\n";
  if (failed == 0) return {};
  if (files.names.size() == 1) return *first_failure;
  return Error{first_failure->code,
               std::to_string(failed) + " of " + std::to_string(done) + " files could not be taken in"};
}

Result<void> take_files(const SavedFiles& files, World& world,
                        const std::function<Result<Taken>(intake::SavedPage page)>& take) {
  std::optional<Time> captured_at;
  if (!files.captured_at.empty()) {
    const auto moment = read_moment(files.captured_at);
    if (!moment) return moment.error();
    captured_at = *moment;
  }
  return take_bytes(files, world, [&](std::string bytes, const std::string& name) -> Result<Taken> {
    auto page = intake::open_saved_page(std::move(bytes), captured_at, modified(name), files.url);
    if (!page) return page.error();
    return take(*std::move(page));
  });
}

}  // namespace feedwitness::cli
