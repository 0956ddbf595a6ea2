#include "parser/tree/guard.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "parser/parse.h"
#include "parser/tree/arena.h"
#include "parser/tree/tree.h"

using namespace feedwitness;
using namespace feedwitness::parser;

namespace {

std::string times(std::size_t count, std::string_view piece) {
  std::string text;
  text.reserve(count * piece.size());
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

std::string numbered(std::size_t count, std::string_view before, std::string_view after) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text.append(before).append(std::to_string(i)).append(after);
  return text;
}

NodeIndex depth_of(const Tree& tree) {
  std::vector<NodeIndex> depths(tree.size());
  for (NodeIndex node = 1; node < tree.size(); ++node) depths[node] = depths[tree.parent(node)] + 1;
  return *std::max_element(depths.begin(), depths.end());
}

bool is_refused(std::string_view html) {
  const auto markup = check_markup(html);
  return !markup && markup.error().code == ErrorCode::unsafe_html;
}

}  // namespace

TEST_CASE("markup is accepted up to each bound and refused beyond it") {
  CHECK_FALSE(is_refused(times(kDepthLimit, "<div>")));
  CHECK(is_refused(times(kDepthLimit + 1, "<div>")));
  CHECK_FALSE(is_refused("<p" + numbered(kAttributeLimit, " a", "") + ">"));
  CHECK(is_refused("<p" + numbered(kAttributeLimit + 1, " a", "") + ">"));
  CHECK_FALSE(is_refused(numbered(kFormattingLimit, "<font size=", ">")));
  CHECK(is_refused(numbered(kFormattingLimit + 1, "<font size=", ">")));
}

TEST_CASE("html above the limit is too large, not unsafe") {
  const auto markup = check_markup(std::string(kHtmlLimit + 1, 'x'));

  REQUIRE_FALSE(markup);
  CHECK(markup.error().code == ErrorCode::too_large);
  CHECK(check_markup(std::string(kHtmlLimit, 'x')));
}

TEST_CASE("what costs Gumbo quadratic time is refused") {
  CHECK(is_refused(times(4000, "<p><font size=i>")));
  CHECK(is_refused(numbered(100'000, "<body a", ">")));
  CHECK(is_refused(times(500, "<div>") + times(200'000, "<i></i>")));
  CHECK(is_refused("<div>" + times(100'000, "<br>") + "<table>" + times(10'000, "x<tr>")));
  CHECK(is_refused(times(400, "<div>") + "<b>" + std::string(1'000'000, 'x')));
  CHECK(is_refused(times(10'000, "<a" + numbered(200, " a", "") + ">")));
}

TEST_CASE("end tags that close nothing do not hide the depth") {
  for (const std::string_view unit :
       {"<div><object></div>", "<form><div></form>", "<span><div></span>", "<x-a></x-b>", "<svg><span></svg>",
        "<svg><desc><div></svg>", "<svg><link>", "<math><mi><div></math>", "<svg><mi><option>",
        "<select><input><div></select>", "<template><caption>", "<ruby><dt><rp><video>", "<frameset></div>",
        "<button><table></button>", "<p><marquee></p>", "<li><div><ul></li>"}) {
    CAPTURE(unit);
    CHECK(is_refused(times(1000, unit)));
  }
}

TEST_CASE("elements whose end tags may be left out do not pile up") {
  for (const std::string_view unit : {"<p>x", "<li>x", "<dt>x<dd>y", "<tr><td>x<td>y", "<option>x", "<br>", "<img>",
                                      "<h1>x</h1>", "<a href=x>y", "<button>x", "<b>x</b>", "<input>", "<svg/>"}) {
    CAPTURE(unit);
    CHECK_FALSE(is_refused(times(1000, unit)));
    CHECK_FALSE(is_refused("<ul><table><tr><td>" + times(1000, unit)));
    CHECK_FALSE(is_refused("<select>" + times(1000, unit) + "</select>"));
  }
}

TEST_CASE("what looks like a tag in a text, a comment or a value is none") {
  const std::string tags = times(1000, "<div>");

  CHECK_FALSE(is_refused("<script>" + tags + "</script>"));
  CHECK_FALSE(is_refused("<script><!--<script>" + tags + "</script>" + tags + "--></script>"));
  CHECK_FALSE(is_refused("<style>" + tags + "</style><textarea>" + tags + "</textarea><title>" + tags + "</title>"));
  CHECK_FALSE(is_refused("<!--" + tags + "--><?" + times(1000, "<div") + ">"));
  CHECK_FALSE(is_refused("<p title='" + tags + "' class=\"" + tags + "\">"));
}

TEST_CASE("what ends a script, a comment or a value early is seen") {
  const std::string tags = times(1000, "<div>");

  CHECK(is_refused("<script></SCRIPT >" + tags));
  CHECK(is_refused("<script><!--></script>" + tags));
  CHECK(is_refused("<!-->" + tags + "-->"));
  CHECK(is_refused("<!-- --!>" + tags + "-->"));
  CHECK(is_refused("<p title=\"\"\">" + tags));
  CHECK(is_refused("<p title=x'>" + tags + "'>"));
}

TEST_CASE("markup that can be read in two ways is refused") {
  CHECK(is_refused("<svg><title><p></title></svg>"));
  CHECK(is_refused("<div><svg></div><script>a<b</script>"));
  CHECK(is_refused("<select><title><p></title>"));
  CHECK(is_refused("<![CDATA[<!-->]]>"));
  CHECK(is_refused("<plaintext>"));

  CHECK_FALSE(is_refused("<svg><title>Verified</title><path></path></svg><script>a<b</script>"));
  CHECK_FALSE(is_refused("<script>//<![CDATA[\nif (a > b) c();//]]></script>"));
}

TEST_CASE("a page is told from a fragment by its tags, not by its words") {
  CHECK(check_markup("<!doctype html>x")->is_page);
  CHECK(check_markup("<!-- saved --> \n<HTML lang=en>")->is_page);
  CHECK(check_markup("<p>x</p><body>")->is_page);

  CHECK_FALSE(check_markup("<p>x</p><!-- <html> -->")->is_page);
  CHECK_FALSE(check_markup("<script>'<body>'</script>")->is_page);
  CHECK_FALSE(check_markup("<header>x</header>")->is_page);
}

TEST_CASE("markup that Gumbo would need more memory for than its size allows is refused") {
  const auto tree = build_tree(times(1'000'000, "<BR>"));

  REQUIRE_FALSE(tree);
  CHECK(tree.error().code == ErrorCode::unsafe_html);
}

TEST_CASE("hidden markup is held to the same bounds") {
  CHECK_FALSE(build_tree("<code><!--" + times(1000, "<div>") + "--></code>"));
}

TEST_CASE("an arena holds no more than its limit and gives large pieces back") {
  constexpr std::size_t kLimit = std::size_t{1} << 20U;
  constexpr std::size_t kLarge = std::size_t{600} << 10U;
  Arena arena{kLimit};

  void* first = arena.allocate(kLarge);
  REQUIRE(first != nullptr);
  CHECK(arena.allocate(kLarge) == nullptr);
  arena.release(first);
  CHECK(arena.allocate(kLarge) != nullptr);
  CHECK(arena.allocate(16) != nullptr);
  CHECK(arena.peak() <= kLimit);
}

TEST_CASE("a small piece of an arena still holds its bytes after it was released") {
  Arena arena;
  auto* piece = static_cast<char*>(arena.allocate(3));
  piece[0] = 'a';

  arena.release(piece);
  static_cast<char*>(arena.allocate(3))[0] = 'b';

  CHECK(piece[0] == 'a');
}

TEST_CASE("what once broke the guard is refused, or no deeper than its bound") {
  for (const auto& file : std::filesystem::directory_iterator(FEEDWITNESS_SOURCE_DIR "/tests/fuzz/found/html")) {
    CAPTURE(file.path().filename().string());
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string html{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const auto tree = build_tree(html);
    if (tree) CHECK(depth_of(*tree) <= 2 * kDepthLimit);
  }
}
