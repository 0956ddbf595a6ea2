#include "host/serve.h"

#include <algorithm>
#include <chrono>
#include <poll.h>

#include "host/frame_reader.h"

namespace feedwitness::host {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kLongestWait{50};  // of a capture for its commit
constexpr milliseconds kQuiet{200};
constexpr milliseconds kForEver{-1};

// Bytes or the end have come, or a signal came between.
bool has_come(int descriptor, milliseconds wait) {
  pollfd waiting{descriptor, POLLIN, 0};
  return poll(&waiting, 1, static_cast<int>(wait.count())) != 0;
}

// Tells when captures have waited for long enough. To be asked before each frame.
class Patience {
 public:
  bool is_over(const Session& session) {
    deadline_ = session.waits() ? std::min(deadline_, Clock::now() + kLongestWait) : kNever;
    if (Clock::now() < deadline_) return false;
    deadline_ = kNever;
    return true;
  }

 private:
  static constexpr Clock::time_point kNever = Clock::time_point::max();
  Clock::time_point deadline_ = kNever;
};

// Waits for bytes, and does in quiet moments what can wait for them.
void wait_for_bytes(int descriptor, Session& session) {
  milliseconds wait = kQuiet;
  while (!has_come(descriptor, wait)) wait = session.idle() ? milliseconds{0} : kForEver;
}

}  // namespace

End serve(int descriptor, Session& session) {
  FrameReader reader;
  Patience patience;
  for (;;) {
    wait_for_bytes(descriptor, session);
    const auto read = reader.read_from(descriptor);
    while (const auto frame = reader.next()) {
      if (patience.is_over(session)) session.flush();
      session.receive(*frame);
      if (frame->kind == FrameReader::Kind::rubbish) return End::no_frames;
    }
    if (read != FrameReader::Read::bytes || !has_come(descriptor, milliseconds{0})) session.flush();
    if (session.gone()) return End::reader_gone;
    if (read == FrameReader::Read::failed) return End::unreadable;
    if (read == FrameReader::Read::end) return reader.inside_frame() ? End::cut_off : End::closed;
  }
}

}  // namespace feedwitness::host
