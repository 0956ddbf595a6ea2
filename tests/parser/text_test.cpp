#include "parser/text.h"

#include <string>

#include <doctest/doctest.h>

using namespace feedwitness::parser;

namespace {

std::string text_of(std::string_view html) {
  const auto tree = build_tree(html);
  REQUIRE(tree);
  return visible_text(*tree, 0);
}

// What is written, read and written again.
std::string rewritten(std::string_view html) {
  const auto tree = build_tree(html);
  REQUIRE(tree);
  return serialise(*tree, 0);
}

}  // namespace

TEST_CASE("white space is folded, within texts and across elements") {
  CHECK(text_of("<p>  one \n two<b> three</b>\t<i> four </i> </p>") == "one two three four");
  CHECK(text_of("one<b>two</b>") == "onetwo");
}

TEST_CASE("each block stands on a line of its own, and there are no empty lines") {
  CHECK(text_of("a<div>b<p></p><div>c</div></div>d") == "a\nb\nc\nd");
  CHECK(text_of("one<br><br>two<br>") == "one\ntwo");
  CHECK(text_of("<ul><li>one</li><li>two</li></ul>three") == "one\ntwo\nthree");
}

TEST_CASE("a line ends where its block ends, not where an inline element in it does") {
  CHECK(text_of("<div><span>a<p>b</p></span><i>c</i>d</div>e") == "a\nb\ncd\ne");
  CHECK(text_of("<div><div></div></div>a<span><span>b</span></span>c") == "abc");
}

TEST_CASE("cells of a row stay on its line, apart") {
  CHECK(text_of("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == "a b\nc");
}

TEST_CASE("what nobody sees is no text") {
  CHECK(text_of("a<script>b</script><style>c</style><template>d</template><textarea>e</textarea>f") == "af");
  CHECK(text_of("a<svg><title>Verified</title></svg><video>old browser</video><!-- b -->c") == "ac");
  CHECK(text_of("<i style='color:red; display : none'>x</i><i style='display:inline'>y</i>") == "y");
  CHECK(text_of("<select><option>x</option></select><iframe>y</iframe>z") == "z");
}

TEST_CASE("the element asked for is read even when it is not displayed itself") {
  const auto tree = build_tree("<div style='display:none'>2 hrs</div>");
  REQUIRE(tree);

  CHECK(visible_text(*tree, 1) == "2 hrs");
}

TEST_CASE("an emoji picture is its emoji, any other picture is no text") {
  CHECK(text_of("hi <img alt='😀'><img alt='👩‍👩‍👧'><img alt='1️⃣'><img alt='🇪🇸'>") ==
        "hi 😀👩‍👩‍👧1️⃣🇪🇸");
  CHECK(text_of("hi <img alt='Image may contain: 1 person'><img alt=''><img alt='12'><img alt='東京'>") == "hi");
}

TEST_CASE("zero-width and direction marks go, joiners in words stay") {
  CHECK(text_of("\u200Ba\u200E\u202Ab\u2069\uFEFFc") == "abc");
  CHECK(text_of("می\u200Cخواهم") == "می\u200Cخواهم");
  CHECK(text_of("a\u00A0b\u202Fc") == "a b c");
}

TEST_CASE("a subtree can be left out") {
  const auto tree = build_tree("<div>a<p>b</p>c</div>");
  REQUIRE(tree);

  CHECK(visible_text(*tree, 0, [&](NodeIndex node) { return tree->tag(node) == Tag::p; }) == "ac");
  CHECK(serialise(*tree, 0, [&](NodeIndex node) { return tree->tag(node) == Tag::p; }) == "<div>ac</div>");
}

TEST_CASE("text that is not UTF-8 is passed on as it is") { CHECK(folded("a\xFF \xE2\x80") == "a\xFF \xE2\x80"); }

TEST_CASE("labels are compared without spaces at the ends, marks or joiners") {
  CHECK(folded(" \u200ESpon\u200Dsored\u00A0· \n Public\u200F ") == "Sponsored · Public");
  CHECK(folded("").empty());
}

TEST_CASE("markup that is written again says the same") {
  for (const std::string_view html :
       {"<div class=\"a &quot;b&quot; &amp;\">1 &lt; 2 &amp; 3<br>4</div>", "<script>if (a < b && c) {}</script>",
        "<svg><style>a &gt; b</style><path d=\"M1\"></path></svg>", "<pre>\n\nx</pre>", "<p>a<!-- b -->c</p>",
        "<a title=\"x&#13;\ny\">z</a>", "<figure><figcaption>x</figcaption></figure>"}) {
    CHECK(rewritten(html) == html);
  }
}

TEST_CASE("a page that is written again is a page") {
  CHECK(rewritten("<!doctype html><title>t</title><p>x") ==
        "<html><head><title>t</title></head><body><p>x</p></body></html>");
}
