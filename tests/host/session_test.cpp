// When the host commits and answers. The session runs in this process, over a real store.
#include "host/session.h"

#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "identity/identity.h"
#include "tests/host/browser.h"

using namespace feedwitness;
using namespace feedwitness::host;
using tests::capture;
using tests::private_impression;
namespace json = boost::json;

namespace {

// A welcomed session; `answers` names what was sent: "stored 1", "pong 2", "error 3".
struct Connection {
  Connection() {
    REQUIRE(identity::start());
    receive(R"({"type":"hello","id":0,"protocol":1,"extension":"0.1.0","browser":"firefox"})");
    REQUIRE(answers == std::vector<std::string>{"welcome 0"});
    answers.clear();
  }

  void receive(const std::string& body) {
    session.receive({FrameReader::Kind::message, static_cast<std::uint32_t>(body.size()), body});
  }

  // What another process sees of this store.
  std::int64_t impressions() { return store::Store::open(folder / "store")->status()->impressions; }

  tests::TemporaryFolder folder;
  std::vector<std::string> answers;
  Session session{{
      .open_store = [this] { return store::Store::open(folder / "store"); },
      .folder = folder / "store",
      .now = [] { return Time{}; },
      .send =
          [this](std::string_view text) {
            const auto answer = json::parse({text.data(), text.size()});
            answers.push_back(std::string(answer.at("type").as_string()) + " " +
                              std::to_string(answer.at("id").as_int64()));
            return true;
          },
      .log = [](std::string_view) {},
  }};
};

const std::string kPing = R"({"type":"ping","id":9})";

}  // namespace

TEST_CASE("captures wait for their commit, and are answered by it in order") {
  Connection browser;
  browser.receive(capture(1, private_impression(1)));
  browser.receive(capture(2, private_impression(2), 2));
  CHECK(browser.session.waits());
  CHECK(browser.answers.empty());
  CHECK(browser.impressions() == 0);

  browser.session.flush();

  CHECK_FALSE(browser.session.waits());
  CHECK(browser.answers == std::vector<std::string>{"stored 1", "stored 2"});
  CHECK(browser.impressions() == 2);
}

TEST_CASE("50 impressions are committed without waiting for more") {
  Connection browser;
  for (int order = 1; order < 50; ++order) browser.receive(capture(order, private_impression(order)));
  CHECK(browser.answers.empty());

  browser.receive(capture(50, private_impression(50)));

  CHECK(browser.answers.size() == 50);
  CHECK(browser.impressions() == 50);
}

TEST_CASE("whatever comes after captures is answered after them") {
  for (const std::string& next : {kPing, std::string(R"({"type":"shout","id":9})"), std::string(R"({"id":9})")}) {
    Connection browser;
    browser.receive(capture(1, private_impression(1)));

    browser.receive(next);

    REQUIRE(browser.answers.size() == 2);
    CHECK(browser.answers[0] == "stored 1");
    CHECK(browser.answers[1].ends_with(" 9"));
  }
}

TEST_CASE("the store's work that can wait is asked for after a welcome and a commit, and until it is done") {
  Connection browser;
  while (browser.session.idle()) {
  }
  browser.receive(capture(1, private_impression(1)));
  browser.session.flush();

  int pieces = 0;
  while (browser.session.idle()) ++pieces;

  CHECK(pieces < 10);
  CHECK_FALSE(browser.session.idle());
}
