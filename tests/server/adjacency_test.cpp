#include <set>
#include <string>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "tests/server/fixture.h"
#include "tests/support/process.h"

using namespace feedwitness;
using tests::Served;
namespace json = boost::json;

namespace {

constexpr const char* kPlace = "?platform=facebook&position=feed";

std::string unzipped(const std::string& gzip) {
  const auto read = tests::run({"/usr/bin/gzip", "-dc"}, gzip);
  REQUIRE(read.status == 0);
  return read.out;
}

}  // namespace

TEST_CASE_FIXTURE(Served, "the report's file is there at the address that its list gives, by token or by header") {
  const std::string list = std::string{"/graph/v24.0/adjacent_content_delivery_reports/me/file_download"} + kPlace;

  const auto listed = client.Get(list + "&access_token=" + token);
  REQUIRE(listed->status == 200);
  const json::object file = json::parse(listed->body).at("data").at(0).as_object();
  const auto url = json::value_to<std::string>(file.at("download_url"));
  const std::string address = "http://127.0.0.1:" + std::to_string(server.port());
  REQUIRE(url.starts_with(address + "/graph/v24.0/"));
  const auto given = client.Get(url.substr(address.size()));

  CHECK(given->status == 200);
  CHECK(given->get_header_value("Content-Type") == "application/gzip");
  const json::object line = json::parse(unzipped(given->body)).as_object();
  CHECK(line.at("time_key") == "2026-03-04T05:00");
  CHECK(line.at("above_content_privacy") == "public");
  CHECK(file.at("name").as_string().starts_with("brand_suitability_facebook_feed_2026-03-04T05:00_biz_"));
}

TEST_CASE_FIXTURE(Served,
                  "what is wrong in a report's question has the code, the subcode and the words of the document") {
  const auto error_of = [&](const std::string& target) {
    const auto answer = client.Get(target, bearer());
    CHECK(answer->status == 400);
    return json::parse(answer->body).at("error").as_object();
  };

  const auto error = error_of("/graph/me/adjacent_content_delivery_report?platform=facebook&position=story");

  CHECK(error.at("type") == "OAuthException");
  CHECK(error.at("code") == 100);
  CHECK(error.at("error_subcode") == 2349047);
  CHECK(error.at("error_user_title") == "Invalid Position Parameter");
  CHECK(error.at("fbtrace_id").as_string().size() == 11);
  const std::string report = std::string{"/graph/me/adjacent_content_delivery_report"} + kPlace;
  CHECK(error_of(report + "&datetime=2020-01-01T00:00").at("error_subcode") == 2349048);
  CHECK(error_of(report + "&after=x").at("error_subcode") == 2349049);
  CHECK(error_of(report + "&limit=5001").at("code") == 100);
  CHECK(error_of("/graph/me/adjacent_content_delivery_report?position=feed").at("error_subcode") == 2349046);
  CHECK(error_of(std::string{"/graph/adjacent_content_delivery_reports/4711/file_download"} + kPlace).at("code") ==
        200);
}

TEST_CASE_FIXTURE(Served, "the pages of a report follow each other by their links") {
  add("two", 3);
  std::string target =
      std::string{"/graph/v24.0/me/adjacent_content_delivery_report"} + kPlace + "&limit=1&access_token=" + token;
  const std::string address = "http://127.0.0.1:" + std::to_string(server.port());
  std::set<std::string> impressions;
  for (int page = 0; page < 2; ++page) {
    const auto answer = client.Get(target);
    REQUIRE(answer->status == 200);
    const auto document = json::parse(answer->body).as_object();
    REQUIRE(document.at("data").as_array().size() == 1);
    impressions.insert(json::value_to<std::string>(document.at("data").at(0).at("impression_id")));
    const auto& paging = document.at("paging").as_object();
    CHECK(paging.contains("next") == (page == 0));
    CHECK(paging.contains("previous") == (page == 1));
    if (page == 0) target = json::value_to<std::string>(paging.at("next")).substr(address.size());
  }

  CHECK(impressions.size() == 2);
}
