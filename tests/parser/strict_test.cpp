#include "parser/tree/strict.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "parser/text.h"
#include "parser/tree/guard.h"
#include "parser/tree/gumbo.h"
#include "tests/support/same_tree.h"

using namespace feedwitness::parser;
using feedwitness::test::first_difference;

namespace {

std::optional<Tree> strictly(std::string_view html) {
  TreeBuilder builder;
  if (!build_strictly(html, builder)) return std::nullopt;
  return builder.finish();
}

Tree with_gumbo(std::string_view html) {
  TreeBuilder builder;
  REQUIRE(build_with_gumbo(html, builder));
  return builder.finish();
}

std::string strictly_rewritten(std::string_view html) {
  const auto tree = strictly(html);
  return tree ? serialise(*tree, 0) : "refused";
}

}  // namespace

TEST_CASE("what a browser writes is read as Gumbo reads it") {
  for (const std::string_view html :
       {"", "text alone", "a &amp; b &lt;c&gt; &quot;d&quot;&nbsp;e",
        "<p class=\"a &quot;b&quot; &amp;amp;\" id=\"\">x</p>",
        "<!DOCTYPE html>\n<html lang=\"en\"><head><title>a &amp; b</title></head><body><p>x</p></body></html>",
        "<div><!-- note --><br><img alt=\"\"><input value=\"<b>\"></div>",
        "<script>if (a < b && c > d) { \"</div>\" }</script><style>a > b {}</style><textarea>&lt;p&gt;</textarea>",
        "<svg viewBox=\"0 0 1 1\"><title>a</title><style>b &gt; c</style><foreignObject><p>x<br></p></foreignObject>"
        "<use xlink:href=\"#u\"></use></svg>",
        "<math><mi>x</mi></math><custom-element data-a=\"1\"></custom-element>",
        "<ul><li>one<ul><li>two</li></ul></li></ul><table><tbody><tr><td>x</td></tr></tbody></table>",
        "<noscript></noscript><pre>a\nb</pre><code>x</code>", "<p>Grüße 日本 😀</p>"}) {
    CAPTURE(html);
    const auto tree = strictly(html);
    REQUIRE(tree);
    CHECK(first_difference(*tree, with_gumbo(html)) == kNoNode);
  }
}

TEST_CASE("every invented page, once written by a browser, is read the same both ways") {
  std::size_t pages = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(FEEDWITNESS_SOURCE_DIR "/tests/parser/pages")) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string html{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const Tree repaired = with_gumbo(html);
    const std::string written = serialise(repaired, 0);
    CAPTURE(entry.path().filename().string());

    const auto tree = strictly(written);
    REQUIRE(tree);
    CHECK(first_difference(*tree, repaired) == kNoNode);
    ++pages;
  }
  CHECK(pages > 0);
}

TEST_CASE("what the browser had and a parser would repair stays as the person saw it") {
  for (const std::string_view html :
       {"<p>a<div>b</div></p>", "<a href=\"/x\">a<a href=\"/y\">b</a></a>", "<button>a<button>b</button></button>",
        "<form>text</form>", "<table><div>x</div></table>", "<td>x</td>", "<ul><li>a<li>b</li></li></ul>",
        "<p>a\x03z</p>"}) {
    CAPTURE(html);
    CHECK(strictly_rewritten(html) == html);
    CHECK(serialise(with_gumbo(html), 0) != html);
  }
}

TEST_CASE("what no browser writes is left to Gumbo") {
  for (const std::string_view html : {"<p>",
                                      "</p>",
                                      "<b><i></b></i>",
                                      "<P></P>",
                                      "<p ></p>",
                                      "<p a></p>",
                                      "<p a=b></p>",
                                      "<p a='b'></p>",
                                      "<p a=\"b\"c=\"d\"></p>",
                                      "<p  a=\"b\"></p>",
                                      "<p a=\"b\" ></p>",
                                      "<p a=\"1\" a=\"2\"></p>",
                                      "<br/>",
                                      "<p>a & b</p>",
                                      "<p>&copy;</p>",
                                      "<p>&#39;</p>",
                                      "<p title=\"&hellip;\"></p>",
                                      "<p",
                                      "<p a=\"",
                                      "<",
                                      "<!-- x",
                                      "<!>",
                                      "<?x?>",
                                      "<![CDATA[x]]>",
                                      "<!-->x-->",
                                      "<!-- a --!> b -->",
                                      "<plaintext>",
                                      "<script>",
                                      "<script><!--</script>",
                                      "<title><b></title>",
                                      "<pre>\nx</pre>",
                                      "<textarea>\nx</textarea>",
                                      "a\rb",
                                      "<p>\xFF</p>",
                                      "<code><!-- <p>x</p> --></code>",
                                      "<svg><path/></svg>",
                                      "<br></br>",
                                      "<!DOCTYPE html><p>x</p>"}) {
    CAPTURE(html);
    CHECK_FALSE(strictly(html));
  }
  CHECK_FALSE(strictly(std::string_view("a\0b", 3)));
}

TEST_CASE("the strict reading keeps the bounds of the guard") {
  std::string open;
  std::string close;
  for (std::size_t depth = 0; depth <= kDepthLimit; ++depth) {
    open += "<b>";
    close += "</b>";
  }
  std::string many = "<p";
  for (std::size_t i = 0; i <= kAttributeLimit; ++i) many += " a" + std::to_string(i) + "=\"\"";

  CHECK_FALSE(strictly(open + close));
  CHECK(strictly(open.substr(3) + close.substr(4)));
  CHECK_FALSE(strictly(many + "></p>"));
}
