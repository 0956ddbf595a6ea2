#include "parser/mhtml.h"

#include <string>

#include <doctest/doctest.h>

#include "parser/parse.h"

using namespace feedwitness;
using namespace feedwitness::parser;

namespace {

// As Chromium writes it, with an embedded frame that is longer than the page.
constexpr std::string_view kSaved =
    "From: <Saved by Blink>\r\n"
    "Snapshot-Content-Location: https://www.facebook.com/groups/4411/\r\n"
    "Subject: =?utf-8?Q?Harbour?=\r\n"
    "Date: Tue, 3 Mar 2020 17:05:09 +0100\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/related;\r\n"
    "\ttype=\"text/html\";\r\n"
    "\tboundary=\"----MultipartBoundary--abc----\"\r\n"
    "\r\n"
    "\r\n"
    "------MultipartBoundary--abc----\r\n"
    "Content-Type: text/html\r\n"
    "Content-ID: <frame-1@mhtml.blink>\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n"
    "Content-Location: https://www.facebook.com/groups/4411/\r\n"
    "\r\n"
    "<html><body><p title=3D\"a\">Gr=C3=BC=\r\n"
    "=C3=9Fe</p></body></html>\r\n"
    "------MultipartBoundary--abc----\r\n"
    "Content-Type: text/html\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "Content-Location: cid:frame-2@mhtml.blink\r\n"
    "\r\n"
    "PGh0bWw+PGJvZHk+PHA+YSBmcmFtZSB0aGF0IGlzIG11Y2ggbG9uZ2VyIHRoYW4gdGhlIHBhZ2Ug\r\n"
    "aXRzZWxmLCBieSBmYXI8L3A+PC9ib2R5PjwvaHRtbD4=\r\n"
    "------MultipartBoundary--abc----\r\n"
    "Content-Type: image/png\r\n"
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "iVBORw0KGgo=\r\n"
    "------MultipartBoundary--abc------\r\n";

std::string with(std::string_view what, std::string_view instead) {
  std::string text{kSaved};
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + instead.size())) {
    text.replace(at, what.size(), instead);
  }
  return text;
}

}  // namespace

TEST_CASE("a saved page is known by its header") {
  CHECK(is_mhtml(kSaved));
  CHECK(is_mhtml(with("\r\n", "\n")));
  CHECK_FALSE(is_mhtml("<html>Content-Type: multipart/related</html>"));
  CHECK_FALSE(is_mhtml("From: a friend\n\nContent-Type: multipart/related\n"));
  CHECK_FALSE(is_mhtml(""));
}

TEST_CASE("the page is the part with the file's own address, decoded") {
  const auto mhtml = read_mhtml(kSaved);

  REQUIRE(mhtml);
  CHECK(mhtml->html == "<html><body><p title=\"a\">Grüße</p></body></html>");
  CHECK(mhtml->url == "https://www.facebook.com/groups/4411/");
}

TEST_CASE("the time at which a page was saved is read with its zone") {
  CHECK(format_time(*read_mhtml(kSaved)->date) == "2020-03-03T16:05:09.000Z");
  CHECK_FALSE(read_mhtml(with("Date: Tue, 3 Mar", "Date: Tue, 3 Someday"))->date);
}

TEST_CASE("without a matching address the largest html is the page") {
  const auto mhtml = read_mhtml(with("Snapshot-Content-Location", "X-Unknown"));

  REQUIRE(mhtml);
  CHECK(mhtml->html.find("much longer") != std::string::npos);
  CHECK(mhtml->url == "cid:frame-2@mhtml.blink");
}

TEST_CASE("lines may end in line feeds alone and the last boundary may be missing") {
  std::string text = with("\r\n", "\n");
  text.resize(text.find("\n------MultipartBoundary--abc----\nContent-Type: image"));
  const auto mhtml = read_mhtml(text);

  REQUIRE(mhtml);
  CHECK(mhtml->html == "<html><body><p title=\"a\">Grüße</p></body></html>");
}

TEST_CASE("a file without html is refused") {
  const auto mhtml = read_mhtml(with("text/html\r\n", "text/css\r\n"));

  REQUIRE_FALSE(mhtml);
  CHECK(mhtml.error().code == ErrorCode::bad_request);
}

TEST_CASE("a saved page is parsed at its own address") {
  const auto feed = parse(kSaved, {});

  REQUIRE(feed);
  CHECK(feed->position == "group");
}
