#include <algorithm>
#include <filesystem>
#include <string>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/error.h"
#include "tests/cli/home.h"

using namespace feedwitness;
using tests::Home;

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// A home in which Chromium and Firefox have run once.
struct Desk : Home {
  Desk() {
    fs::create_directories(path() / ".config/chromium");
    fs::create_directories(path() / ".mozilla/firefox");
  }
  fs::path chromium() const { return path() / ".config/chromium/NativeMessagingHosts/org.feedwitness.host.json"; }
  fs::path firefox() const { return path() / ".mozilla/native-messaging-hosts/org.feedwitness.host.json"; }
};

int bad_findings(const Home& home) {
  int bad = 0;
  const json::value findings = home.json({"doctor", "--json"});
  for (const auto& finding : findings.as_array()) bad += finding.at("verdict") == "bad" ? 1 : 0;
  return bad;
}

}  // namespace

TEST_CASE("install-host lets every browser found start the built host, and doctor agrees") {
  const Desk home;
  CHECK(bad_findings(home) == 2);

  const auto installed = home.run({"install-host"});
  const auto doctor = home.run({"doctor"});

  CHECK(installed.status == 0);
  CHECK(json::parse(tests::read_file(home.chromium())).at("path") == FEEDWITNESS_HOST);
  CHECK(json::parse(tests::read_file(home.firefox())).at("path") == FEEDWITNESS_HOST);
  CHECK(doctor.status == 0);
  CHECK(doctor.out.find("good  host: ") != std::string::npos);
  CHECK(doctor.out.find("good  Chromium: ") != std::string::npos);
  CHECK(doctor.out.find("good  Firefox: ") != std::string::npos);
  CHECK(doctor.out.find("note  store: none yet") != std::string::npos);
  CHECK_FALSE(fs::exists(home.store()));
  CHECK(home.json({"status", "--json"}).is_null());
}

TEST_CASE("doctor tells what is wrong in one line with the command that mends it, and that command does") {
  const Desk home;
  REQUIRE(home.run({"install-host"}).status == 0);
  fs::remove(home.firefox());

  const auto doctor = home.run({"doctor"});

  CHECK(doctor.status == static_cast<int>(ErrorCode::check_failed));
  CHECK(
      doctor.out.find("bad   Firefox: the host is not registered; run: feedwitness install-host --browser firefox\n") !=
      std::string::npos);
  CHECK(home.run({"install-host", "--browser", "firefox"}).status == 0);
  CHECK(home.run({"doctor"}).status == 0);
}

TEST_CASE("doctor finds a store that others may read, and a store without its key") {
  const Desk home;
  REQUIRE(home.run({"install-host"}).status == 0);
  REQUIRE(home.run({"import", tests::kSample}).status == 0);
  REQUIRE(home.run({"doctor"}).status == 0);
  std::string told;

  SUBCASE("folder") {
    fs::permissions(home.store(), fs::perms::others_read, fs::perm_options::add);
    told = "is open to others; run: chmod 700";
  }
  SUBCASE("file") {
    fs::permissions(home.store() / "feedwitness.db", fs::perms::group_read, fs::perm_options::add);
    told = "feedwitness.db is open to others; run: chmod 700";
  }
  SUBCASE("key") {
    for (const auto& entry : fs::directory_iterator(home.store())) {
      if (entry.path().filename().string().find("feedwitness.db") == std::string::npos) fs::remove(entry.path());
    }
    told = "is missing";
  }

  const auto doctor = home.run({"doctor"});

  CHECK(doctor.status == static_cast<int>(ErrorCode::check_failed));
  CHECK(doctor.out.find(told) != std::string::npos);
}

TEST_CASE("a browser in no table is served by its folder, and doctor and uninstall-host know it from then on") {
  const Desk home;
  const fs::path folder = home.path() / "thorium/hosts";

  const auto installed = home.run({"install-host", "--manifest-dir", folder.string(), "--family", "chromium",
                                   "--extension-id", "abcdefghijklmnopabcdefghijklmnop"});

  CHECK(installed.status == 0);
  const std::string manifest = tests::read_file(folder / "org.feedwitness.host.json");
  CHECK(manifest.find("chrome-extension://abcdefghijklmnopabcdefghijklmnop/") != std::string::npos);
  CHECK_FALSE(fs::exists(home.chromium()));
  CHECK(home.run({"doctor"}).out.find("good  " + folder.string()) != std::string::npos);
  fs::remove_all(folder);
  CHECK(bad_findings(home) == 3);
  CHECK(home.run({"uninstall-host"}).status == 0);
  CHECK(bad_findings(home) == 2);
}

TEST_CASE("an extension id that was added may start the host") {
  const Home home;
  REQUIRE(home.run({"install-host", "--extension-id", "friend@example.org"}).status == 0);
  const auto call = [&](const std::string& id) {
    return tests::run({FEEDWITNESS_HOST, "/manifest.json", id}, {}, home.environment()).status;
  };

  CHECK(call("friend@example.org") == 0);
  CHECK(call("stranger@example.org") == static_cast<int>(ErrorCode::forbidden_caller));
}

TEST_CASE("uninstall-host removes every manifest and keeps what was collected") {
  const Desk home;
  REQUIRE(home.run({"install-host"}).status == 0);
  REQUIRE(home.run({"import", tests::kSample}).status == 0);

  const auto removed = home.run({"uninstall-host"});
  const auto again = home.run({"uninstall-host"});

  CHECK(removed.status == 0);
  CHECK(again.status == 0);
  CHECK_FALSE(fs::exists(home.chromium().parent_path()));
  CHECK_FALSE(fs::exists(home.firefox()));
  CHECK(home.json({"status", "--json"}).at("status").at("impressions") == 7);
}

TEST_CASE("a browser that nobody knows and a broken configuration are refused") {
  const Desk home;
  CHECK(home.run({"install-host", "--browser", "netscape"}).status == static_cast<int>(ErrorCode::bad_request));
  tests::write_file(home.path() / ".config/feedwitness/config.json", "{");

  CHECK(home.run({"install-host"}).status == static_cast<int>(ErrorCode::bad_request));
  CHECK(home.run({"doctor"}).status == static_cast<int>(ErrorCode::check_failed));
  CHECK_FALSE(fs::exists(home.chromium()));
}
