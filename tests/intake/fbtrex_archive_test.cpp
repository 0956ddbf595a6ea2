#include "intake/fbtrex_archive.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace feedwitness;

namespace {

// One row of a summary as the former service wrote it; its words are invented.
const std::string kRow =
    R"({"impressionTime":"2019-06-01T18:07:13.000Z","impressionOrder":47,"semanticId":"00","opengraph":)"
    R"({"fblinktype":"external","link":"https://quillhaven.example/ferry","isValid":true,"siteName":"quillhaven.example",)"
    R"("title":"The ferry runs","description":"From Monday on"},"id":"11","user":"plum-pie-fig","timeline":"leek-bun-date",)"
    R"("publicationTime":"2019-06-01T16:00:01.000Z","postId":"27877","permaLink":"/quillhaven/posts/27877",)"
    R"("fblinktype":"posts","nature":"sponsored","images":{"count":1,"captions":["a boat"]},"videoautoplay":false,)"
    R"("displaySource":"Quillhaven shared a link.","source":"Quillhaven","sourceLink":"https://www.facebook.com/quillhaven/",)"
    R"("texts":["Good news","for all","The ferry runs","From Monday on"],"textsize":45,"LIKE":35,"SAD":4})";

Result<std::vector<store::Capture>> read_alone(std::string_view json) {
  intake::FbtrexNames names;
  names.learn(json);
  return intake::read_fbtrex_archive(json, names);
}

std::string refusal(std::string_view json) {
  const auto read = read_alone(json);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == ErrorCode::bad_request);
  return read.error().message;
}

}  // namespace

TEST_CASE("a summary answer becomes impressions with all that it said, marked as an archive") {
  const auto captures = read_alone("[" + kRow + "]");

  REQUIRE(captures);
  REQUIRE(captures->size() == 1);
  CHECK(captures->front().timeline.position == "archive");
  CHECK(captures->front().timeline.start_time == parse_time("2019-06-01T18:07:13Z"));
  const store::Impression& impression = captures->front().impressions.at(0);
  CHECK(impression.order == 47);
  CHECK(impression.is_public);
  const parser::Metadata& metadata = impression.metadata;
  CHECK(metadata.nature == parser::Nature::sponsored);
  CHECK(metadata.text == "Good news\nfor all");
  CHECK(texts_of(metadata).size() == 4);
  CHECK(metadata.card->title == "The ferry runs");
  CHECK(metadata.source_link == "https://www.facebook.com/quillhaven");  // as it is written here, so that it joins
  CHECK(metadata.post_id == "27877");
  CHECK(metadata.images == parser::Images{1, {"a boat"}});
  CHECK(metadata.video_autoplay == false);
  CHECK(metadata.reaction(parser::Reaction::like) == parser::Count{35, 1});
  CHECK_FALSE(metadata.reaction(parser::Reaction::love));
  CHECK(metadata.evidence == std::vector<parser::Evidence>{{"nature", "fbtrex-archive", "sponsored"}});
}

TEST_CASE("a stats answer keeps private impressions, and public ones that were never read") {
  const std::string head = R"({"startTime":"2019-06-01T18:05:05.000Z","geoip":"ES","timelineId":"30ae",)"
                           R"("impressionTime":"2019-06-01T18:05:06.000Z",)";
  const auto captures =
      read_alone(R"({"storedTimelines":1,"content":[)" + head + R"("impressionOrder":2,"htmlId":"1f","summary":[]},)" +
                 head + R"("impressionOrder":3,"summary":[]},)" + head +
                 R"("impressionOrder":1,"htmlId":"2f","summary":[)" + kRow + "]}]}");

  REQUIRE(captures);
  REQUIRE(captures->size() == 1);
  const auto& impressions = captures->front().impressions;
  REQUIRE(impressions.size() == 3);
  CHECK(captures->front().timeline.start_time == parse_time("2019-06-01T18:05:05Z"));
  CHECK(impressions[0].order == 1);
  CHECK(impressions[0].metadata.post_id == "27877");
  CHECK(impressions[1].is_public);
  CHECK(impressions[1].metadata == parser::Metadata{});
  CHECK_FALSE(impressions[2].is_public);
}

TEST_CASE("the same timeline has the same name in a summary and in stats") {
  const auto summary = read_alone("[" + kRow + "]");
  const auto stats = read_alone(
      R"({"content":[{"startTime":"2019-06-01T18:05:05.000Z","timelineId":"30ae","htmlId":"2f","impressionOrder":47,)"
      R"("impressionTime":"2019-06-01T18:07:13.000Z","summary":[)" +
      kRow + "]}]}");

  CHECK(summary->front().timeline.uuid == stats->front().timeline.uuid);
}

TEST_CASE("stats without summaries join a summary by its html, whichever is read first") {
  const std::string summary = "[" + kRow + "]";
  const std::string stats =
      R"({"content":[{"startTime":"2019-06-01T18:05:05.000Z","timelineId":"30ae","htmlId":"11","impressionOrder":47,)"
      R"("impressionTime":"2019-06-01T18:07:13.000Z","visibility":"public"},)"
      R"({"startTime":"2019-06-01T18:05:05.000Z","timelineId":"30ae","impressionOrder":48,)"
      R"("impressionTime":"2019-06-01T18:07:14.000Z","visibility":"private"}]})";
  for (const auto& [first, second] : {std::pair{summary, stats}, std::pair{stats, summary}}) {
    intake::FbtrexNames names;
    names.learn(first);
    names.learn(second);

    const auto from_summary = intake::read_fbtrex_archive(summary, names);
    const auto from_stats = intake::read_fbtrex_archive(stats, names);

    REQUIRE(from_stats->size() == 1);
    CHECK(from_stats->front().timeline.uuid == from_summary->front().timeline.uuid);
    CHECK(from_summary->front().timeline.start_time == parse_time("2019-06-01T18:05:05Z"));
    REQUIRE(from_stats->front().impressions.size() == 1);  // the public one comes with the summary, which knows more
    CHECK(from_stats->front().impressions[0].order == 48);
    CHECK_FALSE(from_stats->front().impressions[0].is_public);
  }
}

TEST_CASE("what is no such answer is refused by its row, without a word of it") {
  CHECK(refusal("<html>") == "this is not JSON");
  CHECK(refusal("{}").find("neither a summary nor a stats") != std::string::npos);
  CHECK(refusal("[" + kRow + R"(,{"impressionOrder":1}])").find("row 2") == 0);
  CHECK(refusal(R"([{"timeline":"leek","impressionOrder":0,"impressionTime":"2019-06-01T18:07:13.000Z"}])")
            .find("leek") == std::string::npos);
  CHECK(refusal("[7]").find("row 1") == 0);
}
