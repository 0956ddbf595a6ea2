// What the built host keeps of what it is sent, and what it does not.
#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "tests/host/browser.h"
#include "tests/support/post.h"

using namespace feedwitness::tests;
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

// The first line of every public post that the store holds, newest first.
std::vector<std::string> texts_of(Browser& browser) {
  const auto answer = browser.ask(R"({"type":"query","id":7,"view":"fbtrex/summary"})");
  std::vector<std::string> texts;
  for (const json::value& row : answer.at("rows").as_array()) texts.emplace_back(row.at("texts").at(0).as_string());
  return texts;
}

}  // namespace

TEST_CASE("an update replaces, a resend is a duplicate") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  const std::string first = public_impression(1, post("Fog"));
  std::string fuller = public_impression(1, post("Fog over the harbour"));
  fuller.insert(1, R"("update":true,)");

  CHECK(browser.ask(capture(1, first)).at("stored") == 1);
  CHECK(browser.ask(capture(2, first)).at("duplicates") == 1);
  CHECK(browser.ask(capture(3, fuller)).at("updated") == 1);
  CHECK(texts_of(browser) == std::vector<std::string>{"Fog over the harbour"});
}

TEST_CASE("what both locks find public is stored; of all else order and time, and not a word in any file") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  const std::vector<std::string> hidden{"zebrafinch friends", "zebrafinch unknown", "zebrafinch two",
                                        "zebrafinch none"};
  const std::string impressions = public_impression(1, post("kingfisher public")) + "," +
                                  public_impression(2, post(hidden[0], "Your friends")) + "," +
                                  public_impression(3, post(hidden[1], "")) + "," +
                                  public_impression(4, post(hidden[2]) + post(hidden[2], "Your friends")) + "," +
                                  public_impression(5, "<p>" + hidden[3] + "</p>") + "," + private_impression(6);

  CHECK(browser.ask(capture(1, impressions)).at("stored") == 6);

  CHECK(texts_of(browser) == std::vector<std::string>{"kingfisher public"});
  const auto status = browser.ask(R"({"type":"status","id":1})").at("status");
  CHECK(status.at("public") == 1);
  CHECK(status.at("private") == 5);
  CHECK(holds(home.path(), "kingfisher"));
  CHECK_FALSE(holds(home.path(), "zebrafinch"));
}

TEST_CASE("an update that is no longer found public takes away what was stored") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  REQUIRE(browser.ask(capture(1, public_impression(1, post("kingfisher")))).at("stored") == 1);
  std::string hidden = private_impression(1);
  hidden.insert(1, R"("update":true,)");

  CHECK(browser.ask(capture(2, hidden)).at("updated") == 1);

  CHECK(texts_of(browser).empty());
}

TEST_CASE("how long a post was seen may come after its html, and replaces nothing else") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  REQUIRE(browser.ask(capture(1, public_impression(1, post("kingfisher")))).at("stored") == 1);
  const auto seen = [](int order) {
    return R"({"update":true,"visibility":"public","time":"2026-11-22T09:00:07.000Z","seen":{"ratio":1,"milliseconds":5400},"order":)" +
           std::to_string(order) + "}";
  };

  CHECK(browser.ask(capture(2, seen(1))).at("updated") == 1);
  const auto unknown = browser.ask(capture(3, seen(2)));

  CHECK(unknown.at("updated") == 0);
  CHECK(unknown.at("stored") == 0);
  const auto rows = browser.ask(R"({"type":"query","id":4,"view":"fbtrex/summary"})").at("rows").as_array();
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("texts").at(0) == "kingfisher");
  CHECK(rows[0].at("impressionTime") == "2026-11-22T09:00:07.000Z");
  CHECK(rows[0].at("seenMilliseconds") == 5400);
  CHECK(browser.ask(R"({"type":"status","id":5})").at("status").at("health").at("seen") == 1);
}

TEST_CASE("status counts the impressions since a moment alone, where one is named") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  REQUIRE(
      browser.ask(capture(1, public_impression(1, post("kingfisher")) + "," + private_impression(2))).at("stored") ==
      2);
  std::string later = public_impression(3, post("heron"));
  const std::string time = json::value_to<std::string>(json::parse(later).at("time"));
  later.replace(later.find(time), time.size(), "2031-05-01T08:00:00.000Z");
  REQUIRE(browser.ask(capture(2, later)).at("stored") == 1);

  const auto since = browser.ask(R"({"type":"status","id":3,"from":"2031-05-01T00:00:00Z"})").at("status");
  const auto all = browser.ask(R"({"type":"status","id":4,"from":"2001-01-01T00:00:00Z"})").at("status");

  CHECK(since.at("impressions") == 1);
  CHECK(since.at("private") == 0);
  CHECK(since.at("sources") == 1);
  CHECK(all.at("impressions") == 3);
  CHECK(all.at("public") == 2);
  CHECK(all.at("timelines") == 1);
}

TEST_CASE("the posts of a whole page are found with their order and their audience") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  const std::string html = page(post("first") + post("second", "Your friends") + post("third"));
  const std::string request = R"({"type":"capture","id":1,"timeline":)" + timeline() +
                              R"(,"time":"2026-11-22T09:00:01Z","html":)" + json_text(html) + "}";

  CHECK(browser.ask(request).at("stored") == 3);

  CHECK(texts_of(browser) == std::vector<std::string>{"third", "first"});
  CHECK(browser.ask(request).at("duplicates") == 3);
}

TEST_CASE("an html in parts is stored as if it had come whole") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  const std::string html = post("in two parts") + "<!--" + std::string(900'000, '-') + "-->";
  for (int number = 1; number <= 2; ++number) {
    const std::string half = html.substr(static_cast<std::size_t>(number - 1) * 500'000, 500'000);
    REQUIRE(browser
                .ask(R"({"type":"part","id":1,"of":"a","number":)" + std::to_string(number) + R"(,"html":)" +
                     json_text(half) + "}")
                .at("type") == "part");
  }
  browser.ask(capture(2, R"({"order":1,"time":"2026-11-22T09:00:01Z","visibility":"public",)"
                         R"("htmlOf":{"name":"a","parts":2}})"));

  CHECK(texts_of(browser) == std::vector<std::string>{"in two parts"});
}

TEST_CASE("a long answer comes in pages under 1 MiB, each row once") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  for (int order = 1; order <= 60; ++order) {
    REQUIRE(browser.ask(capture(order, public_impression(order, post(std::string(30'000, 'a'))))).at("stored") == 1);
  }
  REQUIRE(browser.send(R"({"type":"query","id":3,"view":"fbtrex/summary","parameters":{"paging":"60-0"}})"));
  std::size_t pages = 0;
  std::size_t rows = 0;
  for (bool more = true; more; ++pages) {
    const auto answer = browser.answer();
    REQUIRE(answer);
    REQUIRE(answer->at("type") == "rows");
    rows += answer->at("rows").as_array().size();
    more = answer->at("more").as_bool();
  }

  CHECK(pages > 2);
  CHECK(rows == 60);
}

TEST_CASE("a deletion is previewed, done, and proven by a receipt") {
  const TemporaryFolder home;
  Browser browser(home);
  browser.hello();
  REQUIRE(
      browser.ask(capture(1, public_impression(1, post("kingfisher")) + "," + private_impression(2))).at("stored") ==
      2);

  const auto preview = browser.ask(R"({"type":"delete","id":2,"what":{"everything":true},"dryRun":true})");
  CHECK(preview.at("counts").at("impressions") == 2);
  CHECK(texts_of(browser).size() == 1);
  const auto receipt = browser.ask(R"({"type":"delete","id":3,"what":{"everything":true}})").at("receipt");

  CHECK(receipt.at("deleted") == preview.at("counts"));
  CHECK(receipt.at("found") == 0);
  CHECK(receipt.at("keyRemoved") == true);
  CHECK_FALSE(holds(home.path(), "kingfisher"));
  CHECK(browser.hello().at("type") == "welcome");
  CHECK(browser.ask(capture(4, public_impression(1, post("after")))).at("stored") == 1);
}

TEST_CASE("one host deletes everything while another goes on: what comes after is the new supporter's alone") {
  const TemporaryFolder home;
  Browser one(home);
  Browser two(home);
  const auto former = one.hello().at("supporter");
  CHECK(two.hello().at("supporter") == former);
  REQUIRE(two.ask(capture(1, public_impression(1, post("kingfisher")))).at("stored") == 1);

  REQUIRE(one.ask(R"({"type":"delete","id":2,"what":{"everything":true}})").at("receipt").at("found") == 0);
  CHECK(two.ask(capture(3, public_impression(1, post("heron")))).at("stored") == 1);

  CHECK(texts_of(one) == std::vector<std::string>{"heron"});
  CHECK(one.hello().at("supporter") == two.hello().at("supporter"));
  CHECK(one.hello().at("supporter") != former);
  CHECK_FALSE(holds(home.path(), "kingfisher"));
}
