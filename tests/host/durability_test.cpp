#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <string>
#include <thread>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "tests/host/browser.h"

using namespace feedwitness::tests;
namespace json = boost::json;

namespace {

// The extension's side: what was sent and not acknowledged is kept, and sent again to the next host.
class Extension {
 public:
  explicit Extension(const TemporaryFolder& home) : home_(home) {}

  // One host, given up to 8 new captures, and killed at a random moment between their frames and their answers.
  void live_and_be_killed(std::mt19937& random) {
    Browser browser(home_);
    browser.hello();
    for (const auto& [id, text] : waiting_) REQUIRE(browser.send(text));
    const int captures = std::uniform_int_distribution(1, 8)(random);
    for (int count = 0; count < captures; ++count) REQUIRE(browser.send(next()));
    // Half of them before any answer is awaited, the others after some.
    const int most = std::bernoulli_distribution(0.5)(random) ? 0 : static_cast<int>(waiting_.size());
    const int answers = std::uniform_int_distribution(0, most)(random);
    for (int count = 0; count < answers; ++count) acknowledge(*browser.answer());
    std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution(0, 2000)(random)));
    browser.host().signal(SIGKILL);
    while (const auto answer = browser.answer()) acknowledge(*answer);
    if (!waiting_.empty()) ++cut_off_;
  }

  // A host that may live: everything that waits goes through.
  void complete() {
    Browser browser(home_);
    browser.hello();
    const auto resent = waiting_;
    for (const auto& [id, text] : resent) acknowledge(browser.ask(text));
    CHECK(waiting_.empty());
  }

  void check_each_is_there_once() {
    Browser browser(home_);
    browser.hello();
    for (const auto& [id, text] : acknowledged_) {
      const auto answer = browser.ask(text);
      CHECK(answer.at("stored") == 0);
      CHECK(answer.at("duplicates") == kImpressions);
    }
    const auto status = browser.ask(R"({"type":"status","id":0})").at("status");
    CHECK(status.at("impressions") == static_cast<std::int64_t>(acknowledged_.size()) * kImpressions);
  }

  // How many kills left captures without an answer.
  int cut_off() const { return cut_off_; }

 private:
  static constexpr int kImpressions = 2;

  const std::string& next() {
    const int id = ++last_;
    const std::string impressions = private_impression(2 * id) + "," + private_impression(2 * id + 1);
    return waiting_[id] = capture(id, impressions, id % 3 + 1);
  }

  void acknowledge(const json::value& answer) {
    REQUIRE(answer.at("type") == "stored");
    auto done = waiting_.extract(static_cast<int>(answer.at("id").as_int64()));
    REQUIRE_FALSE(done.empty());
    acknowledged_.insert(std::move(done));
  }

  const TemporaryFolder& home_;
  int last_ = 0;
  int cut_off_ = 0;
  std::map<int, std::string> waiting_;
  std::map<int, std::string> acknowledged_;
};

}  // namespace

TEST_CASE("a host killed 200 times loses nothing that it acknowledged, and a resend completes the rest") {
  const TemporaryFolder home;
  Extension extension(home);
  std::mt19937 random(20261122);

  for (int kill = 0; kill < 200; ++kill) extension.live_and_be_killed(random);
  extension.complete();

  // Otherwise the kills came after the work, and this test would say nothing.
  CHECK(extension.cut_off() > 20);
  extension.check_each_is_there_once();
}
