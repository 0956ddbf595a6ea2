#include <csignal>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/server/serving.h"

// The snippets of the README that ask the server run as they stand there, but for the port.

using namespace feedwitness;

namespace {

// The blocks of one language that speak to the server.
std::vector<std::string> snippets(const std::string& language) {
  std::vector<std::string> found;
  bool inside = false;
  std::istringstream lines(tests::read_text(FEEDWITNESS_SOURCE_DIR "/README.md"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = line == "```" + language;
      if (inside) found.emplace_back();
    } else if (inside) {
      found.back() += line + '\n';
    }
  }
  std::erase_if(found, [](const std::string& snippet) { return snippet.find("127.0.0.1:8642") == std::string::npos; });
  return found;
}

tests::Finished run_snippet(const tests::Home& home, const tests::Serving& serving,
                            const std::vector<std::string>& shell, std::string snippet) {
  const std::size_t at = snippet.find("8642");
  snippet.replace(at, 4, std::to_string(serving.port()));
  auto environment = home.environment();
  environment["PATH"] = std::filesystem::path(FEEDWITNESS_CLI).parent_path().string() + ":/usr/bin:/bin";
  std::vector<std::string> command{"/usr/bin/env", "-C", home.folder.path().string()};
  command.insert(command.end(), shell.begin(), shell.end());
  command.push_back(snippet);
  return tests::run(command, {}, environment);
}

}  // namespace

TEST_CASE("the curl snippets of the README work") {
  const tests::Home home;
  REQUIRE(home.run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kTimeline}).status == 0);
  const tests::Serving serving{home};
  const auto found = snippets("sh");
  REQUIRE(found.size() == 2);

  const auto run = run_snippet(home, serving, {"sh", "-euc"}, found.front());

  CHECK_MESSAGE(run.status == 0, run.err);
  CHECK(tests::read_text(home.folder / "summary.json").find("\"impressionOrder\":7") != std::string::npos);
  CHECK(tests::read_text(home.folder / "feed.csv").starts_with("nature,"));
  CHECK(run.out.find("\"delaySeconds\"") != std::string::npos);
}

TEST_CASE("the tour of the graph works") {
  const tests::Home home;
  REQUIRE(home.run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kTimeline}).status == 0);
  const tests::Serving serving{home};

  const auto run = run_snippet(home, serving, {"sh", "-euc"}, snippets("sh").at(1));

  CHECK_MESSAGE(run.status == 0, run.err);
  CHECK(tests::read_text(home.folder / "graph.json").find("/graph/v2.11/me/feed?access_token=") != std::string::npos);
  CHECK(run.out.find(R"({"name":"Lumo Public Library","posts":{"data":[{"message":"The reading room)") == 0);
  CHECK(run.out.find(R"({"id":"5567788990011223_note1"})") != std::string::npos);
  CHECK(run.out.find(R"({"data":[{"name":"topic","value":"libraries","id":"5567788990011223_note1"}])") !=
        std::string::npos);
  CHECK(run.out.ends_with("{\"success\":true}\n"));
}

TEST_CASE("the Python snippet of the README works, with the standard library alone") {
  const tests::Home home;
  REQUIRE(home.run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kTimeline}).status == 0);
  const tests::Serving serving{home};
  const auto found = snippets("python");
  REQUIRE(found.size() == 1);

  const auto run = run_snippet(home, serving, {"python3", "-c"}, found.front());

  CHECK_MESSAGE(run.status == 0, run.err);
  CHECK(run.out == "6 posts, paid for by Brindle & Oats, Harrow Cycles\n2026-11-22 6 posts in a few seconds\n");
}

TEST_CASE("pandas reads the table, where pandas is installed") {
  if (tests::run({"/usr/bin/python3", "-c", "import pandas"}).status != 0) {
    MESSAGE("skipped: there is no pandas");
    return;
  }
  const tests::Home home;
  REQUIRE(home.run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kTimeline}).status == 0);
  const tests::Serving serving{home};
  const std::string address =
      "http://127.0.0.1:" + std::to_string(serving.port()) + "/api/v2/personal/" + home.token() + "/csv/1000-0";

  const auto run = tests::run({"/usr/bin/python3", "-c",
                               "import pandas\nt = pandas.read_csv('" + address +
                                   "')\nprint(len(t), int(t['LIKE'].sum()), t['nature'].value_counts()['organic'])"});

  CHECK_MESSAGE(run.status == 0, run.err);
  CHECK(run.out.starts_with("6 "));
  CHECK(run.out.ends_with(" 4\n"));
}
