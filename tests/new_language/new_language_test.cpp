// A language is one file: this program is the parser as it stands, with qaa.txt beside its own files. No code knows of
// it.
#include <string>

#include <doctest/doctest.h>

#include "base/time.h"
#include "parser/locale.h"
#include "parser/parse.h"

using namespace feedwitness;
using namespace feedwitness::parser;

namespace {

std::string post(const std::string& label, const std::string& audience) {
  return R"(<html lang="qaa"><body><div role="feed"><div><div role="article" aria-posinset="1" aria-labelledby="h"
    aria-describedby="s m x r c"><h4 id="h"><a href="/harbour.museum">Harbour Museum</a></h4><span id="s"><a href="#">)" +
         label + R"(</a> <svg><title>)" + audience + R"(</title></svg></span>
    <div id="m" data-ad-comet-preview="message">Fog again.</div>
    <div><span role="toolbar"><div role="button" aria-label="Plaka: 1,2 mu"></div></span><span>1,2 mu</span></div>
    <div role="button">44 krobi</div><div role="button">7 pasi</div></div></div></div></body></html>)";
}

Impression read(const std::string& page) {
  Context context;
  context.captured_at = parse_time("2024-03-19T19:44:00Z");
  const auto feed = parse(page, context);
  REQUIRE(feed);
  REQUIRE(feed->impressions.size() == 1);
  CHECK(feed->language == "qaa");
  return feed->impressions.front();
}

}  // namespace

TEST_CASE("a file of words is all that a new language takes") {
  const Impression organic = read(post("3 plim", "Partida kon Tumi"));

  CHECK(organic.metadata.nature == Nature::organic);
  CHECK(organic.visibility == Visibility::public_post);
  REQUIRE(organic.metadata.publication_time);
  CHECK(format_time(organic.metadata.publication_time->time) == "2024-03-19T15:44:00.000Z");
  CHECK(organic.metadata.reaction(Reaction::like) == Count{1200, 100});
  CHECK(organic.metadata.comments == Count{44, 1});
  CHECK(organic.metadata.shares == Count{7, 1});

  const Impression dated = read(post("17 Marzi a 18:30", "Partida kon Amiku di Ana Silva"));

  CHECK(dated.visibility == Visibility::private_post);
  REQUIRE(dated.metadata.publication_time);
  CHECK(format_time(dated.metadata.publication_time->time) == "2024-03-17T18:30:00.000Z");

  CHECK(read(post("Zorbela", "Partida kon Tumi")).metadata.nature == Nature::sponsored);
}

TEST_CASE("the other languages are as they were") {
  CHECK(is_sponsored_label("Gesponsert", Locale::of("de")));
  CHECK(visibility_of_label("Compartido con: Público", Locale::of("es")) == Visibility::public_post);
}
