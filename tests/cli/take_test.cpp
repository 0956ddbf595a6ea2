#include <algorithm>
#include <filesystem>
#include <string>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/error.h"
#include "tests/cli/home.h"

using namespace feedwitness;
using tests::Home;
using tests::kSample;

namespace {

namespace json = boost::json;

// The same page as MHTML, as Chromium saves it.
std::string as_mhtml(const std::string& html) {
  std::string encoded;
  for (const char byte : html) {
    if (byte == '=' || static_cast<unsigned char>(byte) >= 0x80) {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      const auto value = static_cast<unsigned char>(byte);
      encoded += {'=', kDigits[value / 16], kDigits[value % 16]};
    } else if (byte == '\n') {
      encoded += "\r\n";
    } else {
      encoded += byte;
    }
  }
  return "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.facebook.com/\r\nSubject: Facebook\r\n"
         "Date: Sun, 22 Nov 2026 18:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
         "\ttype=\"text/html\";\r\n\tboundary=\"----boundary\"\r\n\r\n\r\n------boundary\r\nContent-Type: text/html\r\n"
         "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.facebook.com/\r\n\r\n" +
         encoded + "\r\n------boundary--\r\n";
}

json::value summary_of(const Home& home) { return home.json({"summary", "1000-0", "--json"}); }

// A summary without what differs from store to store.
json::array without_ids(json::value summary) {
  for (json::value& row : summary.as_array()) {
    for (const char* key : {"id", "user", "timeline"}) row.as_object().erase(key);
  }
  return summary.as_array();
}

}  // namespace

TEST_CASE("import keeps the public posts of a saved page, and of the private one only that it was there") {
  const Home home;

  const auto imported = home.run({"import", "--captured-at", "2026-11-22T18:30:00Z", kSample});

  CHECK(imported.status == 0);
  CHECK(imported.out == kSample + ": 7 impressions stored\n");
  CHECK(summary_of(home).as_array().size() == 6);
  const json::value status = home.json({"status", "--json"});
  CHECK(status.at("status").at("public") == 6);
  CHECK(status.at("status").at("private") == 1);
  CHECK(status.at("status").at("sponsored") == 2);
  CHECK(home.store_bytes().find("Tamsin") == std::string::npos);
  CHECK(home.store_bytes().find("The piano fits") == std::string::npos);
}

TEST_CASE("the same file twice adds nothing, whichever way it comes") {
  const Home home;
  REQUIRE(home.run({"import", kSample}).status == 0);

  const json::value again = home.json({"import", "--json", kSample});
  const json::value replayed = home.json({"replay", "--json", kSample});

  for (const json::value& taken : {again, replayed}) {
    CHECK(taken.at(0).at("stored") == 0);
    CHECK(taken.at(0).at("duplicates") == 7);
  }
  CHECK(summary_of(home).as_array().size() == 6);
}

TEST_CASE("replay through the real host gives what import gives") {
  const Home imported;
  const Home replayed;
  const std::vector<std::string> when{"--captured-at", "2026-11-22T18:30:00Z", kSample};

  REQUIRE(imported.run({"import", when[0], when[1], when[2]}).status == 0);
  const auto replay = replayed.run({"replay", when[0], when[1], when[2]});

  CHECK(replay.out == kSample + ": 7 impressions stored\n");
  CHECK((without_ids(summary_of(replayed)) == without_ids(summary_of(imported))));
}

TEST_CASE("a page of many frames is replayed in parts, cut between characters") {
  const Home home;
  const auto file = home.path() / "large.html";
  std::string posts;
  for (int order = 1; order <= 40; ++order) {
    std::string text = "Nummer " + std::to_string(order) + ": ";
    while (text.size() < 40'000) text += "große \"Möwen\" über dem Hafen, ";
    posts += tests::post(order, "quillhavengazette", text);
  }
  tests::write_file(file, tests::page(posts));

  const auto replay = home.run({"replay", file.string()});

  CHECK(replay.out == file.string() + ": 40 impressions stored\n");
  const json::value rows = summary_of(home);
  REQUIRE(rows.as_array().size() == 40);
  for (const json::value& row : rows.as_array()) {
    CHECK(row.at("texts").at(0).as_string().ends_with("über dem Hafen,"));
    CHECK(row.at("texts").at(0).as_string().find("\xEF\xBF\xBD") == json::string::npos);
  }
}

TEST_CASE("a page saved as MHTML gives what the page gives") {
  const Home html;
  const Home mhtml;
  const auto file = mhtml.path() / "Facebook.mhtml";
  tests::write_file(file, as_mhtml(tests::read_file(kSample)));

  REQUIRE(html.run({"import", "--captured-at", "2026-11-22T18:30:00Z", kSample}).status == 0);
  const auto imported = mhtml.run({"import", file.string()});

  CHECK(imported.status == 0);
  CHECK((without_ids(summary_of(mhtml)) == without_ids(summary_of(html))));
}

TEST_CASE("a file that cannot be taken in does not stop the others, and the exit status tells") {
  const Home home;
  const auto endless = home.path() / "endless.html";
  tests::write_file(endless, std::string(std::size_t{17} << 20U, 'x'));  // parser::kHtmlLimit is 16 MiB

  for (const char* command : {"import", "replay"}) {
    CAPTURE(command);
    const auto taken = home.run({command, "/nowhere.html", endless.string(), kSample});
    CHECK(taken.status == static_cast<int>(ErrorCode::not_found));  // the first one's
    CHECK(taken.out.find(kSample + ": ") != std::string::npos);
    CHECK(taken.err.find("/nowhere.html") != std::string::npos);
    CHECK(taken.err.find("endless.html") != std::string::npos);
    CHECK(taken.err.find("2 of 3 files") != std::string::npos);
  }
  CHECK(summary_of(home).as_array().size() == 6);
}

TEST_CASE("a page without posts is no error, and a time that is none is refused before anything is read") {
  const Home home;
  const auto file = home.path() / "empty.html";
  tests::write_file(file, tests::page(""));

  const auto empty = home.run({"import", file.string()});
  const auto timeless = home.run({"import", "--captured-at", "yesterday", kSample});

  CHECK(empty.status == 0);
  CHECK(empty.out == file.string() + ": no posts found\n");
  CHECK(timeless.status == static_cast<int>(ErrorCode::bad_request));
  CHECK(home.json({"status", "--json"}).at("status").at("impressions") == 0);
}

TEST_CASE("parse prints what would be read and stores nothing") {
  const Home home;

  const auto parsed = home.run({"parse", kSample});

  CHECK(parsed.status == 0);
  CHECK(std::ranges::count(parsed.out, '\n') == 7);
  CHECK_FALSE(std::filesystem::exists(home.store()));
}

TEST_CASE("without its host replay says what is missing") {
  const Home home;
  const auto alone = home.path() / "feedwitness";
  std::filesystem::copy_file(FEEDWITNESS_CLI, alone);

  const auto replay = tests::run({alone.string(), "replay", kSample}, {}, home.environment());

  CHECK(replay.status == static_cast<int>(ErrorCode::host_unavailable));
  CHECK(replay.err.find("feedwitness-host") != std::string::npos);
}
