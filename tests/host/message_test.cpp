#include "host/message.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace feedwitness;
using namespace feedwitness::host;

namespace {

// The text with the first `from` in it replaced.
std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

const std::string kCapture =
    R"({"type":"capture","id":2,"timeline":{"id":"6b3f8a52-9d0e-4c55-8f57-0c1f6d2f0a11",)"
    R"("startTime":"2026-11-22T09:00:00Z","location":"https://www.facebook.com/","platform":"facebook",)"
    R"("position":"feed"},"language":"en","utcOffset":-90,"impressions":[)"
    R"({"order":1,"time":"2026-11-22T10:00:01.5+01:00","visibility":"public","html":"<p>ü\n</p>",)"
    R"("rendered":{"label":"Sponsored","audience":"Public"},"seen":{"ratio":0.5,"milliseconds":2100},"update":true},)"
    R"({"order":2,"time":"2026-11-22T09:00:02Z","visibility":"private"}]})";

std::string complaint_of(std::string_view body) {
  const Message message = read_message(body);
  if (message.request) return "";
  CHECK(message.request.error().code == ErrorCode::bad_request);
  return message.request.error().message;
}

}  // namespace

TEST_CASE("a capture is read field by field") {
  const Message message = read_message(kCapture);

  REQUIRE(message.request);
  CHECK(message.id == 2);
  const auto& capture = std::get<Capture>(*message.request);
  CHECK(capture.timeline.uuid == "6b3f8a52-9d0e-4c55-8f57-0c1f6d2f0a11");
  CHECK(format_time(capture.timeline.start_time) == "2026-11-22T09:00:00.000Z");
  CHECK(capture.timeline.position == "feed");
  CHECK(capture.language == "en");
  CHECK(capture.utc_offset == std::chrono::minutes{-90});
  const auto& shown = std::get<std::vector<Capture::Impression>>(capture.shown);
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].received.order == 1);
  CHECK(format_time(shown[0].received.time) == "2026-11-22T09:00:01.500Z");
  CHECK(shown[0].received.is_public);
  CHECK(shown[0].received.update);
  CHECK(shown[0].received.rendered.label == "Sponsored");
  CHECK(shown[0].received.rendered.time.empty());
  CHECK(shown[0].received.seen.ratio == 0.5);
  CHECK(shown[0].received.seen.milliseconds == 2100);
  CHECK(shown[0].html.text == "<p>ü\n</p>");
  CHECK_FALSE(shown[1].received.is_public);
  CHECK_FALSE(shown[1].received.seen.ratio);
}

TEST_CASE("each field has one form, and an error names the field and the form") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "the message must be JSON in UTF-8 (RFC 8259)"},
      {"{} {}", "the message must be JSON in UTF-8 (RFC 8259)"},
      {"{'id':1}", "the message must be JSON in UTF-8 (RFC 8259)"},
      {"{\"id\":1,\"type\":\"\xff\"}", "the message must be JSON in UTF-8 (RFC 8259)"},
      {R"({"id":1,"type":"ping","x":"\ud800"})", "the message must be JSON in UTF-8 (RFC 8259)"},
      {std::string(40, '[') + std::string(40, ']'), "the message is nested too deeply"},
      {"[]", "the message must be an object"},
      {R"({"type":"ping"})", "id must be a whole number from 0 to 9007199254740991"},
      {R"({"type":"ping","id":"1"})", "id must be a whole number from 0 to 9007199254740991"},
      {R"({"type":"ping","id":1.5})", "id must be a whole number from 0 to 9007199254740991"},
      {R"({"type":"ping","id":9007199254740992})", "id must be a whole number from 0 to 9007199254740991"},
      {R"({"id":1})", "type must be one of: hello capture part query delete status ping consent retention"},
      {R"({"id":1,"type":"hello","protocol":1,"extension":"1"})", "browser must be a text of 1 to 64 bytes"},
      {with(kCapture, R"("platform":"facebook")", R"("platform":"orkut")"),
       "timeline.platform must be one of: facebook"},
      {with(kCapture, "6b3f8a52-9d0e", "6b3f8a5209d0e"), "timeline.id must be a UUID of 36 characters"},
      {with(kCapture, "2026-11-22T09:00:00Z", "yesterday"),
       "timeline.startTime must be a date such as 2019-04-19T18:06:49.000Z"},
      {with(kCapture, R"("timeline":{)", R"("other":{)"), "timeline must be an object"},
      {with(kCapture, R"("position":"feed")", R"("position":"the feed")"),
       "timeline.position must be a word of 1 to 32 letters a-z"},
      {with(kCapture, R"("order":2,)", R"("order":0,)"),
       "impressions[1].order must be a whole number from 1 to 1000000"},
      {with(kCapture, R"("visibility":"private")", R"("visibility":"friends")"),
       "impressions[1].visibility must be one of: public private"},
      {with(kCapture, R"("visibility":"private")", R"("visibility":"private","html":"<p>")"),
       "impressions[1].visibility must be public where there is an html: nothing else of a private post may be sent"},
      {with(kCapture, R"("html":"<p>ü\n</p>",)", ""), "impressions[0].html must be a text of 1 to 16777216 bytes"},
      {with(kCapture, R"("html":)", R"("htmlOf":{"name":"a","parts":1},"html":)"),
       "impressions[0].htmlOf must be absent where there is an html"},
      {with(kCapture, R"("ratio":0.5)", R"("ratio":1.5)"), "impressions[0].seen.ratio must be a number from 0 to 1"},
      {with(kCapture, R"("update":true)", R"("update":1)"), "impressions[0].update must be true or false"},
      {with(kCapture, R"("impressions":[)", R"("impressions":[7,)"), "impressions[0] must be an object"},
      {with(kCapture, R"("language")", R"("html":"<p>","language")"),
       "impressions must be absent where there is a whole html"},
      {R"({"type":"query","id":1,"view":"fbtrex/summary","parameters":{"a":1}})",
       "parameters.each field must be a text"},
      {R"({"type":"delete","id":1,"what":{}})",
       "what must be exactly one of: everything, postId, sourceLink, timelineId, or a range: from, to"},
      {R"({"type":"delete","id":1,"what":{"postId":"1","from":"2026-11-22T09:00:00Z"}})",
       "what must be exactly one of: everything, postId, sourceLink, timelineId, or a range: from, to"},
      {R"({"type":"delete","id":1,"what":{"postId":"1","sourcelink":"misspelt"}})",
       "what must be exactly one of: everything, postId, sourceLink, timelineId, or a range: from, to"},
      {R"({"type":"delete","id":1,"what":{"everything":false}})", "what.everything must be true, or absent"},
      {R"({"type":"delete","id":1,"what":{"timelineId":"12"}})", "what.timelineId must be 40 hex digits"},
      {R"({"type":"part","id":1,"of":"a","number":0,"html":"x"})", "number must be a whole number from 1 to 1000000"},
      {R"({"type":"consent","id":1,"version":"1","textHash":"00","locale":"en"})",
       "acceptedAt must be given, or else withdrawnAt: one of the two"},
  };
  for (const auto& [body, message] : cases) {
    CAPTURE(body);
    CHECK(complaint_of(body) == message);
  }
}

TEST_CASE("an error names the request it belongs to as soon as the id is known") {
  CHECK(read_message(R"({"id":7,"type":"shout"})").id == 7);
  CHECK_FALSE(read_message(R"({"type":"ping"})").id);
}

TEST_CASE("null is the same as absent, and what nobody asks for is passed over") {
  CHECK(complaint_of(with(kCapture, R"("update":true)", R"("update":null,"colour":"red")")).empty());
  CHECK(complaint_of(with(kCapture, R"("language":"en")", R"("language":null)")).empty());
}

TEST_CASE("a view that does not exist is answered with those that do") {
  const std::string complaint = complaint_of(R"({"type":"query","id":1,"view":"fbtrex/nothing"})");

  for (const views::View& view : views::all()) CHECK(complaint.find(view.name) != std::string::npos);
}

TEST_CASE("a deletion is read with its selection") {
  const auto message = read_message(R"({"type":"delete","id":1,"what":{"to":"2026-11-22T09:00:00Z"},"dryRun":true})");

  REQUIRE(message.request);
  const auto& request = std::get<Delete>(*message.request);
  CHECK(request.dry_run);
  CHECK_FALSE(request.what.everything);
  CHECK_FALSE(request.what.from);
  CHECK(format_time(*request.what.to) == "2026-11-22T09:00:00.000Z");
}
