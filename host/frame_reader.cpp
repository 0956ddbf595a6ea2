#include "host/frame_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace feedwitness::host {
namespace {

// One read takes a whole frame of the usual size.
constexpr std::size_t kReadSize = std::size_t{256} << 10U;

std::uint32_t length_at(const char* header) {
  std::uint32_t length = 0;
  std::memcpy(&length, header, sizeof length);
  return length;
}

}  // namespace

FrameReader::Read FrameReader::read_from(int descriptor) {
  make_room(kReadSize);
  const ssize_t got = ::read(descriptor, buffer_.get() + end_, capacity_ - end_);
  if (got == 0) return Read::end;
  if (got < 0) return errno == EINTR || errno == EAGAIN ? Read::bytes : Read::failed;
  end_ += static_cast<std::size_t>(got);
  return Read::bytes;
}

void FrameReader::feed(std::string_view bytes) {
  make_room(bytes.size());
  std::copy(bytes.begin(), bytes.end(), buffer_.get() + end_);
  end_ += bytes.size();
}

std::optional<FrameReader::Frame> FrameReader::next() {
  skip();
  if (lost_ || end_ - begin_ < kFrameHeaderSize) return std::nullopt;
  const std::uint32_t length = length_at(buffer_.get() + begin_);
  if (length > limit_) {
    begin_ += kFrameHeaderSize;
    lost_ = length > kPlausibleLimit;
    skip_ = length;
    return Frame{lost_ ? Kind::rubbish : Kind::too_large, length, {}};
  }
  if (end_ - begin_ < kFrameHeaderSize + length) return std::nullopt;
  const char* body = buffer_.get() + begin_ + kFrameHeaderSize;
  begin_ += kFrameHeaderSize + length;
  return Frame{length == 0 ? Kind::empty : Kind::message, length, {body, length}};
}

void FrameReader::skip() {
  const std::size_t skipped = lost_ ? end_ - begin_ : std::min(skip_, end_ - begin_);
  begin_ += skipped;
  skip_ -= std::min(skip_, skipped);
}

void FrameReader::make_room(std::size_t least) {
  skip();
  const std::size_t held = end_ - begin_;
  if (held >= kFrameHeaderSize) {
    const std::size_t whole = kFrameHeaderSize + std::min<std::size_t>(length_at(buffer_.get() + begin_), limit_);
    least = std::max(least, whole - std::min(whole, held));
  }
  if (capacity_ - end_ >= least) return;
  if (capacity_ < held + least) {
    auto larger = std::make_unique_for_overwrite<char[]>(held + least);
    std::copy_n(buffer_.get() + begin_, held, larger.get());
    buffer_ = std::move(larger);
    capacity_ = held + least;
  } else {
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  }
  begin_ = 0;
  end_ = held;
}

}  // namespace feedwitness::host
