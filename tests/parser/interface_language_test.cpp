#include "parser/interface_language.h"

#include <doctest/doctest.h>

#include "parser/tree/tree.h"

using feedwitness::parser::build_tree;
using feedwitness::parser::interface_language;

namespace {

std::string language_of(std::string_view html) {
  const auto tree = build_tree(html);
  REQUIRE(tree);
  return interface_language(*tree);
}

}  // namespace

TEST_CASE("the language that knows most labels is the page's") {
  CHECK(language_of("<a>Suka</a> <a>4 Komentar</a> <abbr>5 jam</abbr> <p>I like it</p>") == "id");
  CHECK(language_of("<a>Like</a><a>\n     55 Comments\n    </a><span>Friends</span>") == "en");
}

TEST_CASE("what the site's scripts declare goes before what labels look like") {
  CHECK(language_of(R"(<script>x(["LocaleInitialData",[],{"locale":"id_ID","language":"Bahasa Indonesia"},273])</script>
                       <a>Like</a><a>Comments</a><a>Friends</a>)") == "id_ID");
}

TEST_CASE("a label said a hundred times counts once") {
  std::string html = "<a>Suka</a> <a>Komentar</a> <a>5 jam</a> <a>Teman</a>";
  for (int i = 0; i < 100; ++i) html += "<p>Friends</p>";

  CHECK(language_of(html) == "id");
}

TEST_CASE("a page whose labels lead nowhere has no language") {
  CHECK(language_of("<p>The ferry to Ulvik is late and nobody knows why, they say.</p>").empty());
  CHECK(language_of("").empty());
}
