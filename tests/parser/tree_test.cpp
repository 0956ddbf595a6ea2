#include "parser/tree/tree.h"

#include <string>

#include <doctest/doctest.h>

#include "parser/text.h"

using namespace feedwitness::parser;

namespace {

Tree tree_of(std::string_view html) {
  auto tree = build_tree(html);
  REQUIRE(tree);
  return std::move(*tree);
}

NodeIndex first(const Tree& tree, Tag tag) {
  return tree.find(0, tree.size(), [&](NodeIndex node) { return tree.tag(node) == tag; });
}

}  // namespace

TEST_CASE("a tree lists its nodes in document order, each with the end of its subtree") {
  const Tree tree = tree_of("<div><p>one<b>two</b></p><i></i></div><u></u>");

  REQUIRE(tree.size() == 8);
  CHECK(tree.tag(0) == Tag::document);
  CHECK(tree.tag(1) == Tag::div);
  CHECK(tree.tag(2) == Tag::p);
  CHECK(tree[3].text == "one");
  CHECK(tree.tag(4) == Tag::b);
  CHECK(tree[5].text == "two");
  CHECK(tree.tag(6) == Tag::i);
  CHECK(tree.tag(7) == Tag::u);
  CHECK(tree.end(0) == 8);
  CHECK(tree.end(1) == 7);
  CHECK(tree.end(2) == 6);
  CHECK(tree.parent(6) == 1);
  CHECK(tree.parent(1) == 0);
  CHECK(tree.parent(0) == kNoNode);
}

TEST_CASE("children are walked from the first to the last and no further") {
  const Tree tree = tree_of("<div><p>one</p><i></i></div><u></u>");

  const NodeIndex paragraph = tree.first_child(1);
  CHECK(tree.tag(paragraph) == Tag::p);
  CHECK(tree.tag(tree.next_sibling(paragraph)) == Tag::i);
  CHECK(tree.next_sibling(tree.next_sibling(paragraph)) == kNoNode);
  CHECK(tree.first_child(first(tree, Tag::i)) == kNoNode);
}

TEST_CASE("an attribute is found by its name, decoded, and absent is not empty") {
  const Tree tree = tree_of("<a href=\"/x?a=1&amp;b=2\" title='' DATA-Odd=yes data-ft='{\"tn\":\"K\"}'>x</a>");

  CHECK(tree.attribute(1, Name::href) == "/x?a=1&b=2");
  CHECK(tree.attribute(1, Name::data_ft) == "{\"tn\":\"K\"}");
  CHECK(tree.attribute(1, "data-odd") == "yes");
  CHECK(tree.has(1, Name::title));
  CHECK(tree.attribute(1, Name::title).empty());
  CHECK_FALSE(tree.has(1, Name::alt));
}

TEST_CASE("values that need no decoding are views into the html itself") {
  const std::string html = "<a class=\"one two\">three</a>";
  const Tree tree = tree_of(html);

  const auto within = [&html](std::string_view view) {
    return view.data() >= html.data() && view.data() + view.size() <= html.data() + html.size();
  };
  CHECK(within(tree.attribute(1, Name::class_)));
  CHECK(within(tree[2].text));
}

TEST_CASE("a class is a whole word of the class attribute") {
  const Tree tree = tree_of("<div class='story_body  _5pcr\nlast'></div>");

  CHECK(tree.has_class(1, "_5pcr"));
  CHECK(tree.has_class(1, "last"));
  CHECK(tree.has_class(1, "story_body"));
  CHECK_FALSE(tree.has_class(1, "story"));
  CHECK_FALSE(tree.has_class(1, "5pcr"));
  CHECK_FALSE(tree.has_class(1, ""));
}

TEST_CASE("a fragment has no html element around it, a page has") {
  CHECK(first(tree_of("<!-- note --><p>x</p>"), Tag::html) == kNoNode);
  CHECK(first(tree_of("<!DOCTYPE html><p>x</p>"), Tag::html) != kNoNode);
  CHECK(first(tree_of("<body class=a><p>x</p>"), Tag::body) != kNoNode);
}

TEST_CASE("markup hidden in a comment inside <code> is read in its place") {
  const Tree tree = tree_of("<div><code id=c> <!-- <p id=hidden>post &amp; more</p> --> </code></div><i></i>");

  const NodeIndex post = tree.by_id("hidden");
  REQUIRE(post != kNoNode);
  CHECK(tree.contains(tree.by_id("c"), post));
  CHECK(visible_text(tree, post) == "post & more");
  CHECK(first(tree, Tag::comment) == kNoNode);
  CHECK(tree.parent(first(tree, Tag::i)) == 0);
}

TEST_CASE("hidden markup inside hidden markup stays a comment") {
  const Tree tree = tree_of("<code><!-- <code><!-- <p>x</p> --></code>");

  CHECK(first(tree, Tag::comment) != kNoNode);
  CHECK(first(tree, Tag::p) == kNoNode);
}

TEST_CASE("code with a comment beside its own text is code") {
  const Tree tree = tree_of("<code>if (a) <!-- <p>x</p> --></code>");

  CHECK(first(tree, Tag::comment) != kNoNode);
  CHECK(first(tree, Tag::p) == kNoNode);
}

TEST_CASE("what is in <noscript> is left out") {
  const Tree tree = tree_of("<div><noscript><p>x</p></noscript>after</div>");

  CHECK(first(tree, Tag::noscript) != kNoNode);
  CHECK(first(tree, Tag::p) == kNoNode);
  CHECK(visible_text(tree, 0) == "after");
}

TEST_CASE("pictures drawn in markup keep their references and names") {
  const Tree tree =
      tree_of("<svg viewBox='0 0 1 1'><use xlink:href='#t'></use><use href='#u'></use><text>2 h</text></svg>");

  const NodeIndex use = first(tree, Tag::use);
  CHECK(tree.attribute(first(tree, Tag::svg), Name::viewbox) == "0 0 1 1");
  CHECK(tree.attribute(use, Name::xlink_href) == "#t");
  CHECK(tree.attribute(tree.next_sibling(use), Name::href) == "#u");
  CHECK(first(tree, Tag::text_element) != kNoNode);
}

TEST_CASE("an element that no reader asks for keeps its name") {
  const Tree tree = tree_of("<Figure-X></Figure-X><fieldset></fieldset>");

  CHECK(tree.tag(1) == Tag::other);
  CHECK(tree.is_element(1));
  CHECK(tree[1].text == "figure-x");
  CHECK(tree[2].text == "fieldset");
}

TEST_CASE("a text that a stray tag interrupts is one text") {
  const Tree tree = tree_of("<p>one</i>two</p>");

  REQUIRE(tree.size() == 3);
  CHECK(tree[2].text == "onetwo");
}

TEST_CASE("nothing gives an empty tree") { CHECK(tree_of("").size() == 1); }

TEST_CASE("a tree can be moved and still be read") {
  Tree tree = tree_of("<p title='a&amp;b'>c&lt;d</p>");
  const Tree moved = std::move(tree);

  CHECK(moved.attribute(1, Name::title) == "a&b");
  CHECK(moved[2].text == "c<d");
}
