#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/error.h"
#include "tests/cli/home.h"

using namespace feedwitness;
using tests::Home;

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr int kPosts = 100;

std::string source_of(int n) { return "quillhaven.page." + std::to_string(n * 7919); }
std::string words_of(int n) { return "sentinel" + std::to_string(n * 104729) + "word"; }

// A home with a hundred posts, each with a source, a text and an address that stand nowhere else.
struct Witness : Home {
  Witness() {
    std::string posts;
    for (int n = 1; n <= kPosts; ++n) {
      posts += tests::post(n, source_of(n), "Harbour news, " + words_of(n) + ", and more to come.");
    }
    tests::write_file(path() / "page.html", tests::page(posts));
    REQUIRE(run({"import", "--captured-at", "2026-11-22T18:30:00Z", (path() / "page.html").string()}).status == 0);
  }
  std::int64_t impressions() const { return json({"status", "--json"}).at("status").at("impressions").as_int64(); }
};

// Everything that names a person, a post or a text in the store, as an export shows it.
std::vector<std::string> traces_of(const Home& home) {
  std::vector<std::string> traces;
  for (int n = 1; n <= kPosts; ++n) {
    traces.push_back(source_of(n));
    traces.push_back(words_of(n));
    traces.push_back("posts/" + std::to_string(7000000 + n));
  }
  const auto rows = home.json({"summary", "1000", "--json"});
  for (const auto& row : rows.as_array()) {
    for (const char* key : {"id", "semanticId", "user", "timeline"}) {
      traces.emplace_back(row.at(key).as_string());
    }
  }
  return traces;
}

// How many of the traces stand in the bytes, as text or, 40 hex digits, as the bytes that they name.
int found_in(const std::string& bytes, const std::vector<std::string>& traces) {
  int found = 0;
  for (const std::string& trace : traces) {
    std::string raw;
    if (trace.size() == 40 && trace.find_first_not_of("0123456789abcdef") == std::string::npos) {
      for (std::size_t i = 0; i < 40; i += 2) raw += static_cast<char>(std::stoi(trace.substr(i, 2), nullptr, 16));
    }
    const bool is_there =
        bytes.find(trace) != std::string::npos || (!raw.empty() && bytes.find(raw) != std::string::npos);
    found += is_there ? 1 : 0;
  }
  return found;
}

}  // namespace

TEST_CASE("after delete-my-data no byte of texts, names and ids is in the store's files") {
  const Witness home;
  const auto traces = traces_of(home);
  REQUIRE(found_in(home.store_bytes(), traces) > kPosts);  // the search finds what is there

  const auto deleted = home.run({"delete-my-data", "--yes"});

  CHECK(deleted.status == 0);
  CHECK(deleted.out.find("100 impressions") != std::string::npos);
  CHECK(deleted.out.find(": 0 found\n") != std::string::npos);
  CHECK(found_in(home.store_bytes(), traces) == 0);
  CHECK(home.json({"summary", "--json"}).as_array().empty());
}

TEST_CASE("deleting twice is no error") {
  const Witness home;

  const json::value first = home.json({"delete-my-data", "--yes", "--json"});
  const auto second = home.run({"delete-my-data", "--yes", "--json"});

  CHECK(first.at("receipt").at("deleted").at("impressions") == kPosts);
  CHECK(first.at("receipt").at("keyRemoved") == true);
  CHECK(first.at("receipt").at("found") == 0);
  CHECK(first.at("receipt").at("sampled").as_int64() >= 100);
  CHECK(second.status == 0);
}

TEST_CASE("where nothing was ever collected there is nothing to delete") {
  const Home home;

  const auto deleted = home.run({"delete-my-data", "--yes"});

  CHECK(deleted.status == 0);
  CHECK(deleted.out == "there is nothing to delete\n");
  CHECK_FALSE(fs::exists(home.store()));
}

TEST_CASE("without --yes and without a person to ask nothing is deleted") {
  const Witness home;

  const auto refused = home.run({"delete-my-data"}, "delete\n");

  CHECK(refused.status == static_cast<int>(ErrorCode::not_confirmed));
  CHECK(refused.out.find("100 impressions") != std::string::npos);
  CHECK(refused.err.find("--yes") != std::string::npos);
  CHECK(home.impressions() == kPosts);
}

TEST_CASE("on a terminal the word must be typed") {
  const Witness home;
  const auto ask = [&](std::string_view typed) {
    return tests::run({"/usr/bin/script", "-qec", FEEDWITNESS_CLI " delete-my-data", "/dev/null"}, typed,
                      home.environment());
  };

  CHECK(ask("yes\n").status == static_cast<int>(ErrorCode::not_confirmed));
  CHECK(home.impressions() == kPosts);
  CHECK(ask("delete\n").status == 0);
  CHECK(home.impressions() == 0);
}

TEST_CASE("a dry run counts and leaves all") {
  const Witness home;

  const json::value counts = home.json({"delete-my-data", "--dry-run", "--json"});

  CHECK(counts.at("counts").at("impressions") == kPosts);
  CHECK(home.impressions() == kPosts);
}

TEST_CASE("a part of the data can be deleted by post, source, timeline or time, and the rest stays") {
  const Witness home;
  const json::value row = home.json({"summary", "--search", words_of(42), "--json"}).at(0);
  std::int64_t left = kPosts - 1;
  std::vector<std::string> words{"delete-my-data", "--yes"};
  std::string gone = words_of(42);

  SUBCASE("post") { words.insert(words.end(), {"--post", std::string(row.at("postId").as_string())}); }
  SUBCASE("source") { words.insert(words.end(), {"--source", std::string(row.at("sourceLink").as_string())}); }
  SUBCASE("time, after all") {
    words.insert(words.end(), {"--from", "2026-11-23"});
    left = kPosts;
    gone = "nothing";
  }
  SUBCASE("time") {
    words.insert(words.end(), {"--from", "2026-11-22", "--to", "2026-11-23"});
    left = 0;
  }
  SUBCASE("timeline") {
    const json::value exported = home.json({"export", "--json"});
    words.insert(words.end(), {"--timeline", std::string(exported.at("timelines").at(0).at("timelineId").as_string())});
    left = 0;
  }

  const auto deleted = home.run(words);

  CHECK(deleted.status == 0);
  CHECK(home.impressions() == left);
  CHECK(home.store_bytes().find(gone) == std::string::npos);
  if (left > 0) CHECK(home.store_bytes().find(words_of(43)) != std::string::npos);
}

TEST_CASE("one selection at a time, and a time that is none is refused") {
  const Witness home;

  CHECK(home.run({"delete-my-data", "--yes", "--post", "1", "--source", "x"}).status ==
        static_cast<int>(ErrorCode::bad_request));
  CHECK(home.run({"delete-my-data", "--yes", "--from", "soon"}).status == static_cast<int>(ErrorCode::bad_request));
  CHECK(home.impressions() == kPosts);
}
