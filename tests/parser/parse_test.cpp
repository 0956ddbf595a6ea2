#include "parser/parse.h"

#include <string>

#include <doctest/doctest.h>

#include "parser/excerpt.h"

using namespace feedwitness;
using namespace feedwitness::parser;

namespace {

std::string position_at(std::string url) {
  Context context;
  context.url = std::move(url);
  const auto feed = parse("<div></div>", context);
  REQUIRE(feed);
  return feed->position;
}

std::string position_in(std::string_view html) {
  const auto feed = parse(html, {});
  REQUIRE(feed);
  return feed->position;
}

std::string language_in(std::string_view html) {
  const auto feed = parse(html, {});
  REQUIRE(feed);
  return feed->language;
}

bool is_aside(const Tree& tree, NodeIndex node) { return tree.tag(node) == Tag::form; }

// Of the element with id "post".
std::string excerpt_in(std::string_view html) {
  const auto tree = build_tree(html);
  REQUIRE(tree);
  const Context context;
  const Page page{*tree, context};
  return excerpt_of(page, page.by_id("post"), is_aside);
}

}  // namespace

TEST_CASE("a page's address tells where it stands") {
  CHECK(position_at("https://www.facebook.com/") == "feed");
  CHECK(position_at("https://web.facebook.com/?_rdc=1&_rdr") == "feed");
  CHECK(position_at("https://m.facebook.com/home.php?ref=x") == "feed");
  CHECK(position_at("https://www.facebook.com/groups/4411/?sorting=new") == "group");
  CHECK(position_at("https://www.facebook.com/groups/4411/posts/77001/") == "permalink");
  CHECK(position_at("https://www.facebook.com/harbour.news/posts/77001") == "permalink");
  CHECK(position_at("https://www.facebook.com/hashtag/tides") == "search");
  CHECK(position_at("https://www.facebook.com/search/posts/?q=tides") == "search");
  CHECK(position_at("https://www.facebook.com/profile.php?id=100012") == "profile");
  CHECK(position_at("https://www.facebook.com/pages/Harbour/5501") == "page");
}

TEST_CASE("where the address tells nothing, nothing is said") {
  CHECK(position_at("https://www.facebook.com/harbour.news").empty());
  CHECK(position_at("https://www.facebook.com/watch/").empty());
  CHECK(position_at("https://harbour.example/groups/4411/").empty());
  CHECK(position_at("").empty());
}

TEST_CASE("a page tells itself where it stands") {
  CHECK(position_in("<!-- saved from url=(0025)https://www.facebook.com/ --><html><body></body></html>") == "feed");
  CHECK(position_in("<html><head><link rel='canonical' href='https://www.facebook.com/groups/4411'></head></html>") ==
        "group");
  CHECK(position_in("<html><head><meta property='og:url' content='https://www.facebook.com/harbour'>"
                    "<meta property='al:android:url' content='fb://page/5501'></head></html>") == "page");
  CHECK(position_in("<div data-pagelet='FeedUnit_0'></div>") == "feed");
  CHECK(position_in("<div id='m_story_permalink_view'></div>") == "permalink");
}

TEST_CASE("the interface's language is the page's own, as the tables name it") {
  CHECK(language_in("<html lang='es-ES'><body></body></html>") == "es");
  CHECK(language_in("<html><body class='hasLeftCol Locale_pt_BR dir'></body></html>") == "pt");
  CHECK(language_in("<html lang='tlh'><body></body></html>") == "tlh");
  CHECK(language_in("<p>x</p>").empty());
}

TEST_CASE("the page's language comes before the one that the context tells") {
  Context context;
  context.language = "de";

  CHECK(parse("<html lang='fr'></html>", context)->language == "fr");
  CHECK(parse("<p>x</p>", context)->language == "de");
}

TEST_CASE("html that is unsafe or too large is an error, an empty page is not") {
  CHECK(parse(std::string(kHtmlLimit + 1, ' '), {}).error().code == ErrorCode::too_large);
  CHECK(parse("<plaintext>", {}).error().code == ErrorCode::unsafe_html);

  const auto feed = parse("", {});
  REQUIRE(feed);
  CHECK(feed->impressions.empty());
  CHECK(feed->era == Era::unknown);
}

TEST_CASE("an excerpt is the post without comments, scripts and styles") {
  CHECK(excerpt_in("<p>before</p><div id=\"post\"><b>text</b><!-- x --><script>y</script><style>z</style>"
                   "<form><u>a comment</u></form></div><p>after</p>") == "<div id=\"post\"><b>text</b></div>");
}

TEST_CASE("the labels that an excerpt refers to are kept, each once and nothing else of the page") {
  CHECK(excerpt_in("<div id=\"post\" aria-describedby=\"l1 in l9\"><b id=\"in\" aria-labelledby=\"l2\">x</b>"
                   "<svg><use xlink:href=\"#l2\"></use></svg></div><i>no</i>"
                   "<div><span id=\"l2\">2 h<u id=\"l1\">1 h</u></span></div>") ==
        "<div id=\"post\" aria-describedby=\"l1 in l9\"><b id=\"in\" aria-labelledby=\"l2\">x</b>"
        "<svg><use xlink:href=\"#l2\"></use></svg></div>"
        "<div hidden><span id=\"l2\">2 h<u id=\"l1\">1 h</u></span></div>");
}

TEST_CASE("what a comment refers to is not kept, nor what is too long for a label") {
  CHECK(excerpt_in("<div id=\"post\"><form aria-labelledby=\"l1\"></form></div><p id=\"l1\">x</p>") ==
        "<div id=\"post\"></div>");
  CHECK(excerpt_in("<div id=\"post\" aria-labelledby=\"l1\"></div><p id=\"l1\">" + std::string(5000, 'x') + "</p>") ==
        "<div id=\"post\" aria-labelledby=\"l1\"></div>");
}

TEST_CASE("what the viewer types is in no excerpt, even where the form around it ends too early") {
  // A form in a form is left out by whoever reads markup, and its end tag then ends the outer one.
  const std::string excerpt = excerpt_in(
      "<div id=\"post\"><b>text</b><form><form><i>x</i></form><div contenteditable=\"true\"><p>unsent</p></div></form>"
      "<textarea>unsent</textarea><div contenteditable=\"false\">sent</div></div>");

  CHECK(excerpt == "<div id=\"post\"><b>text</b><div contenteditable=\"false\">sent</div></div>");
}
