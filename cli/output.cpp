#include "cli/output.h"

#include <cstdlib>
#include <ostream>
#include <string>
#include <system_error>
#include <unistd.h>

namespace feedwitness::cli {
namespace {

namespace fs = std::filesystem;

Error cannot_write(const fs::path& file) {
  return {ErrorCode::io_error, "cannot write " + file.string() + ": is the disk full, or the folder not yours?"};
}

Result<store::Store> open_with(const World& world, bool create) {
  const auto folder = store::default_folder(world.variable);
  if (!folder) return folder.error();
  return store::Store::open(*folder, {.create = create});
}

}  // namespace

Result<Output> Output::open(World& world, const fs::path& file) {
  Output output(world.out.stream);
  if (file.empty()) return output;
  output.file_ = file;
  std::error_code ignored;
  if (fs::exists(file, ignored) && !fs::is_regular_file(file, ignored)) {  // a device or a pipe: never replaced
    output.whole_ = std::make_unique<std::ofstream>(file, std::ios::binary);
    output.stream_ = output.whole_.get();
    return output;
  }
  std::string name = file.string() + ".XXXXXX";
  const int descriptor = mkstemp(name.data());
  if (descriptor < 0) return cannot_write(file);
  close(descriptor);
  output.draft_ = name;
  output.whole_ = std::make_unique<std::ofstream>(name, std::ios::binary);
  output.stream_ = output.whole_.get();
  return output;
}

Output::~Output() {
  std::error_code ignored;  // nothing is left to do about a draft that cannot be removed
  if (!draft_.empty()) fs::remove(draft_, ignored);
}

bool Output::write(std::string_view text) {
  return static_cast<bool>(stream_->write(text.data(), static_cast<std::streamsize>(text.size())));
}

Result<void> Output::finish() {
  stream_->flush();
  if (!*stream_) return file_.empty() ? Error{ErrorCode::io_error, "cannot write the output"} : cannot_write(file_);
  if (draft_.empty()) return {};
  std::error_code error;
  fs::rename(draft_, file_, error);
  if (error) return cannot_write(file_);
  return {};
}

Result<store::Store> open_store(const World& world) { return open_with(world, false); }

Result<store::Store> open_or_make_store(const World& world) { return open_with(world, true); }

Result<void> write_view(World& world, store::Store& store, std::string_view name, const views::Parameters& parameters,
                        const std::string& file) {
  const views::View* view = views::find(name);
  if (view == nullptr) return Error{ErrorCode::internal, "there is no view " + std::string(name)};
  auto output = Output::open(world, file);
  if (!output) return output.error();
  auto done = views::ask_for_file(*view, store, parameters, world.now(),
                                  [&](std::string_view text) { return output->write(text); });
  return done ? output->finish() : done;
}

}  // namespace feedwitness::cli
