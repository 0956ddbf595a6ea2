#include "manifest/file.h"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <unistd.h>

namespace feedwitness::manifest {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLimit = std::uintmax_t{1} << 20U;

Error io_error(std::string_view verb, const fs::path& path, const std::error_code& why) {
  return {ErrorCode::io_error, std::string("cannot ").append(verb) + " " + path.string() + ": " + why.message()};
}

std::error_code last_error() { return {errno, std::generic_category()}; }

// fs::create_directories with a mode: a folder made on the way to a profile must not be open to others.
std::error_code make_folders(const fs::path& folder, fs::perms mode) {
  std::error_code error;
  if (folder.empty() || fs::is_directory(folder, error)) return {};
  if (const std::error_code parent = make_folders(folder.parent_path(), mode)) return parent;
  error.clear();
  if (fs::create_directory(folder, error)) fs::permissions(folder, mode, error);
  return error;
}

// Closes and, unless it was renamed away, removes the temporary file.
struct Draft {
  explicit Draft(const fs::path& beside) : name(beside.string() + ".XXXXXX") { descriptor = mkstemp(name.data()); }
  ~Draft() {
    if (descriptor >= 0) close(descriptor);
    if (!renamed && descriptor >= 0) unlink(name.c_str());
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  bool write_all(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t put = write(descriptor, text.data(), text.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return false;
      text.remove_prefix(static_cast<std::size_t>(put));
    }
    return fsync(descriptor) == 0;
  }

  std::string name;
  int descriptor = -1;
  bool renamed = false;
};

}  // namespace

Result<std::optional<std::string>> read_small_file(const fs::path& file) {
  std::error_code error;
  if (!fs::exists(file, error) && !error) return std::optional<std::string>();
  if (error) return io_error("look at", file, error);
  const std::uintmax_t size = fs::file_size(file, error);
  if (error) return io_error("read", file, error);
  if (size > kLimit) return Error{ErrorCode::too_large, file.string() + " is larger than 1 MiB: this is not our file"};
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) return io_error("read", file, last_error());
  return std::optional(std::string(std::istreambuf_iterator<char>(in), {}));
}

Result<void> write_small_file(const fs::path& file, std::string_view text, fs::perms file_mode, fs::perms folder_mode) {
  if (const std::error_code error = make_folders(file.parent_path(), folder_mode)) {
    return io_error("make the folder", file.parent_path(), error);
  }
  Draft draft(file);
  if (draft.descriptor < 0 || !draft.write_all(text)) return io_error("write", file, last_error());
  std::error_code error;
  fs::permissions(draft.name, file_mode, error);
  if (!error) fs::rename(draft.name, file, error);
  if (error) return io_error("write", file, error);
  draft.renamed = true;
  return {};
}

}  // namespace feedwitness::manifest
