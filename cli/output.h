#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "cli/command.h"
#include "store/store.h"
#include "views/view.h"

namespace feedwitness::cli {

// Where a command's data goes: stdout, or a file that is complete or not there at all, and the owner's alone (0600),
// since it holds what somebody read.
class Output {
 public:
  // `file` empty: stdout. Error: io_error.
  static Result<Output> open(World& world, const std::filesystem::path& file);
  Output(Output&&) = default;
  Output& operator=(Output&&) = delete;
  ~Output();

  bool write(std::string_view text);
  // Must be called when all is written. Error: io_error (the disk may be full), and the file is not made.
  Result<void> finish();

 private:
  explicit Output(std::ostream& stream) : stream_(&stream) {}

  std::ostream* stream_;
  std::unique_ptr<std::ofstream> whole_;  // of the draft, or of a device
  std::filesystem::path draft_;           // renamed to the file at the end
  std::filesystem::path file_;
};

// The store of this person. Error: not_found when there is none yet; see store::Store::open() for the others.
Result<store::Store> open_store(const World& world);
// The same, made when it is missing.
Result<store::Store> open_or_make_store(const World& world);

// Writes what a view answers, as one file, to `file` (see Output::open).
Result<void> write_view(World& world, store::Store& store, std::string_view name, const views::Parameters& parameters,
                        const std::string& file);

}  // namespace feedwitness::cli
