// The built host over real pipes, as a browser runs it.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "tests/host/browser.h"

using namespace feedwitness::tests;
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

const std::string kHello = R"({"type":"hello","id":0,"protocol":1,"extension":"0.1.0","browser":"chromium"})";
const std::string kPing = R"({"type":"ping","id":9})";

bool is_error(const json::value& answer, std::string_view code) {
  CAPTURE(answer);
  return answer.at("type") == "error" && answer.at("code").as_string() == code;
}

std::vector<json::value> frames_of(std::string_view bytes) {
  std::vector<json::value> frames;
  while (bytes.size() >= 4) {
    std::uint32_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    REQUIRE(bytes.size() >= 4 + length);
    frames.push_back(json::parse(bytes.substr(4, length)));
    bytes.remove_prefix(4 + length);
  }
  CHECK(bytes.empty());
  return frames;
}

}  // namespace

TEST_CASE("a host that nobody known started says so on both streams, leaves with status 4, and makes nothing") {
  const TemporaryFolder home;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/"}, {"summary"}}) {
    std::vector<std::string> command{FEEDWITNESS_HOST};
    command.insert(command.end(), arguments.begin(), arguments.end());

    const Finished finished = run(command, frame(kHello), Browser::surroundings(home));

    CHECK(finished.status == 4);
    CHECK(finished.err.find("feedwitness doctor") != std::string::npos);
    const auto frames = frames_of(finished.out);
    REQUIRE(frames.size() == 1);
    CHECK(is_error(frames[0], "forbidden_caller"));
    CHECK_FALSE(fs::exists(home / "data"));
  }
}

TEST_CASE("an extension of the configuration file may start the host") {
  const TemporaryFolder home;
  fs::create_directories(home / "config/feedwitness");
  std::ofstream(home / "config/feedwitness/config.json") << R"({"extensionIds":{"firefox":["mine@home.example"]}})";
  Browser browser(home, {"/x/org.feedwitness.host.json", "mine@home.example"});

  CHECK(browser.hello().at("type") == "welcome");
}

TEST_CASE("--version names the host and what it is made of") {
  const Finished finished = run({FEEDWITNESS_HOST, "--version"});

  CHECK(finished.status == 0);
  for (const char* part : {"feedwitness-host 0.", "SQLite 3.", "libsodium 1.", "Gumbo 0.", "Boost 1."}) {
    CAPTURE(part);
    CHECK(finished.out.find(part) != std::string::npos);
  }
}

TEST_CASE("before hello everything else is refused, and hello may follow") {
  const TemporaryFolder home;
  Browser browser(home);

  CHECK(is_error(browser.ask(kPing), "bad_request"));
  CHECK(is_error(browser.ask(capture(1, private_impression(1))), "bad_request"));
  CHECK(browser.hello().at("type") == "welcome");
  CHECK(browser.ask(kPing).at("type") == "pong");
}

TEST_CASE("an unknown protocol is refused with the one that is known") {
  const TemporaryFolder home;
  Browser browser(home);

  const auto answer = browser.ask(R"({"type":"hello","id":1,"protocol":99,"extension":"9","browser":"chromium"})");

  CHECK(is_error(answer, "unknown_protocol"));
  CHECK(std::string_view(answer.at("message").as_string()).find("protocol 1") != std::string_view::npos);
}

TEST_CASE("stdout holds frames and nothing else, one answer for each request in order") {
  const TemporaryFolder home;
  std::string input = frame(kHello);
  for (int id = 1; id <= 130; ++id) input += frame(capture(id, private_impression(id)));
  input += frame("no json") + frame(R"({"type":"status","id":131})");

  const Finished finished = run({FEEDWITNESS_HOST, kOrigin}, input, Browser::surroundings(home));

  CHECK(finished.status == 0);
  const auto frames = frames_of(finished.out);
  REQUIRE(frames.size() == 133);
  for (int id = 0; id <= 130; ++id) CHECK(frames[static_cast<std::size_t>(id)].at("id") == id);
  CHECK(is_error(frames[131], "bad_request"));
  CHECK(frames[132].at("status").at("impressions") == 130);
}

TEST_CASE("frames come through a byte at a time") {
  const TemporaryFolder home;
  Browser browser(home);
  for (const char byte : frame(kHello) + frame(kPing)) REQUIRE(browser.host().write({&byte, 1}));

  CHECK(browser.answer()->at("type") == "welcome");
  CHECK(browser.answer()->at("type") == "pong");
}

TEST_CASE("the connection goes on after frames that are empty, too large, or no message") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();

  CHECK(is_error(browser.ask(""), "bad_request"));
  CHECK(is_error(browser.ask(std::string((1U << 20U) + 1, ' ')), "too_large"));
  CHECK(is_error(browser.ask("\xff\xfe"), "bad_request"));
  CHECK(is_error(browser.ask(R"({"type":"ping","id":)"), "bad_request"));
  CHECK(is_error(browser.ask(std::string(100'000, '[')), "bad_request"));
  CHECK(browser.ask(kPing).at("type") == "pong");
}

TEST_CASE("the largest frame is taken") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  std::string largest = kPing;
  largest.insert(1, (1U << 20U) - largest.size(), ' ');

  CHECK(browser.ask(largest).at("type") == "pong");
}

TEST_CASE("text in place of frames is refused and ends the host") {
  const TemporaryFolder home;

  const Finished finished =
      run({FEEDWITNESS_HOST, kOrigin}, "hello world, this is no frame", Browser::surroundings(home));

  CHECK(finished.status == 5);
  const auto frames = frames_of(finished.out);
  REQUIRE(frames.size() == 1);
  CHECK(is_error(frames[0], "too_large"));
  CHECK(finished.err.find("no native messaging frames") != std::string::npos);
}

TEST_CASE("at the end of its input the host answers what came whole, drops what was cut off, and leaves") {
  const TemporaryFolder home;
  const std::string whole = frame(kHello) + frame(capture(1, private_impression(1)));
  const std::string cut = frame(capture(2, private_impression(2)));
  for (const std::size_t size : {std::size_t{0}, std::size_t{3}, std::size_t{4}, cut.size() - 1}) {
    const Finished finished =
        run({FEEDWITNESS_HOST, kOrigin}, whole + cut.substr(0, size), Browser::surroundings(home));

    CHECK(finished.status == 0);
    CHECK(frames_of(finished.out).size() == 2);
  }
  Browser browser(home);
  browser.hello();
  CHECK(browser.ask(R"({"type":"status","id":1})").at("status").at("impressions") == 1);
}

TEST_CASE("the host leaves when the browser closes its end, and when it no longer reads") {
  const TemporaryFolder home;
  Browser closing(home);
  closing.hello();
  closing.host().close_input();
  CHECK(closing.host().wait(2000) == 0);

  Browser deaf(home);
  deaf.hello();
  deaf.host().close_output();
  deaf.send(kPing);
  CHECK(deaf.host().wait(2000) == 0);
}

TEST_CASE("SIGTERM ends the host at once, and what was acknowledged is there") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  REQUIRE(browser.ask(capture(1, private_impression(1))).at("stored") == 1);

  browser.host().signal(SIGTERM);

  CHECK(browser.host().wait(1000) == 128 + SIGTERM);
  Browser again(home);
  again.hello();
  CHECK(again.ask(capture(2, private_impression(1))).at("duplicates") == 1);
}

TEST_CASE("two hosts write at once, and nothing is lost") {
  const TemporaryFolder home;
  Browser one(home);
  Browser two(home);
  one.hello();
  two.hello();
  for (int id = 1; id <= 100; ++id) {
    REQUIRE(one.send(capture(id, private_impression(id), 1)));
    REQUIRE(two.send(capture(id, private_impression(id), 2)));
  }
  for (int id = 1; id <= 100; ++id) {
    CHECK(one.answer()->at("stored") == 1);
    CHECK(two.answer()->at("stored") == 1);
  }

  const auto status = one.ask(R"({"type":"status","id":1})").at("status");
  CHECK(status.at("impressions") == 200);
  CHECK(status.at("timelines") == 2);
}

TEST_CASE("two hosts that make the store at the same moment share one supporter") {
  for (int round = 0; round < 5; ++round) {
    const TemporaryFolder home;
    Browser one(home);
    Browser two(home);
    REQUIRE(one.send(kHello));
    REQUIRE(two.send(kHello));

    CHECK(one.answer()->at("supporter") == two.answer()->at("supporter"));
  }
}

TEST_CASE("parts belong to their connection") {
  const TemporaryFolder home;
  const std::string part = R"({"type":"part","id":1,"of":"a","number":1,"html":"<p>"})";
  const std::string use = capture(2, R"({"order":1,"time":"2026-11-22T09:00:01Z","visibility":"public",)"
                                     R"("htmlOf":{"name":"a","parts":1}})");
  Browser one(home);
  one.hello();
  REQUIRE(one.ask(part).at("type") == "part");
  Browser two(home);
  two.hello();

  CHECK(is_error(two.ask(use), "bad_request"));
  CHECK(one.ask(use).at("type") == "stored");
  CHECK(is_error(one.ask(use), "bad_request"));
}

TEST_CASE("an html above 16 MiB is refused however it comes") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  const std::string piece(1'000'000, 'x');
  json::value last;
  for (int number = 1; number <= 17; ++number) {
    last = browser.ask(R"({"type":"part","id":1,"of":"a","number":)" + std::to_string(number) + R"(,"html":")" + piece +
                       "\"}");
  }

  CHECK(is_error(last, "too_large"));
  CHECK(browser.ask(kPing).at("type") == "pong");
}

TEST_CASE("nothing of a message gets into the log, and the log is its owner's alone") {
  const TemporaryFolder home;
  const std::string word = "quokka-7431";
  Browser browser(home);
  browser.hello();
  for (const std::string& body :
       {R"({"type":")" + word + R"(","id":1})", "{" + word, R"({"type":"query","id":1,"view":")" + word + R"("})",
        R"({"type":"query","id":1,"view":"fbtrex/summary","parameters":{")" + word + R"(":"1"}})",
        R"({"type":"query","id":1,"view":"fbtrex/summary","parameters":{"paging":")" + word + R"("}})",
        R"({"type":"delete","id":1,"what":{")" + word + R"(":1}})",
        R"({"type":"hello","id":1,"protocol":2,"extension":")" + word + R"(","browser":")" + word + R"("})"}) {
    const auto answer = browser.ask(body);
    CHECK(answer.at("type") == "error");
    CHECK(json::serialize(answer).find(word) == std::string::npos);
  }
  browser.ask(capture(1, public_impression(1, "<p>" + word + "</p>")));
  browser.host().close_input();
  browser.host().wait();

  CHECK(fs::exists(home / "data/feedwitness/host.log"));
  CHECK_FALSE(holds(home.path(), word));
  for (const auto& file : fs::recursive_directory_iterator(home / "data")) {
    struct stat found {};
    REQUIRE(stat(file.path().c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == (file.is_directory() ? 0700U : 0600U));
  }
}

TEST_CASE("a store that cannot be opened is an answer, and the host goes on") {
  const TemporaryFolder home;
  fs::create_directories(home / "data");
  std::ofstream(home / "data/feedwitness") << "in the way";
  Browser browser(home);

  CHECK(browser.hello().at("type") == "error");
  fs::remove(home / "data/feedwitness");
  CHECK(browser.hello().at("type") == "welcome");
}

TEST_CASE("a damaged store is an answer, and is left as it is") {
  const TemporaryFolder home;
  const fs::path file = home / "data/feedwitness/feedwitness.db";
  { Browser(home).hello(); }
  const std::string rubbish(20'000, 'x');
  std::ofstream(file) << rubbish;
  fs::remove(file.string() + "-wal");
  Browser browser(home);

  CHECK(is_error(browser.hello(), "store_damaged"));
  CHECK(is_error(browser.ask(capture(1, private_impression(1))), "bad_request"));
  CHECK(content_of(file) == rubbish);
}

TEST_CASE("a disk that takes no more is an answer to every capture, and nothing half stored") {
  const TemporaryFolder home;
  { Browser(home).hello(); }
  std::string input = frame(kHello);
  for (int id = 1; id <= 400; ++id) input += frame(capture(id, private_impression(id), id));
  const std::string limited = "ulimit -f 200; exec \"$0\" \"$1\"";  // 200 KiB in any one file

  const Finished full =
      run({"/bin/bash", "-c", limited, FEEDWITNESS_HOST, kOrigin}, input, Browser::surroundings(home));

  CHECK(full.status == 0);
  const auto answers = frames_of(full.out);
  REQUIRE(answers.size() == 401);
  std::int64_t stored = 0;
  for (std::size_t at = 1; at < answers.size(); ++at) {
    if (answers[at].at("type") == "stored") stored += answers[at].at("stored").as_int64();
  }
  CHECK(stored < 400);
  CHECK(is_error(answers.back(), "io_error"));
  Browser browser(home);
  browser.hello();
  CHECK(browser.ask(R"({"type":"status","id":1})").at("status").at("impressions") == stored);
}
