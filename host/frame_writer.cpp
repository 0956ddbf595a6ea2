#include "host/frame_writer.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <poll.h>
#include <string>
#include <sys/uio.h>
#include <system_error>

namespace feedwitness::host {
namespace {

// The part of `pieces` that is left once `written` bytes of it are gone.
void advance(std::array<iovec, 2>& pieces, std::size_t written) {
  for (iovec& piece : pieces) {
    const std::size_t taken = written < piece.iov_len ? written : piece.iov_len;
    piece.iov_base = static_cast<char*>(piece.iov_base) + taken;
    piece.iov_len -= taken;
    written -= taken;
  }
}

}  // namespace

Result<void> write_frame(int descriptor, std::string_view json, std::size_t limit) {
  if (json.size() > limit) {
    return Error{ErrorCode::too_large,
                 "a frame of " + std::to_string(json.size()) + " bytes is above the limit of " + std::to_string(limit)};
  }
  auto length = static_cast<std::uint32_t>(json.size());
  std::array<iovec, 2> pieces{iovec{&length, sizeof length}, iovec{const_cast<char*>(json.data()), json.size()}};
  while (pieces[0].iov_len + pieces[1].iov_len > 0) {
    const ssize_t put = ::writev(descriptor, pieces.data(), static_cast<int>(pieces.size()));
    if (put >= 0) {
      advance(pieces, static_cast<std::size_t>(put));
    } else if (errno == EAGAIN) {
      pollfd waiting{descriptor, POLLOUT, 0};
      poll(&waiting, 1, -1);
    } else if (errno != EINTR) {
      return Error{ErrorCode::io_error, "the pipe cannot be written: " + std::generic_category().message(errno)};
    }
  }
  return {};
}

}  // namespace feedwitness::host
