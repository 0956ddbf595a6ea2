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

namespace json = boost::json;
namespace fs = std::filesystem;

// A home that has seen the sample timeline.
struct Witness : Home {
  Witness() { REQUIRE(run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kSample}).status == 0); }
};

std::vector<json::object> lines_of(const std::string& text) {
  std::vector<json::object> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(json::parse(text.substr(begin, end - begin)).as_object());
    begin = end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("summary is a table for people: when, who, what, and how many cared") {
  const Witness home;

  const auto table = home.run({"summary"});

  CHECK(table.status == 0);
  const std::size_t first = table.out.find("2026-11-22 18:30");
  REQUIRE(first != std::string::npos);
  const std::string gazette = table.out.substr(table.out.find("The Quillhaven Gazette"));
  CHECK(gazette.find("The harbour ferry") < gazette.find('\n'));
  CHECK(gazette.find("1300") < gazette.find('\n'));
  CHECK(table.out.ends_with("6 of 6 public impressions, the newest first\n"));
  CHECK(table.out.find("Tamsin") == std::string::npos);
}

TEST_CASE("a captured text cannot steer the terminal") {
  const Home home;
  const auto file = home.path() / "page.html";
  tests::write_file(file, tests::page(tests::post(1, "quillhavengazette", "safe\xC2\x9B[31m \xE2\x80\xAEtxet")));
  REQUIRE(home.run({"import", file.string()}).status == 0);

  const auto table = home.run({"summary"});

  REQUIRE(table.out.find("safe") != std::string::npos);
  CHECK(table.out.find("txet") != std::string::npos);
  CHECK(table.out.find('\x1b') == std::string::npos);
  CHECK(table.out.find("\xC2\x9B") == std::string::npos);
  CHECK(table.out.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("summary pages, searches, and refuses a paging that is none") {
  const Witness home;

  CHECK(home.json({"summary", "2", "--json"}).as_array().size() == 2);
  CHECK(home.json({"summary", "10-5", "--json"}).as_array().size() == 1);
  const json::value found = home.json({"summary", "--search", "porridge promise", "--json"});
  REQUIRE(found.as_array().size() == 1);
  CHECK(found.at(0).at("source") == "Brindle & Oats");
  CHECK(home.json({"summary", "--search", "piano", "--json"}).as_array().empty());
  CHECK(home.run({"summary", "many"}).status == static_cast<int>(ErrorCode::bad_request));
}

TEST_CASE("csv has a header and a line for each public impression, on stdout or in a file of the owner's alone") {
  const Witness home;
  const fs::path file = home.path() / "out.csv";

  const auto printed = home.run({"csv", "1000-0"});
  const auto written = home.run({"csv", "1000-0", "-o", file.string()});

  CHECK(printed.status == 0);
  CHECK(written.status == 0);
  CHECK(written.out.empty());
  CHECK(tests::read_file(file) == printed.out);
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(printed.out.find("Brindle & Oats") != std::string::npos);
}

TEST_CASE("an export that fails leaves the file that was there") {
  const Witness home;
  const fs::path file = home.path() / "mine.jsonl";
  tests::write_file(file, "precious");

  const auto refused = home.run({"csv", "none", "-o", file.string()});

  CHECK(refused.status == static_cast<int>(ErrorCode::bad_request));
  CHECK(tests::read_file(file) == "precious");
  CHECK(std::distance(fs::directory_iterator(home.path()), {}) == 2);  // the file and the store's folder
}

TEST_CASE("export holds timelines and impressions, private ones as place and time alone, and html on request") {
  const Witness home;

  const auto lines = lines_of(home.run({"export"}).out);
  const json::value document = home.json({"export", "--json", "--html"});

  CHECK(std::ranges::count(lines, "timeline", [](const auto& line) { return line.at("kind").as_string(); }) == 1);
  CHECK(std::ranges::count(lines, "impression", [](const auto& line) { return line.at("kind").as_string(); }) == 7);
  REQUIRE(document.at("impressions").as_array().size() == 7);
  const json::object& hidden = document.at("impressions").at(2).as_object();
  CHECK(hidden.at("visibility") == "private");
  CHECK_FALSE(hidden.contains("metadata"));
  CHECK_FALSE(hidden.contains("html"));
  CHECK(document.at("impressions").at(0).at("html").as_string().find("harbour ferry") != json::string::npos);
}

TEST_CASE("neither key nor token leaves the store with an export") {
  const Witness home;
  std::string key_words;
  for (const auto& entry : fs::directory_iterator(home.store())) {
    if (entry.path().filename().string().find(".db") == std::string::npos) key_words += tests::read_file(entry.path());
  }
  const std::string exported = home.run({"export", "--html"}).out;

  std::size_t secrets = 0;
  for (std::size_t at = 0; at + 40 <= key_words.size(); ++at) {
    const std::string_view word(key_words.data() + at, 40);
    if (word.find_first_not_of("0123456789abcdef") != std::string_view::npos) continue;
    ++secrets;
    CHECK(exported.find(word) == std::string::npos);
  }
  CHECK(secrets > 0);
}

TEST_CASE("status tells what is kept, where, and how well it was read") {
  const Witness home;

  const auto text = home.run({"status"});
  const json::value status = home.json({"status", "--json"});

  CHECK(text.out.find(home.store().string()) != std::string::npos);
  CHECK(text.out.find("7: 6 public, 1 private") != std::string::npos);
  CHECK(text.out.find("4 organic, 2 sponsored, 0 unknown") != std::string::npos);
  CHECK(text.out.find("feedwitness install-host") != std::string::npos);
  CHECK(status.at("folder").as_string() == home.store().string());
  CHECK(status.at("registeredBrowsers") == 0);
  CHECK(status.at("status").at("health").at("seen") == 7);
  CHECK(status.at("status").at("attention").is_null());
  CHECK(status.at("bytes").as_int64() > 0);
}

TEST_CASE("health counts by day") {
  const Witness home;

  const json::value health = home.json({"health", "--json"});

  CHECK(health.at("attention").is_null());
  const json::array& days = health.at("days").as_array();
  REQUIRE(days.size() == 1);
  CHECK(days.at(0).at("era") == "comet");
  CHECK(days.at(0).at("seen") == 7);
  CHECK(home.run({"health"}).out.find("comet") != std::string::npos);
}

TEST_CASE("when posts can no longer be read, status and health say so and what to do") {
  const Home home;
  const auto file = home.path() / "page.html";
  std::string posts;
  for (int number = 1; number <= 12; ++number) {
    std::string post = tests::post(number, "quillhavengazette", "The tide is out.");
    post.replace(post.find("Shared with Public"), 18, "A word of its own");
    posts += post;
  }
  tests::write_file(file, tests::page(posts));
  REQUIRE(home.run({"import", file.string()}).status == 0);

  const std::string said(home.json({"status", "--json"}).at("status").at("attention").as_string());

  CHECK(said.find("12 posts") != std::string::npos);
  CHECK(said.find("feedwitness reparse") != std::string::npos);
  CHECK(home.run({"status"}).out.find(said) != std::string::npos);
  CHECK(home.run({"health"}).out.find(said) != std::string::npos);
  CHECK(home.json({"health", "--json"}).at("attention").as_string() == said);
}

TEST_CASE("reparse with the same parser reads all and changes nothing") {
  const Witness home;
  const json::value before = home.json({"summary", "--json"});

  const json::value dry = home.json({"reparse", "--dry-run", "--json"});
  const json::value wet = home.json({"reparse", "--json"});

  CHECK(dry.at("read") == 6);
  CHECK(dry.at("changed") == 0);
  CHECK(wet.at("changed") == 0);
  CHECK(wet.at("withdrawn") == 0);
  CHECK((home.json({"summary", "--json"}) == before));
}
