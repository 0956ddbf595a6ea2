#include "store/raw_bytes.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "store/failure.h"
#include "store/key_file.h"
#include "store/schema.h"

namespace feedwitness::store {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;
constexpr int kShmRegion = 32'768;  // what a process maps of a -shm at once (walIndexPageSize in SQLite's wal.c)

// Gives bytes on, with the end of what came before in front.
class Overlapping {
 public:
  Overlapping(std::size_t overlap, const std::function<void(std::string_view)>& piece)
      : overlap_{overlap}, piece_{piece} {}

  // `read` fills `size` bytes and says how many there were.
  template <typename Read>
  std::size_t take(std::size_t size, Read&& read) {
    const std::size_t kept = bytes_.size();
    bytes_.resize(kept + size);
    const std::size_t got = read(bytes_.data() + kept);
    bytes_.resize(kept + got);
    piece_(bytes_);
    bytes_.erase(0, bytes_.size() - std::min(bytes_.size(), overlap_));
    return got;
  }

 private:
  std::size_t overlap_;
  const std::function<void(std::string_view)>& piece_;
  std::string bytes_;
};

sqlite3_file* handle_of(Database& database) {
  sqlite3_file* file = nullptr;
  const int code = sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK || file == nullptr || file->pMethods == nullptr) fail(database.handle(), SQLITE_IOERR);
  return file;
}

void read_database(Database& database, Overlapping& out) {
  sqlite3_file* file = handle_of(database);
  sqlite3_int64 size = 0;
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK) fail(database.handle(), SQLITE_IOERR);
  for (sqlite3_int64 at = 0; at < size;) {
    const auto wanted = std::min<sqlite3_int64>(size - at, kPiece);
    at += static_cast<sqlite3_int64>(out.take(static_cast<std::size_t>(wanted), [&](char* to) {
      const int code = file->pMethods->xRead(file, to, static_cast<int>(wanted), at);
      if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) fail(database.handle(), code);
      return static_cast<std::size_t>(wanted);
    }));
  }
}

void read_shm(Database& database, std::uintmax_t size, Overlapping& out) {
  sqlite3_file* file = handle_of(database);
  for (int region = 0; static_cast<std::uintmax_t>(region + 1) * kShmRegion <= size; ++region) {
    void volatile* memory = nullptr;
    const int code = file->pMethods->xShmMap(file, region, kShmRegion, 0, &memory);
    if (code != SQLITE_OK) fail(database.handle(), code);
    if (memory == nullptr) return;
    const auto* bytes = static_cast<const volatile char*>(memory);
    out.take(kShmRegion, [&](char* to) {
      std::copy(bytes, bytes + kShmRegion, to);
      return static_cast<std::size_t>(kShmRegion);
    });
  }
}

void read_plain(const std::filesystem::path& file, Overlapping& out) {
  std::ifstream input{file, std::ios::binary};
  // A draft of another program, a key or a secret, that has got its name since the folder was read.
  if (!input && !std::filesystem::exists(file)) return;
  if (!input) throw Failure{{ErrorCode::io_error, "cannot read " + file.string()}};
  while (input) {
    out.take(kPiece, [&](char* to) {
      input.read(to, static_cast<std::streamsize>(kPiece));
      return static_cast<std::size_t>(input.gcount());
    });
  }
  if (input.bad()) throw Failure{{ErrorCode::io_error, "cannot read " + file.string()}};
}

}  // namespace

std::vector<std::filesystem::path> files_of(const Inner& inner) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{inner.folder}) {
    if (entry.is_regular_file() && entry.path() != key_file(inner.folder)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void read_raw(Inner& inner, const std::filesystem::path& file, std::size_t overlap,
              const std::function<void(std::string_view)>& piece) {
  Overlapping out{overlap, piece};
  const std::filesystem::path database = database_file(inner.folder);
  if (file == database) {
    read_database(inner.database, out);
  } else if (file == database.string() + "-shm") {
    read_shm(inner.database, std::filesystem::file_size(file), out);
  } else {
    read_plain(file, out);
  }
}

}  // namespace feedwitness::store
