#pragma once

#include <cstdint>

#include "host/session.h"

namespace feedwitness::host {

// Why a connection ended.
enum class End : std::uint8_t {
  closed,       // the browser closed it between two frames
  cut_off,      // ... inside a frame, which was dropped
  reader_gone,  // the browser no longer reads
  unreadable,   // the pipe failed
  no_frames,    // what comes is something else than frames
};

// Reads frames from `descriptor` into the session until the connection ends. Commits when nothing more has come, or 50
// ms after the first capture that waits; lets the store work when it has been quiet for a while.
End serve(int descriptor, Session& session);

}  // namespace feedwitness::host
