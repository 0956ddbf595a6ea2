#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "tests/cli/home.h"

using namespace feedwitness;
using tests::Home;

TEST_CASE("scrub writes a page that is read alike and names nobody of the page") {
  const Home home;
  const auto report = home.path() / "report.html";

  const auto scrubbed = home.run({"scrub", tests::kSample, "-o", report.string()});
  const auto before = home.run({"parse", tests::kSample});
  const auto after = home.run({"parse", report.string()});

  CHECK(scrubbed.status == 0);
  CHECK(std::count(before.out.begin(), before.out.end(), '\n') == 7);
  CHECK(std::count(after.out.begin(), after.out.end(), '\n') == 7);
  const std::string bytes = tests::read_file(report);
  for (const std::string name : {"Quillhaven", "quillhaven", "Tamsin", "Brindle", "Orla"}) {
    CHECK(tests::read_file(tests::kSample).find(name) != std::string::npos);
    CHECK_MESSAGE(bytes.find(name) == std::string::npos, name);
  }
}

TEST_CASE("scrub invents other words each time") {
  const Home home;

  const auto first = home.run({"scrub", tests::kSample});
  const auto second = home.run({"scrub", tests::kSample});

  CHECK(first.status == 0);
  CHECK(first.out != second.out);
}

TEST_CASE("parse --explain tells for each post which signals spoke for what was read, and which lost") {
  const Home home;
  const std::string page = tests::page(tests::post(1, "harbournews", "Fog again."));

  const auto told = home.run({"parse", "--explain", "--captured-at", "2026-11-22T18:30:00Z", "-"}, page);

  CHECK(told.status == 0);
  CHECK(told.out.starts_with("era comet, language en, position not told, 1 posts\n\npost 1\n"));
  CHECK(told.out.find("  visibility: public\n    for it   ") != std::string::npos);
  CHECK(
      told.out.ends_with("\n  read where it stands: displaySource, sourceLink, permaLink, text, images, video\n"
                         "  not there: reason, opengraph, reactions, comments, shares, shared\n"));
  CHECK(told.out.find("  publicationTime: 2026-11-22T15:30:00.000Z\n    for it   ") != std::string::npos);
}
