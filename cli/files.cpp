#include "cli/files.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace feedwitness::cli {
namespace {

constexpr std::size_t kLimit = std::size_t{256} << 20U;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

int keep_open(std::FILE* /*file*/) { return 0; }

}  // namespace

Result<std::string> read_input(const std::string& name) {
  const bool is_stdin = name == "-";
  const File file{is_stdin ? stdin : std::fopen(name.c_str(), "rbe"), is_stdin ? keep_open : std::fclose};
  if (!file) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io_error;
    return Error{code, name + ": " + std::strerror(errno)};
  }
  std::string bytes;
  std::string piece(std::size_t{1} << 16U, '\0');
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get())) {
    bytes.append(piece, 0, got);
    if (bytes.size() > kLimit) return Error{ErrorCode::too_large, name + ": larger than a saved page can be (256 MiB)"};
  }
  if (std::ferror(file.get()) != 0) return Error{ErrorCode::io_error, name + ": " + std::strerror(errno)};
  return bytes;
}

}  // namespace feedwitness::cli
