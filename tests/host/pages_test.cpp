#include "host/pages.h"

#include <string>
#include <vector>

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

#include "host/frame_writer.h"

using namespace feedwitness;
using namespace feedwitness::host;
namespace json = boost::json;

namespace {

struct Frames {
  Send send = [this](std::string_view text) {
    CHECK(text.size() <= kOutgoingLimit);
    all.push_back(json::parse({text.data(), text.size()}).as_object());
    return true;
  };
  std::vector<json::object> all;
};

// What all pages but the last say of more, and the last.
void check_more(const std::vector<json::object>& pages) {
  for (std::size_t at = 0; at < pages.size(); ++at) {
    CHECK(pages[at].at("id") == 3);
    CHECK(pages[at].at("more") == (at + 1 < pages.size()));
  }
}

}  // namespace

TEST_CASE("an answer without rows is one page") {
  Frames frames;
  RowPages pages(3, frames.send);

  REQUIRE(pages.finish());

  REQUIRE(frames.all.size() == 1);
  CHECK(frames.all[0] == json::parse(R"({"type":"rows","id":3,"rows":[],"more":false})"));
}

TEST_CASE("rows come in pages that a browser takes, each row once and in order") {
  Frames frames;
  RowPages pages(3, frames.send);
  for (int row = 0; row < 2000; ++row) {
    REQUIRE(pages.add(R"({"row":)" + std::to_string(row) + R"(,"text":")" + std::string(1000, 'x') + "\"}"));
  }
  REQUIRE(pages.finish());

  CHECK(frames.all.size() > 2);
  check_more(frames.all);
  int expected = 0;
  for (const json::object& page : frames.all) {
    for (const json::value& row : page.at("rows").as_array()) CHECK(row.at("row") == expected++);
  }
  CHECK(expected == 2000);
}

TEST_CASE("a row may fill a frame, and one byte more is an error that sends nothing") {
  const std::string envelope = R"({"type":"rows","id":3,"rows":[],"more":false})";
  const std::string row(kOutgoingLimit - envelope.size(), '1');
  std::size_t sent = 0;
  const Send send = [&](std::string_view text) {
    sent = text.size();
    return true;
  };
  RowPages fits(3, send);
  RowPages exceeds(3, send);

  REQUIRE(fits.add(row));
  REQUIRE(fits.finish());
  CHECK(sent == kOutgoingLimit);
  sent = 0;
  CHECK_FALSE(exceeds.add(row + '1'));
  CHECK(exceeds.finish().error().code == ErrorCode::too_large);
  CHECK(sent == 0);
}

TEST_CASE("text comes in pages cut between characters, whatever pieces it was made in") {
  std::string text;
  for (int line = 0; line < 40'000; ++line) text += "é€🜚\x01\n";
  for (const std::size_t piece : {1UL, 7UL, 100'000UL, text.size()}) {
    Frames frames;
    TextPages pages(3, frames.send);
    for (std::size_t at = 0; at < text.size(); at += piece)
      REQUIRE(pages.add(std::string_view(text).substr(at, piece)));
    REQUIRE(pages.finish());

    std::string joined;
    for (const json::object& page : frames.all) joined += page.at("text").as_string();
    CHECK(frames.all.size() > 2);
    CHECK(joined == text);
    check_more(frames.all);
  }
}

TEST_CASE("a view is stopped when the browser no longer reads") {
  const Send gone = [](std::string_view) { return false; };
  RowPages rows(3, gone);
  TextPages text(3, gone);

  REQUIRE(rows.add(std::string(300'000, '1')));
  CHECK_FALSE(rows.add("2"));
  CHECK_FALSE(text.add(std::string(300'000, 'x')));
}
