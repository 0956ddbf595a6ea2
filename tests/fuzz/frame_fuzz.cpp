// A stream of frames, cut anywhere, reads as the same frames.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/frame_reader.h"

using feedwitness::host::FrameReader;

namespace {

using Frames = std::vector<std::pair<FrameReader::Kind, std::string>>;

Frames read(std::string_view bytes, std::size_t piece) {
  constexpr std::size_t kLimit = 64;  // low, so that short inputs reach both sides of it
  FrameReader reader(kLimit);
  Frames frames;
  while (!bytes.empty()) {
    reader.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    while (const auto frame = reader.next()) frames.emplace_back(frame->kind, frame->body);
  }
  return frames;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Frames whole = read(bytes, bytes.size());
  if (read(bytes, 1) != whole || read(bytes, 1U + data[0]) != whole) std::abort();
  return 0;
}
