// What holds for every legacy page, whatever it shows. The facts themselves are cases in pages/legacy/.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "parser/parse.h"

namespace {

namespace fs = std::filesystem;
using namespace feedwitness::parser;

std::vector<std::string> invented_pages() {
  std::vector<std::string> pages;
  for (const auto& entry : fs::directory_iterator(FEEDWITNESS_SOURCE_DIR "/tests/parser/pages/legacy")) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
  return text;
}

Feed read(std::string_view html, const Context& context = {}) {
  auto feed = parse(html, context);
  REQUIRE(feed);
  return *std::move(feed);
}

bool shows_the_same(const Impression& one, const Impression& other) {
  return one.metadata == other.metadata && one.visibility == other.visibility;
}

bool shows_the_same(const Feed& one, const Feed& other) {
  return std::ranges::equal(one.impressions, other.impressions,
                            [](const auto& left, const auto& right) { return shows_the_same(left, right); });
}

}  // namespace

TEST_CASE("a legacy post by itself is read as in its page") {
  Context keeping_html;
  keeping_html.with_html = true;

  for (const std::string& page : invented_pages()) {
    const Feed whole = read(page, keeping_html);
    Context context;
    context.language = whole.language;

    for (const Impression& impression : whole.impressions) {
      const Feed alone = read(impression.html, context);

      REQUIRE(alone.impressions.size() == 1);
      CHECK(shows_the_same(alone.impressions.front(), impression));
    }
  }
}

TEST_CASE("class names that mean nothing, empty elements and wrappers change nothing on a legacy page") {
  for (const std::string& page : invented_pages()) {
    const Feed plain = read(page);

    CHECK(shows_the_same(read(replaced(page, "class=\"", "class=\"l_hkkpo-8u8 x ")), plain));
    CHECK(shows_the_same(read(replaced(page, "<span", "<i></i><span")), plain));
    CHECK(shows_the_same(read("<div><div class=\"x\">" + page + "</div></div>"), plain));
  }
}

TEST_CASE("legacy posts keep their order when a page is joined from others") {
  std::string joined;
  std::vector<std::string> ids;
  for (const std::string& page : invented_pages()) {
    joined += page;
    for (const Impression& impression : read(page).impressions) ids.push_back(impression.metadata.post_id);
  }

  const Feed feed = read(joined);

  std::vector<std::string> joined_ids;
  for (const Impression& impression : feed.impressions) joined_ids.push_back(impression.metadata.post_id);
  CHECK(joined_ids == ids);
}
