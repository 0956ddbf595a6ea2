#include "host/frame_writer.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "host/frame_reader.h"

using feedwitness::ErrorCode;
using feedwitness::host::FrameReader;
using feedwitness::host::write_frame;

namespace {

struct Pipe {
  Pipe() { REQUIRE(pipe(ends.data()) == 0); }
  ~Pipe() {
    close(ends[0]);
    close(ends[1]);
  }
  std::array<int, 2> ends{};
};

}  // namespace

TEST_CASE("a written frame is what the reader reads") {
  Pipe pipe;

  REQUIRE(write_frame(pipe.ends[1], R"({"type":"ping"})"));
  REQUIRE(write_frame(pipe.ends[1], ""));

  FrameReader reader;
  REQUIRE(reader.read_from(pipe.ends[0]) == FrameReader::Read::bytes);
  CHECK(reader.next()->body == R"({"type":"ping"})");
  CHECK(reader.next()->kind == FrameReader::Kind::empty);
}

TEST_CASE("a frame above the limit is refused, and not a byte of it is written") {
  Pipe pipe;

  const auto refused = write_frame(pipe.ends[1], std::string(feedwitness::host::kOutgoingLimit + 1, 'x'));

  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::too_large);
  fcntl(pipe.ends[0], F_SETFL, O_NONBLOCK);
  char byte = 0;
  CHECK(read(pipe.ends[0], &byte, 1) == -1);
}

TEST_CASE("a pipe that takes a frame in pieces gets all of it, waiting or not") {
  for (const int flags : {0, O_NONBLOCK}) {
    Pipe pipe;
    const std::string body(300'000, 'x');  // a pipe holds 65,536
    fcntl(pipe.ends[1], F_SETFL, flags);
    std::thread writer([&] { CHECK(write_frame(pipe.ends[1], body)); });

    FrameReader reader;
    std::string got;
    while (got.empty() && reader.read_from(pipe.ends[0]) == FrameReader::Read::bytes) {
      if (const auto frame = reader.next()) got = frame->body;
    }
    writer.join();

    CHECK(got == body);
  }
}

TEST_CASE("a reader that has gone is an error") {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  close(pipe.ends[0]);

  const auto failed = write_frame(pipe.ends[1], "{}");

  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::io_error);
  pipe.ends[0] = -1;
}
