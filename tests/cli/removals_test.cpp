#include <string>

#include <doctest/doctest.h>

#include "base/error.h"
#include "tests/cli/home.h"

using namespace feedwitness;

namespace {

struct Harbour : tests::Home {
  Harbour() {
    tests::write_file(saved(), tests::page(tests::post(1, "harbour", "The ferry is late again") +
                                           tests::post(2, "harbour", "The ferry is on time") +
                                           tests::post(3, "lighthouse", "The lamp is lit")));
    REQUIRE(run({"import", saved().string()}).status == 0);
  }
  std::filesystem::path saved() const { return path() / "saved.html"; }
  std::size_t public_impressions() const { return json({"get", "personal/me/summary/100-0"}).as_array().size(); }
};

const std::string kOne = R"(<entry>
  <id>http://www.facebook.com/permalink.php?id=1001&amp;amp;story_fbid=7000001</id>
  <deleted>2026-04-29T17:30:59-07:00</deleted>
  <author><name>Harbour</name><fb:id>1001</fb:id></author>
  <activity:verb>http://activitystrea.ms/schema/1.0/delete[CB24] /</activity:verb>
</entry>)";
const std::string kAuthor = R"(<entry>
  <deleted>2026-04-29T16:43:22-07:00</deleted>
  <author><display_uri>http://www.facebook.com/harbour</display_uri></author>
  <activity:verb>http://activitystrea.ms/schema/1.0/delete/</activity:verb>
</entry>)";

}  // namespace

TEST_CASE_FIXTURE(Harbour, "a notice in the shape of the Public Feed API removes its post, once, with a proof") {
  const auto preview = run({"removals", "apply", "--dry-run", "--json", "-"}, kOne);
  const auto removed = run({"removals", "apply", "--json", "-"}, kOne);
  const auto again = run({"removals", "apply", "--json", "-"}, kOne);

  CHECK(preview.out == R"({"removed":1,"sharing":0,"unknown":0,"alreadyRemoved":0,"unreadable":0,"others":0,)"
                       R"("dryRun":true,"receipt":null})"
                       "\n");
  const auto told = boost::json::parse(removed.out).as_object();
  CHECK(told.at("removed") == 1);
  CHECK(told.at("receipt").at("found") == 0);
  CHECK(boost::json::parse(again.out).at("alreadyRemoved") == 1);
  CHECK(boost::json::parse(again.out).at("receipt").is_null());
  CHECK(public_impressions() == 2);
  CHECK(store_bytes().find("7000001") == std::string::npos);
}

TEST_CASE_FIXTURE(Harbour, "a removed post is not imported again unless the person says so") {
  tests::write_file(path() / "notice.xml", kOne);
  REQUIRE(run({"removals", "apply", (path() / "notice.xml").string()}).status == 0);
  tests::write_file(saved(), tests::read_file(saved()) + "\n");  // another file with the same posts

  REQUIRE(run({"import", saved().string()}).status == 0);
  CHECK(public_impressions() == 4);
  CHECK(run({"removals"}).out == "posts kept out   1\ncame again       1\n");

  CHECK(run({"removals", "forget", "https://www.facebook.com/harbour/posts/7000001"}).status == 0);
  CHECK(run({"removals", "forget", "7000001"}).status == static_cast<int>(ErrorCode::not_found));
  tests::write_file(saved(), tests::read_file(saved()) + "\n");
  REQUIRE(run({"import", saved().string()}).status == 0);
  CHECK(public_impressions() == 7);
}

TEST_CASE_FIXTURE(Harbour, "a notice without a post removes all that the author published") {
  const auto removed = run({"removals", "apply", "-"}, kAuthor);

  CHECK(removed.out.find("removed          2\n") != std::string::npos);
  CHECK(public_impressions() == 1);
  CHECK(store_bytes().find("ferry") == std::string::npos);
}

TEST_CASE_FIXTURE(Harbour, "what is no notice is refused, and nothing is removed") {
  for (const char* input : {"<!DOCTYPE a><feed/>", "ferry"}) {
    CAPTURE(input);
    const auto refused = run({"removals", "apply", "-"}, input);
    CHECK(refused.status == static_cast<int>(ErrorCode::bad_request));
    CHECK(refused.err.find("ferry") == std::string::npos);
  }
  CHECK(run({"removals", "forget"}).status == static_cast<int>(ErrorCode::bad_request));
  CHECK(public_impressions() == 3);
}
