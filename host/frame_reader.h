#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace feedwitness::host {

// A native-messaging frame, both ways: 4 bytes of length in the machine's own byte order, then that many bytes of UTF-8
// JSON. The length counts bytes, not characters. (developer.chrome.com, "Native messaging", "Native messaging
// protocol".)
inline constexpr std::size_t kFrameHeaderSize = 4;

// The largest body that the host takes. The extension cuts at about 256 KiB; a larger html comes in parts.
inline constexpr std::size_t kIncomingLimit = std::size_t{1} << 20U;

// A length above this is no length: no extension of ours sends it and Chromium refuses to, while any text that got on
// the pipe reads as one ("hell" is 1,819,043,176). To skip such a body would be to wait for ever.
inline constexpr std::size_t kPlausibleLimit = std::size_t{64} << 20U;

// Takes a stream of bytes apart into frames, in whatever pieces the bytes come.
class FrameReader {
 public:
  enum class Kind : std::uint8_t {
    message,    // a whole body
    empty,      // length 0: a frame without a message
    too_large,  // above the limit; given when its header is read, its body is then skipped
    rubbish,    // above kPlausibleLimit: nothing that follows can be understood, and nothing follows from next()
  };

  struct Frame {
    Kind kind = Kind::message;
    std::uint32_t length = 0;  // as the header says
    std::string_view body;     // of a message; lives until the next feed() or read_from()
  };

  enum class Read : std::uint8_t {
    bytes,   // some came, or a signal came between: ask next(), then read again
    end,     // the writer has closed its end
    failed,  // errno says why
  };

  explicit FrameReader(std::size_t limit = kIncomingLimit) : limit_(limit) {}

  // One read() of a descriptor; waits when it is a blocking one.
  Read read_from(int descriptor);
  void feed(std::string_view bytes);

  // The next frame of what has come; nullopt when more bytes are needed.
  std::optional<Frame> next();

  // Bytes of an unfinished frame are held: an end of the stream now cuts it off.
  bool inside_frame() const { return skip_ > 0 || begin_ < end_; }

 private:
  // Makes room behind end_ for what is missing of the frame at begin_, and for `least` bytes at least.
  void make_room(std::size_t least);
  void skip();

  std::size_t limit_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;  // of what has come and was not yet given
  std::size_t end_ = 0;
  std::size_t skip_ = 0;  // of a body that was too large
  bool lost_ = false;     // after rubbish
};

}  // namespace feedwitness::host
