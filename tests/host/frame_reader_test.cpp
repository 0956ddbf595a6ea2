#include "host/frame_reader.h"

#include <array>
#include <cstring>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "host/frame_writer.h"

using feedwitness::host::FrameReader;
using Kind = FrameReader::Kind;

namespace {

std::string header(std::uint32_t length) {
  std::string bytes(4, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes;
}

std::string frame(std::string_view body) { return header(static_cast<std::uint32_t>(body.size())) + std::string(body); }

using Frames = std::vector<std::pair<Kind, std::string>>;

void take(FrameReader& reader, Frames& frames) {
  while (const auto next = reader.next()) frames.emplace_back(next->kind, next->body);
}

Frames frames_of(FrameReader& reader, std::string_view bytes, std::size_t piece) {
  Frames frames;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    reader.feed(bytes.substr(0, piece));
    take(reader, frames);
  }
  return frames;
}

// Every kind of frame that a stream can go on after, with a limit of 8 bytes.
const std::string kStream = frame("{}") + frame("") + frame("[1,2,3]") + frame("123456789") + frame("12345678") +
                            frame(std::string(3000, 'x')) + frame("true");
const Frames kFramesOfStream{{Kind::message, "{}"},  {Kind::empty, ""},           {Kind::message, "[1,2,3]"},
                             {Kind::too_large, ""},  {Kind::message, "12345678"}, {Kind::too_large, ""},
                             {Kind::message, "true"}};

}  // namespace

TEST_CASE("a stream gives the same frames wherever it is split in two") {
  for (std::size_t split = 0; split <= kStream.size(); ++split) {
    FrameReader reader(8);
    Frames frames;
    reader.feed(std::string_view(kStream).substr(0, split));
    take(reader, frames);
    reader.feed(std::string_view(kStream).substr(split));
    take(reader, frames);

    CAPTURE(split);
    CHECK(frames == kFramesOfStream);
    CHECK_FALSE(reader.inside_frame());
  }
}

TEST_CASE("a stream gives the same frames in pieces of any size") {
  for (std::size_t piece = 1; piece < 40; ++piece) {
    FrameReader reader(8);

    CAPTURE(piece);
    CHECK(frames_of(reader, kStream, piece) == kFramesOfStream);
  }
}

TEST_CASE("an end inside a header or a body is told from an end between frames") {
  for (std::size_t cut = 1; cut < frame("{}").size(); ++cut) {
    FrameReader reader;

    CHECK(frames_of(reader, frame("{}").substr(0, cut), 100).empty());
    CHECK(reader.inside_frame());
  }
  FrameReader reader(8);
  frames_of(reader, frame("123456789").substr(0, 12), 100);
  CHECK(reader.inside_frame());
}

TEST_CASE("text on the pipe is no frame, and nothing after it is taken for one") {
  FrameReader reader;

  CHECK(frames_of(reader, "hello world\n" + frame("{}"), 5) == Frames{{Kind::rubbish, ""}});
  CHECK(frames_of(reader, frame("{}"), 5).empty());
}

TEST_CASE("the largest plausible frame is skipped, one byte more is rubbish") {
  FrameReader plausible;
  FrameReader rubbish;

  CHECK(frames_of(plausible, header(feedwitness::host::kPlausibleLimit), 4) == Frames{{Kind::too_large, ""}});
  CHECK(frames_of(rubbish, header(feedwitness::host::kPlausibleLimit + 1), 4) == Frames{{Kind::rubbish, ""}});
}

TEST_CASE("a frame at the limit is taken whole, a pipe of it in many reads") {
  const std::string body(feedwitness::host::kIncomingLimit, 'x');
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  std::thread writer([&] {
    CHECK(feedwitness::host::write_frame(ends[1], body));
    close(ends[1]);
  });

  FrameReader reader;
  Frames frames;
  while (reader.read_from(ends[0]) == FrameReader::Read::bytes) take(reader, frames);
  writer.join();
  close(ends[0]);

  CHECK((frames == Frames{{Kind::message, body}}));
  CHECK_FALSE(reader.inside_frame());
}

TEST_CASE("a descriptor that cannot be read is a failure, not an end") {
  FrameReader reader;

  CHECK(reader.read_from(-1) == FrameReader::Read::failed);
}
