#include "store/private_files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "identity/identity.h"
#include "store/failure.h"

namespace feedwitness::store {
namespace {

constexpr mode_t kFileMode = 0600;
constexpr mode_t kFolderMode = 0700;
constexpr mode_t kOthers = 0077;

[[noreturn]] void fail_on(const std::filesystem::path& path, std::string_view what) {
  const int number = errno;
  throw Failure{
      {ErrorCode::io_error, "cannot " + std::string{what} + " " + path.string() + ": " + std::strerror(number)}};
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : number_{::open(path.c_str(), flags | O_CLOEXEC, kFileMode)} {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::filesystem::path beside(const std::filesystem::path& file) {
  std::filesystem::path temporary = file;
  temporary += "." + identity::new_token().substr(0, 8);
  return temporary;
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor descriptor{folder, O_RDONLY | O_DIRECTORY};
  if (!descriptor || ::fsync(descriptor.number()) != 0) fail_on(folder, "sync");
}

}  // namespace

void make_private_folder(const std::filesystem::path& folder) {
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path());
  if (::mkdir(folder.c_str(), kFolderMode) == 0) {
    if (::chmod(folder.c_str(), kFolderMode) != 0) fail_on(folder, "protect");  // a umask may have taken too much
  } else if (errno != EEXIST || !std::filesystem::is_directory(folder)) {
    fail_on(folder, "make the folder");
  }
}

void make_private_file(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) {
    if ((status.st_mode & 0777U) != kFileMode && ::chmod(file.c_str(), kFileMode) != 0) fail_on(file, "protect");
    return;
  }
  const std::filesystem::path temporary = beside(file);
  {
    const Descriptor descriptor{temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW};
    if (!descriptor || ::fchmod(descriptor.number(), kFileMode) != 0) fail_on(temporary, "make");
  }
  const bool is_made = ::link(temporary.c_str(), file.c_str()) == 0 || errno == EEXIST;
  const int number = errno;
  ::unlink(temporary.c_str());
  errno = number;
  if (!is_made) fail_on(file, "make");
}

void write_private_file(const std::filesystem::path& file, std::string_view bytes) {
  const std::filesystem::path temporary = beside(file);
  {
    const Descriptor descriptor{temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW};
    if (!descriptor) fail_on(temporary, "make");
    if (::fchmod(descriptor.number(), kFileMode) != 0 || !write_all(descriptor.number(), bytes) ||
        ::fsync(descriptor.number()) != 0) {
      const int number = errno;
      ::unlink(temporary.c_str());
      errno = number;
      fail_on(temporary, "write");
    }
  }
  if (::rename(temporary.c_str(), file.c_str()) != 0) fail_on(file, "replace");
  sync_folder(file.parent_path());
}

std::optional<std::string> read_private_file(const std::filesystem::path& file) {
  const Descriptor descriptor{file, O_RDONLY};
  if (!descriptor && errno == ENOENT) return std::nullopt;
  if (!descriptor) fail_on(file, "read");
  std::string bytes;
  std::array<char, 4096> piece{};
  while (true) {
    const ssize_t got = ::read(descriptor.number(), piece.data(), piece.size());
    if (got == 0) return bytes;
    if (got < 0 && errno != EINTR) fail_on(file, "read");
    if (got > 0) bytes.append(piece.data(), static_cast<std::size_t>(got));
  }
}

bool shred(const std::filesystem::path& file) {
  {
    const Descriptor descriptor{file, O_WRONLY | O_NOFOLLOW};
    if (!descriptor && errno == ENOENT) return false;
    if (!descriptor) fail_on(file, "erase");
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0) fail_on(file, "erase");
    const std::string zeros(static_cast<std::size_t>(status.st_size), '\0');
    if (!write_all(descriptor.number(), zeros) || ::fsync(descriptor.number()) != 0) fail_on(file, "erase");
  }
  if (::unlink(file.c_str()) != 0) fail_on(file, "remove");
  sync_folder(file.parent_path());
  return true;
}

bool is_open_to_others(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & kOthers) != 0;
}

}  // namespace feedwitness::store
