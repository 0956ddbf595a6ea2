#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.h"
#include "tests/cli/home.h"

using namespace feedwitness;
namespace json = boost::json;

namespace {

// The invented timeline of seven posts: advertisements at 2 (between two public posts) and 7 (the last), a private post
// at 3.
struct Sample : tests::Home {
  Sample() { REQUIRE(run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kSample}).status == 0); }

  std::vector<json::object> lines(std::vector<std::string> words) const {
    std::vector<json::object> found;
    words.insert(words.begin(), {"adjacency"});
    std::istringstream out{run(words).out};
    for (std::string line; std::getline(out, line);) found.push_back(json::parse(line).as_object());
    return found;
  }
  std::string unzipped(const std::filesystem::path& file) const {
    const auto read = tests::run({"/usr/bin/gzip", "-dc", file.string()}, {});
    REQUIRE(read.status == 0);
    return read.out;
  }
  std::vector<std::string> names_in(const std::filesystem::path& folder) const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
};

std::string member(const json::object& line, const char* name) {
  return line.at(name).is_null() ? "null" : json::serialize(line.at(name));
}

}  // namespace

TEST_CASE_FIXTURE(Sample, "adjacency report has one line for each advertisement, with its neighbours") {
  const auto report = lines({"report"});

  REQUIRE(report.size() == 2);
  CHECK(report[0].size() == 22);
  CHECK(member(report[0], "time_key") == R"("2026-11-22T18:00")");
  CHECK(member(report[0], "above_content_language") == R"("en")");
  CHECK(member(report[0], "above_content_privacy") == R"("public")");
  CHECK(member(report[0], "below_content_privacy") == R"("private")");
  CHECK(member(report[0], "below_content_id") == "null");
  CHECK(member(report[1], "above_content_id") == R"("5567788990011223")");
  CHECK(member(report[1], "below_content_privacy") == "null");
  const auto wide = lines({"report", "--distance", "2", "--advertiser", "brindleandoats"});
  REQUIRE(wide.size() == 1);
  CHECK(wide[0].at("neighbours").as_array().size() == 4);
  CHECK(lines({"report", "--to", "2026-11-22"}).empty());
  CHECK(lines({"report", "--position", "group"}).empty());
  CHECK(lines({"report", "--position", "any"}).size() == 2);
}

TEST_CASE_FIXTURE(Sample, "adjacency files writes the platform's files, reproducibly and for their owner alone") {
  const auto one = path() / "one";
  const auto two = path() / "two";

  const auto written = run({"adjacency", "files", one.string()});
  REQUIRE(run({"adjacency", "files", two.string()}).status == 0);

  const auto names = names_in(one);
  REQUIRE(names.size() == 1);
  CHECK(written.out == names[0] + ": 2 lines\n");
  CHECK(names[0].starts_with("brand_suitability_facebook_feed_2026-11-22T18:00_biz_"));
  CHECK(names[0].ends_with("_1_of_1.jsonl.gz"));
  CHECK(tests::read_file(one / names[0]) == tests::read_file(two / names[0]));
  CHECK(unzipped(one / names[0]) == run({"adjacency", "report"}).out);
  // RFC 1952: no time (bytes 4 to 7) and no system (byte 9).
  CHECK(tests::read_file(one / names[0]).substr(4, 4) == std::string(4, '\0'));
  CHECK(tests::read_file(one / names[0]).at(9) == '\xFF');
  CHECK(std::filesystem::status(one / names[0]).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}

TEST_CASE_FIXTURE(Sample, "adjacency files begins another part after --part-size, and every line is in one of them") {
  const auto folder = path() / "parts";

  REQUIRE(run({"adjacency", "files", folder.string(), "--part-size", "1", "--no-colons"}).status == 0);

  const auto names = names_in(folder);
  REQUIRE(names.size() == 2);
  CHECK(names[0].find("2026-11-22T18-00") != std::string::npos);
  CHECK(run({"adjacency", "files", folder.string(), "--position", "any"}).out.find("_facebook_any_2026") !=
        std::string::npos);
  CHECK(names[0].ends_with("_1_of_2.jsonl.gz"));
  CHECK(names[1].ends_with("_2_of_2.jsonl.gz"));
  CHECK(unzipped(folder / names[0]) + unzipped(folder / names[1]) == run({"adjacency", "report"}).out);
}

TEST_CASE_FIXTURE(Sample, "adjacency files leaves a file with other bytes as it is, unless it is told to replace it") {
  const auto folder = path() / "kept";
  REQUIRE(run({"adjacency", "files", folder.string()}).status == 0);
  const auto file = folder / names_in(folder).at(0);
  const std::string good = tests::read_file(file);

  CHECK(run({"adjacency", "files", folder.string()}).out.ends_with(": 2 lines, unchanged\n"));
  tests::write_file(file, "mine");
  const auto refused = run({"adjacency", "files", folder.string()});

  CHECK(refused.status == static_cast<int>(ErrorCode::not_confirmed));
  CHECK(refused.err.find("--overwrite") != std::string::npos);
  CHECK(tests::read_file(file) == "mine");
  CHECK(run({"adjacency", "files", folder.string(), "--overwrite"}).status == 0);
  CHECK(tests::read_file(file) == good);
}

TEST_CASE_FIXTURE(Sample, "adjacency dates, insights and load say it to people, and to programs with --json") {
  CHECK(run({"adjacency", "dates"}).out ==
        "earliest  2026-11-22T18:00\nlatest    2026-11-22T18:00\nmissing   0 hours between them; --json names them\n");
  CHECK(run({"adjacency", "dates", "--position", "reels"}).out == "nothing was captured there\n");
  CHECK(json({"adjacency", "dates", "--json"}).at("data").at(0).at("missing_datetimes").as_array().empty());
  CHECK(run({"adjacency", "insights", "--by", "advertiser_name", "--every", "1"}).out ==
        "from        to          advertiser_name  impressions\n"
        "2026-11-22  2026-11-22  Brindle & Oats             1\n"
        "2026-11-22  2026-11-22  Harrow Cycles              1\n");
  CHECK(json({"adjacency", "insights", "--since", "2026-11-22", "--until", "2026-11-22", "--json"})
            .at("data")
            .at(0)
            .at("impressions") == "2");
  CHECK(run({"adjacency", "insights", "--since", "2026-11-22"}).status == 2);
  CHECK(run({"adjacency", "load", "--by", "day"}).out ==
        "day         sessions  posts  ads  ads per ten posts  first ad at  from ad to ad\n"
        "2026-11-22         1      7    2               2.86            2              5\n");
  const auto load = lines({"load", "--json"});
  REQUIRE(load.size() == 1);
  CHECK(load[0].at("ad_distance").at("mean") == 5);
}

TEST_CASE("adjacency refuses what it does not know, and says so when there is no store") {
  const tests::Home home;

  CHECK(home.run({"adjacency"}).status == 2);
  CHECK(home.run({"adjacency", "report"}).status == static_cast<int>(ErrorCode::not_found));
  CHECK(home.run({"adjacency", "report", "--distance", "x"}).status != 0);
  CHECK(home.run({"adjacency", "neighbours"}).status == 2);
}
