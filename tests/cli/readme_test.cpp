#include <algorithm>
#include <filesystem>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/cli/home.h"

using namespace feedwitness;

namespace {

namespace fs = std::filesystem;

struct Example {
  std::string command;
  std::string printed;
};

// What stands in ```console blocks: lines that begin with "$ ", each with what it prints.
std::vector<Example> examples_of(const fs::path& file) {
  std::vector<Example> examples;
  bool inside = false;
  std::istringstream lines(tests::read_file(file));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with("$ ")) {
      examples.push_back({line.substr(2), {}});
    } else if (inside) {
      examples.back().printed += line + '\n';
    }
  }
  return examples;
}

// The folders as a reader has them, and a mark in place of what differs from run to run.
std::string masked(std::string text, const tests::Home& home) {
  const auto put = [&](const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;) text.replace(at, from.size(), to);
  };
  put(FEEDWITNESS_HOST, "/home/ana/.local/libexec/feedwitness-host");
  put(home.data().string(), "/home/ana/.local/share");
  put(home.path().string(), "/home/ana");
  text = std::regex_replace(text, std::regex("[0-9a-f]{40}"), "<id>");
  text = std::regex_replace(text, std::regex("[a-z]+-[a-z]+-[a-z]+"), "<pseudonym>");
  text = std::regex_replace(text, std::regex(R"(\d{4}-\d\d-\d\dT[0-9:.]+Z)"), "<time>");
  return std::regex_replace(text, std::regex(R"([0-9.]+ (ms|kB|MB|of the removed))"), "<measure>");
}

}  // namespace

TEST_CASE("every example of the README prints what stands there") {
  const tests::Home home;
  fs::create_directories(home.path() / ".config/chromium");
  fs::create_directories(home.path() / ".mozilla/firefox");
  auto environment = home.environment();
  environment["PATH"] = fs::path(FEEDWITNESS_CLI).parent_path().string() + ":/usr/bin:/bin";
  const auto examples = examples_of(FEEDWITNESS_SOURCE_DIR "/README.md");
  REQUIRE(examples.size() > 15);

  for (const auto& [command, printed] : examples) {
    CAPTURE(command);
    const auto run =
        tests::run({"/bin/sh", "-c", "cd " FEEDWITNESS_SOURCE_DIR " && " + command + " 2>&1"}, {}, environment);
    CHECK(masked(run.out, home) == masked(printed, home));
  }
}
