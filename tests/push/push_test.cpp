#include <chrono>
#include <csignal>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/error.h"
#include "tests/cli/home.h"

using namespace feedwitness;
namespace json = boost::json;

namespace {

constexpr int kDown = static_cast<int>(ErrorCode::io_error);

// A person's home beside a subscriber on this machine.
class Subscribed : public tests::Home {
 public:
  Subscribed() {
    std::filesystem::create_directories(at("receiver"));
    REQUIRE(tests::run({"/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", at("receiver/key.pem"),
                        "-out", at("receiver/cert.pem")})
                .status == 0);
    answer("200");
    start();
    REQUIRE(run({"import", saved(1, "ferry")}).status == 0);
    const auto subscribed = run({"subscribe", "--yes", "--from-beginning", url()});
    REQUIRE_MESSAGE(subscribed.status == 0, subscribed.err);
    std::smatch found;
    REQUIRE(std::regex_search(subscribed.out, found, std::regex{"secret +([0-9a-f]{64})\n"}));
    secret = found[1];
  }

  std::string at(const std::string& name) const { return (path() / name).string(); }
  std::string url() const { return "https://localhost:" + port_ + "/in"; }
  void answer(const std::string& status) const { tests::write_file(at("receiver/answer"), status); }

  void start() {
    std::filesystem::remove(at("receiver/port"));
    std::vector<std::string> words{"/usr/bin/python3", FEEDWITNESS_SOURCE_DIR "/tests/push/receiver.py",
                                   at("receiver")};
    if (!port_.empty()) words.push_back(port_);
    receiver_ = std::make_unique<tests::Process>(words);
    wait_for([this] { return std::filesystem::exists(at("receiver/port")); });
    port_ = tests::read_file(at("receiver/port"));
  }
  void stop() {
    receiver_->signal(SIGKILL);
    receiver_->wait();
  }

  // A page of three posts, numbered from `first`.
  std::string saved(int first, const std::string& word) const {
    std::string posts;
    for (int i = first; i < first + 3; ++i) posts += tests::post(i, "harbour", "The " + word + " " + std::to_string(i));
    tests::write_file(at(word + ".html"), tests::page(posts));
    return at(word + ".html");
  }

  tests::Finished push() const { return run({"push", "--once", "--ca", at("receiver/cert.pem")}); }

  std::vector<json::object> taken() const {
    std::vector<json::object> deliveries;
    std::istringstream lines{tests::read_file(at("receiver/taken"))};
    for (std::string line; std::getline(lines, line);) deliveries.push_back(json::parse(line).as_object());
    return deliveries;
  }
  // The items of all deliveries: a post's number, or "gone" for a tombstone.
  std::vector<std::string> items() const {
    static const std::regex kItem{"<entry>[^]*?<fb:id>([0-9]+)</fb:id>|<at:deleted-entry"};
    std::vector<std::string> found;
    for (const auto& delivery : taken()) {
      const std::string body{delivery.at("body").as_string()};
      for (std::sregex_iterator it{body.begin(), body.end(), kItem}; it != std::sregex_iterator{}; ++it) {
        found.push_back((*it)[1].matched ? (*it)[1].str() : "gone");
      }
    }
    return found;
  }

  template <typename Condition>
  static void wait_for(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (!condition() && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    REQUIRE(condition());
  }

  std::string secret;

 private:
  std::string port_;
  std::unique_ptr<tests::Process> receiver_;
};

const std::vector<std::string> kThree{"7000001", "7000002", "7000003"};

}  // namespace

TEST_CASE_FIXTURE(Subscribed, "what is kept is sent once, in its order and signed; what comes later, later") {
  REQUIRE(push().status == 0);
  REQUIRE(push().status == 0);

  CHECK(items() == kThree);
  const auto delivery = taken().at(0);
  CHECK(delivery.at("path") == "/in");
  const std::string body{delivery.at("body").as_string()};
  const auto signed_by_others = tests::run({"/usr/bin/openssl", "dgst", "-sha256", "-hmac", secret}, body);
  const std::string signature{delivery.at("signature").as_string()};
  CHECK(signature.starts_with("sha256="));
  CHECK(signed_by_others.out.find(signature.substr(7)) != std::string::npos);

  REQUIRE(run({"import", saved(3, "lamp")}).status == 0);
  REQUIRE(
      run({"removals", "apply", "-"},
          "<entry><id>7000001</id><activity:verb>http://activitystrea.ms/schema/1.0/delete/</activity:verb></entry>")
          .status == 0);
  REQUIRE(push().status == 0);
  CHECK(items() == std::vector<std::string>{"7000001", "7000002", "7000003", "7000003", "7000004", "7000005", "gone"});
}

TEST_CASE_FIXTURE(Subscribed,
                  "a subscriber that is down, fails or sends elsewhere loses nothing, and gets it in order") {
  stop();
  CHECK(push().status == kDown);
  start();
  for (const char* status : {"500", "302", "403"}) {
    answer(status);
    CHECK(push().status == kDown);
    CHECK(taken().empty());
  }
  REQUIRE(run({"import", saved(4, "lamp")}).status == 0);

  answer("200");
  CHECK(push().status == 0);

  CHECK(items() == std::vector<std::string>{"7000001", "7000002", "7000003", "7000004", "7000005", "7000006"});
}

TEST_CASE_FIXTURE(Subscribed, "a sender that dies before the answer sends the same again, and nothing else") {
  answer("slow");
  {
    tests::Process sender{{FEEDWITNESS_CLI, "push", "--ca", at("receiver/cert.pem")}, environment()};
    wait_for([this] { return !taken().empty(); });
    sender.signal(SIGKILL);
    sender.wait();
  }
  answer("200");
  REQUIRE(push().status == 0);

  REQUIRE(taken().size() == 2);
  CHECK(taken()[0] == taken()[1]);
}

TEST_CASE_FIXTURE(Subscribed, "a sender that runs tries again by itself, with longer and longer pauses") {
  stop();
  tests::Process sender{{FEEDWITNESS_CLI, "push", "--ca", at("receiver/cert.pem")}, environment()};
  wait_for([this] { return run({"push", "--list"}).out.find("failed 2 times") != std::string::npos; });
  start();

  wait_for([this] { return items() == kThree; });
  CHECK(run({"push", "--list"}).out.find("failed") == std::string::npos);
  sender.signal(SIGTERM);
  sender.wait();
}

TEST_CASE_FIXTURE(Subscribed, "a certificate that nobody vouches for, or of another name, gets nothing") {
  CHECK(run({"push", "--once"}).status == kDown);
  const std::string numbered = std::regex_replace(url(), std::regex{"localhost"}, "127.0.0.1");
  REQUIRE(run({"unsubscribe", url()}).status == 0);
  REQUIRE(run({"subscribe", "--yes", "--from-beginning", numbered}).status == 0);
  CHECK(push().status == kDown);

  CHECK(taken().empty());
}

TEST_CASE_FIXTURE(Subscribed,
                  "nothing is sent before somebody confirmed it, after it was ended, or to what is not https") {
  CHECK(run({"subscribe", "https://reader.example/in"}).status == static_cast<int>(ErrorCode::not_confirmed));
  for (const char* url :
       {"http://reader.example/in", "https://", "https://me@reader.example/", "https://reader.example:0/",
        "https://reader.example/#x", "ftp://reader.example", "https://reader.example:99999/"}) {
    CAPTURE(url);
    CHECK(run({"subscribe", "--yes", url}).status == static_cast<int>(ErrorCode::bad_request));
  }
  CHECK(run({"subscribe", "--yes", url()}).status == static_cast<int>(ErrorCode::bad_request));  // is there already
  REQUIRE(run({"unsubscribe", url()}).status == 0);
  CHECK(run({"unsubscribe", url()}).status == static_cast<int>(ErrorCode::not_found));

  CHECK(push().status == 0);
  CHECK(taken().empty());
}

TEST_CASE_FIXTURE(Subscribed, "the secret is the owner's alone, and goes with everything else") {
  const auto file = store() / "push-1.secret";
  CHECK(tests::read_file(file) == secret);
  CHECK((std::filesystem::status(file).permissions() & std::filesystem::perms::mask) ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));

  REQUIRE(run({"delete-my-data", "--yes"}).status == 0);

  CHECK_FALSE(std::filesystem::exists(file));
  CHECK(store_bytes().find("localhost") == std::string::npos);
  CHECK(push().status == 0);
  CHECK(taken().empty());
}
