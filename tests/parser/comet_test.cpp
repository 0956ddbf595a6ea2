#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "parser/comet/label.h"
#include "parser/comet/layout.h"
#include "parser/comet/order.h"
#include "parser/parse.h"

namespace {

using namespace feedwitness;
using namespace feedwitness::parser;
namespace fs = std::filesystem;

// The text of the letters of a label, written as markup.
std::string read_letters(const std::string& markup) {
  const auto tree = build_tree(markup);
  REQUIRE(tree);
  const NodeIndex label = tree->find(0, tree->size(), [&](NodeIndex node) { return comet::is_scrambled(*tree, node); });
  return label == kNoNode ? "" : comet::unscrambled(*tree, label).value_or("");
}

// A label as the site shuffles it: each letter in its order, three decoys beside it that are hidden in line.
std::string shuffled(std::string_view word, std::mt19937& random) {
  std::vector<std::string> letters;
  for (std::size_t at = 0; at < word.size(); ++at) {
    letters.push_back("<span style=\"order:" + std::to_string(10 + at) + "\">" + word[at] + "</span>");
    letters.push_back("<span style=\"order: " + std::to_string(random() % 50) + "; display: none\">S</span>");
    letters.push_back("<span style=\"position:absolute;order:" + std::to_string(random() % 50) + "\">p</span>");
  }
  std::shuffle(letters.begin(), letters.end(), random);
  return "<a><span style=\"display:flex\">" + std::accumulate(letters.begin(), letters.end(), std::string()) +
         "</span></a>";
}

std::vector<std::string> pages() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(FEEDWITNESS_SOURCE_DIR "/tests/parser/pages/comet")) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    found.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return found;
}

std::string with_noise(std::string html) {
  constexpr std::string_view kNoise = "<div class=\"x1n2onr6\"></div><!--$-->";
  for (std::size_t at = html.find("<div"); at != std::string::npos; at = html.find("<div", at + kNoise.size() + 1)) {
    html.insert(at, kNoise);
  }
  return html;
}

std::string with_wrappers(std::string html) {
  for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"<h4", "<div><div class=\"a\"><h4"},
                                 {"</h4>", "</h4></div></div>"},
                                 {"<video", "<div><video"},
                                 {"</video>", "</video></div>"},
                                 {"<body>", "<body><div><div>"},
                                 {"</body>", "</div></div></body>"}}) {
    for (std::size_t at = html.find(from); at != std::string::npos; at = html.find(from, at + to.size())) {
      html.replace(at, from.size(), to);
    }
  }
  return html;
}

void check_same(const std::string& page, const std::string& changed) {
  Context context;
  context.captured_at = parse_time("2024-03-19T19:44:00Z");
  const auto feed = parse(page, context);
  const auto other = parse(changed, context);

  REQUIRE(feed);
  REQUIRE(other);
  REQUIRE_MESSAGE(feed->impressions.size() == other->impressions.size(), changed);
  for (std::size_t at = 0; at < feed->impressions.size(); ++at) {
    CHECK_MESSAGE(feed->impressions[at].metadata == other->impressions[at].metadata, changed);
    CHECK(feed->impressions[at].visibility == other->impressions[at].visibility);
  }
}

}  // namespace

TEST_CASE("letters come back in order however the markup shuffles them") {
  std::mt19937 random(20240319);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same shuffles in every run
  for (int round = 0; round < 100; ++round) {
    const std::string markup = shuffled("Yesterday at 12:34", random);
    CHECK_MESSAGE(read_letters(markup) == "Yesterday at 12:34", markup);
  }
}

TEST_CASE("fewer than five letters are honest markup") {
  CHECK(read_letters("<a><span><b>3</b><b> </b><b>h</b><b>r</b></span></a>").empty());
}

TEST_CASE("an element with a word among its letters is no scrambled label") {
  CHECK(read_letters("<a><span><b>a</b><b>b</b><b>c</b><b>d</b><b>e</b><b>word</b></span></a>").empty());
}

TEST_CASE("a class of the site's style sheet gives its order, of several the one outside media queries") {
  CHECK(comet::order_of_classes("x1n2onr6 x1g77sc7") == 0);
  CHECK(comet::order_of_classes("x4l4ogo") == 99);
  CHECK(comet::order_of_classes("x1fvg1cr x434fd") == 20);
  CHECK(comet::order_of_classes("x1fvg1cr") == -1);
  CHECK_FALSE(comet::order_of_classes("x1n2onr6 x78zum5"));
}

TEST_CASE("the site's ids count on in the base of their kind") {
  CHECK(comet::id_after("jsc_c_9", 1) == "jsc_c_a");
  CHECK(comet::id_after("jsc_c_z", 1) == "jsc_c_10");
  CHECK(comet::id_after(":rv:", 1) == ":r10:");
  CHECK(comet::id_after("\u00ABr1v\u00BB", 2) == "\u00ABr21\u00BB");
  CHECK(comet::id_after("_r_11h_", 1) == "_r_11i_");
  CHECK(comet::id_after(":R1abc:", 3) == ":R1abcH3:");
  CHECK(comet::id_after("jsc_c_", 1).empty());
  CHECK(comet::id_after("mount_0_0_x1", 1).empty());
  CHECK(comet::id_after("jsc_c_zzzzzzzzzzzz", 1).empty());
}

TEST_CASE("empty elements and comments between all others change nothing") {
  for (const std::string& page : pages()) check_same(page, with_noise(page));
}

TEST_CASE("wrappers around headings, videos and the whole page change nothing") {
  for (const std::string& page : pages()) check_same(page, with_wrappers(page));
}
