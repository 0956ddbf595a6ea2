#include <string>

#include <doctest/doctest.h>

#include "intake/intake.h"
#include "tests/support/post.h"

using namespace feedwitness;
using intake::open_saved_page;

namespace {

const Time kModified = *parse_time("2021-01-01T00:00:00Z");
const Time kSaid = *parse_time("2022-02-02T00:00:00Z");

const std::string kSingleFile =
    "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://www.facebook.com/harbour.news/ \n"
    " saved date: Tue Jun 16 2020 21:55:42 GMT+0200 (Central European Summer Time)\n-->" +
    tests::post("Fog");
const std::string kChromium =
    "<!DOCTYPE html>\r\n<!-- saved from url=(0037)https://www.facebook.com/groups/12345 -->\r\n<html>" +
    tests::post("Fog");

}  // namespace

TEST_CASE("a saved page says by itself when and where it was saved, where its program wrote that down") {
  const auto page = open_saved_page(kSingleFile, std::nullopt, kModified, "");

  REQUIRE(page);
  CHECK(format_time(page->captured_at) == "2020-06-16T19:55:42.000Z");
  CHECK(page->utc_offset == std::chrono::minutes{120});
  CHECK(page->timeline.start_time == page->captured_at);
  CHECK(page->timeline.location == "https://www.facebook.com/harbour.news/");
  CHECK(page->timeline.platform == "facebook");
  CHECK(open_saved_page(kChromium, std::nullopt, kModified, "")->timeline.location ==
        "https://www.facebook.com/groups/12345");
}

TEST_CASE("an MHTML file gives its page, its address and its time") {
  const std::string mhtml =
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.facebook.com/harbour.news/\r\n"
      "Date: Tue, 16 Jun 2020 19:55:42 -0000\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/related; type=\"text/html\"; boundary=\"----edge\"\r\n\r\n"
      "------edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "Content-Location: https://www.facebook.com/harbour.news/\r\n\r\n<p lang=3D\"en\">caf=C3=A9</p>\r\n"
      "------edge--\r\n";

  const auto page = open_saved_page(mhtml, std::nullopt, kModified, "");

  REQUIRE(page);
  CHECK(page->html.find("<p lang=\"en\">café</p>") != std::string::npos);
  CHECK(format_time(page->captured_at) == "2020-06-16T19:55:42.000Z");
  CHECK(page->timeline.location == "https://www.facebook.com/harbour.news/");
}

TEST_CASE("what the person says goes before what the file says, and the file's time comes last") {
  CHECK(open_saved_page(kSingleFile, kSaid, kModified, "")->captured_at == kSaid);
  CHECK(open_saved_page(kSingleFile, kSaid, kModified, "https://x.example/")->timeline.location ==
        "https://x.example/");
  CHECK(open_saved_page(kChromium, std::nullopt, kModified, "")->captured_at == kModified);
  CHECK(open_saved_page(tests::post("Fog"), std::nullopt, kModified, "")->timeline.location.empty());
}

TEST_CASE("the same file is the same timeline, another file another one, whatever else is known of it") {
  const auto once = open_saved_page(kChromium, std::nullopt, kModified, "");
  const auto again = open_saved_page(kChromium, kSaid, kModified, "https://x.example/");
  const auto other = open_saved_page(kSingleFile, std::nullopt, kModified, "");

  CHECK(once->timeline.uuid == again->timeline.uuid);
  CHECK(once->timeline.uuid != other->timeline.uuid);
  CHECK(once->timeline.uuid.size() == 36);
}

TEST_CASE("bytes that are no UTF-8 are replaced, and nothing larger than a page is taken") {
  CHECK(open_saved_page("<p>caf\xe9</p>", std::nullopt, kModified, "")->html == "<p>caf\uFFFD</p>");
  CHECK(open_saved_page(std::string(parser::kHtmlLimit + 1, ' '), std::nullopt, kModified, "").error().code ==
        ErrorCode::too_large);
}
