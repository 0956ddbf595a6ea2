#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "tests/cli/home.h"

using namespace feedwitness;

TEST_CASE("crowdtangle score prints the score of each post of a document, and says what shape it takes") {
  const tests::Home home;

  const auto scores = home.run({"crowdtangle", "score"}, R"([
    {"actual": {"like": 90, "share": 10}, "expected": {"like": 40, "share": 10}},
    {"actual": {"like": 20}, "expected": {"like": 50}, "weights": {"like": 3, "share": 0}},
    {"actual": {"care": 8}, "expected": {"care": 2}, "care_weight": 0},
    {"actual": {"like": null}, "expected": {"like": 2}}])");

  CHECK(scores.out == "2\n-2.5\nnull\nnull\n");
  CHECK(home.run({"crowdtangle", "score"}, R"({"actual":{"like":9},"expected":{"like":3}})").out == "1.8\n");
  for (const char* misshapen : {"", "7", "[7]", R"({"actual":{}})", R"({"actual":{"like":-1},"expected":{}})",
                                R"({"actual":{},"expected":{},"weights":{"like":"much"}})"}) {
    CAPTURE(misshapen);
    const auto refused = home.run({"crowdtangle", "score"}, misshapen);
    CHECK(refused.status == 2);
    CHECK(refused.err.find(R"("actual")") != std::string::npos);
  }
}

namespace {

struct Sample : tests::Home {
  Sample() { REQUIRE(run({"import", "--captured-at", "2026-11-22T18:30:00Z", tests::kSample}).status == 0); }
  std::string file(const std::string& name) const { return (path() / name).string(); }
};

// Runs a reader that is not ours over a file.
std::string read_by(const std::vector<std::string>& reader, std::string_view input = {}) {
  const auto read = tests::run(reader, input);
  CHECK_MESSAGE(read.status == 0, read.err);
  return read.out;
}

}  // namespace

TEST_CASE_FIXTURE(Sample, "the same question to the same store has the same bytes and the same manifest") {
  for (const char* name : {"one.csv", "two.csv"}) {
    REQUIRE(run({"crowdtangle", "--timezone", "America/New_York", "--benchmarks", "-o", file(name)}).status == 0);
  }
  const auto manifest = tests::read_file(file("one.csv.manifest.json"));

  CHECK(tests::read_file(file("one.csv")) == tests::read_file(file("two.csv")));
  CHECK(manifest == tests::read_file(file("two.csv.manifest.json")));
  CHECK(run({"crowdtangle", "--timezone", "America/New_York", "--benchmarks"}).out ==
        tests::read_file(file("one.csv")));
  const auto told = boost::json::parse(manifest).as_object();
  CHECK(told.at("rows") == 4);
  CHECK(told.at("changedMeanwhile") == false);
  CHECK(told.at("query").at("timezone") == "America/New_York");
  CHECK(told.at("query").at("sortBy") == "overperforming");
  CHECK(read_by({"/usr/bin/sha256sum", file("one.csv")}).starts_with(told.at("sha256").as_string().c_str()));
  tests::write_file(file("later.html"), tests::page(tests::post(1, "ferry", "A later page")));
  REQUIRE(run({"import", file("later.html")}).status == 0);
  REQUIRE(run({"crowdtangle", "-o", file("three.csv")}).status == 0);
  CHECK(boost::json::parse(tests::read_file(file("three.csv.manifest.json"))).at("snapshot") != told.at("snapshot"));
}

// The rules of 4CAT's import of CrowdTangle's files: these columns, one that holds "Overperforming", digits in Total
// Interactions, and a day and a time as the first two words of Post Created.
TEST_CASE_FIXTURE(Sample, "4CAT's import takes the file") {
  REQUIRE(run({"crowdtangle", "-o", file("posts.csv")}).status == 0);
  constexpr std::string_view kImport = R"py(
import csv, datetime, re, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
columns = """Page Name,User Name,Facebook Id,Page Category,Page Admin Top Country,Page Description,Page Created,Likes at
Posting,Followers at Posting,Post Created,Post Created Date,Post Created Time,Type,Total Interactions,Likes,Comments,Shares,
Love,Wow,Haha,Sad,Angry,Care,Video Share Status,Is Video Owner?,Post Views,Total Views,Total Views For All
Crossposts,Video Length,URL,Message,Link,Final Link,Image Text,Link Text,Description,Sponsor Id,Sponsor Name,Sponsor
Category"""
columns = " ".join(columns.split()).replace(", ", ",").split(",")
assert len(columns) == 39
assert rows and all(set(columns) <= set(row) for row in rows)
assert any("Overperforming" in column for column in rows[0])
for row in rows:
    assert None not in row and None not in row.values()
    int(re.sub("[^0-9]", "", row["Total Interactions"]))
    datetime.datetime.strptime(" ".join(row["Post Created"].split(" ")[:2]), "%Y-%m-%d %H:%M:%S")
    assert row["URL"].split("/")[-1]
print(len(rows))
)py";

  CHECK(read_by({"/usr/bin/python3", "-c", std::string{kImport}, file("posts.csv")}) == "4\n");
}

TEST_CASE_FIXTURE(Sample, "Python and SQLite read the same sums from the file, which are those of the summary") {
  REQUIRE(run({"crowdtangle", "-o", file("posts.csv")}).status == 0);
  constexpr std::string_view kSum = R"py(
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
total = lambda column: sum(int(row[column].replace(",", "") or 0) for row in rows)
print(len(rows), total("Total Interactions"), total("Comments"), total("Shares"), sep="|")
)py";
  const std::string import = ".import --csv " + file("posts.csv") + " posts\n" +
                             "SELECT count(*), sum(CAST(replace(\"Total Interactions\", ',', '') AS INTEGER)), "
                             "sum(CAST(Comments AS INTEGER)), sum(CAST(Shares AS INTEGER)) FROM posts;\n";
  const auto number = [](const boost::json::object& row, std::string_view name) {
    const auto* value = row.if_contains({name.data(), name.size()});
    return value != nullptr && value->is_int64() ? value->as_int64() : 0;
  };
  std::int64_t interactions = 0;
  const auto summary = json({"summary", "--json"});
  for (const auto& line : summary.as_array()) {
    const auto& row = line.as_object();
    if (!row.contains("postId") || row.at("postId").is_null()) continue;
    for (const char* name : {"reactions", "comments", "shares"}) interactions += number(row, name);
  }

  const std::string by_python = read_by({"/usr/bin/python3", "-c", std::string{kSum}, file("posts.csv")});

  CHECK(by_python == read_by({"/usr/bin/sqlite3"}, import));
  CHECK(by_python.starts_with("4|" + std::to_string(interactions) + "|"));
}

TEST_CASE_FIXTURE(Sample, "csvkit reads the same sums from the file, where it is installed") {
  if (!std::filesystem::exists("/usr/bin/csvstat")) {
    MESSAGE("skipped: there is no csvkit");
    return;
  }
  REQUIRE(run({"crowdtangle", "--sort", "total_interactions", "-o", file("posts.csv")}).status == 0);

  const auto total = read_by({"/usr/bin/csvstat", "--sum", "-c", "Total Interactions", file("posts.csv")});
  const auto rows = read_by({"/usr/bin/csvstat", "--count", file("posts.csv")});

  const std::string import =
      ".import --csv " + file("posts.csv") +
      " posts\nSELECT sum(CAST(replace(\"Total Interactions\", ',', '') AS INTEGER)) FROM posts;\n";
  std::string plain;
  std::copy_if(total.begin(), total.end(), std::back_inserter(plain), [](char c) { return c != ','; });
  CHECK(plain == read_by({"/usr/bin/sqlite3"}, import));
  CHECK(rows.find('4') != std::string::npos);
}

TEST_CASE_FIXTURE(Sample, "crowdtangle --json answers as the API did, and what is wrong is refused") {
  const auto answer = json({"crowdtangle", "--json", "--history", "--sort", "total_interactions", "--count", "1"});

  CHECK(answer.at("status") == 200);
  const auto& post = answer.at("result").at("posts").at(0);
  CHECK(post.at("account").at("name") == "The Quillhaven Gazette");
  CHECK(post.at("score") == 1427);
  tests::write_file(path() / "list.txt", "# two of them\r\nlumopubliclibrary  # a library\n\norla.venn.keeper\n");
  CHECK(json({"crowdtangle", "--json", "--list", file("list.txt")}).at("result").at("posts").as_array().size() == 2);
  tests::write_file(path() / "empty.txt", "# nobody\n");
  CHECK(run({"crowdtangle", "--list", file("empty.txt")}).status == 2);
  CHECK(run({"crowdtangle", "--weight", "liked=1"}).status == 2);
  CHECK(run({"crowdtangle", "--weight", "like=11"}).status == 2);
  CHECK(run({"crowdtangle", "--timezone", "Mars/Olympus"}).status == 2);
  CHECK(run({"crowdtangle", "--history"}).status == 2);
}
