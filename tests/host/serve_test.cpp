#include "host/serve.h"

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "identity/identity.h"
#include "tests/host/browser.h"

using namespace feedwitness;
using namespace feedwitness::host;
using tests::capture;
using tests::frame;
using tests::private_impression;

TEST_CASE("what has come together is committed together, again and again") {
  REQUIRE(identity::start());
  const tests::TemporaryFolder folder;
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  std::atomic<int> commits = 0;
  std::atomic<int> answers = 0;
  std::thread host([&] {
    Session session({.open_store = [&] { return store::Store::open(folder / "store"); },
                     .folder = folder / "store",
                     .now =
                         [&] {
                           ++commits;  // asked once for each, and perhaps in the quiet between them
                           return Time{};
                         },
                     .send = [&](std::string_view) { return ++answers > 0; },
                     .log = [](std::string_view) {}});
    CHECK(serve(ends[0], session) == End::closed);
  });

  std::string bytes = frame(R"({"type":"hello","id":0,"protocol":1,"extension":"0.1.0","browser":"firefox"})");
  for (int group = 0; group < 3; ++group) {
    for (int order = 1; order <= 5; ++order) bytes += frame(capture(order, private_impression(5 * group + order)));
    REQUIRE(write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    while (answers < 1 + 5 * (group + 1)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    std::this_thread::sleep_for(std::chrono::milliseconds(60));  // longer than a capture may wait
    bytes.clear();
  }
  close(ends[1]);
  host.join();
  close(ends[0]);

  CHECK(commits.load() < 15);
}
