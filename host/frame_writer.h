#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.h"

namespace feedwitness::host {

// The largest body that a browser takes from a host: one byte more, and both browsers close the connection.
inline constexpr std::size_t kOutgoingLimit = 1'048'576;

// Writes one frame (frame_reader.h says what that is), header and body in one write() where the pipe takes it whole.
// Waits while the pipe is full. The program must ignore SIGPIPE.
//
// Errors: too_large (nothing was written), io_error (the reader has gone, or the pipe failed).
Result<void> write_frame(int descriptor, std::string_view json, std::size_t limit = kOutgoingLimit);

}  // namespace feedwitness::host
