#include "parser/evidence.h"

#include <doctest/doctest.h>

using namespace feedwitness::parser;
using namespace std::chrono_literals;

namespace {

Testimony<Nature> on_nature() { return Testimony<Nature>("nature"); }
Testimony<Visibility> on_visibility() { return Testimony<Visibility>("visibility"); }

PublicationTime at(std::chrono::seconds instant, std::chrono::seconds precision) {
  return {feedwitness::Time(instant), precision};
}

}  // namespace

TEST_CASE("a label makes a post an advertisement though another label looks organic") {
  std::vector<Evidence> evidence;
  auto nature = on_nature();
  nature.hear("time-label", Nature::organic, Weight::label);
  nature.hear("label-text", Nature::sponsored, Weight::label);

  CHECK(verdict(nature, evidence) == Nature::sponsored);
}

TEST_CASE("a label against the site's own data leaves the nature unknown") {
  std::vector<Evidence> evidence;
  auto nature = on_nature();
  nature.hear("label-text", Nature::sponsored, Weight::label);
  nature.hear("story-data", Nature::organic, Weight::proof);

  CHECK(verdict(nature, evidence) == Nature::unknown);
}

TEST_CASE("hints alone decide no nature, and do not outweigh a label") {
  std::vector<Evidence> evidence;
  auto alone = on_nature();
  alone.hear("campaign-link", Nature::sponsored, Weight::hint);
  auto denied = on_nature();
  denied.hear("campaign-link", Nature::sponsored, Weight::hint);
  denied.hear("time-label", Nature::organic, Weight::label);

  CHECK(verdict(alone, evidence) == Nature::unknown);
  CHECK(verdict(denied, evidence) == Nature::organic);
  CHECK(verdict(on_nature(), evidence) == Nature::unknown);
}

TEST_CASE("one witness for private is enough") {
  std::vector<Evidence> evidence;
  auto visibility = on_visibility();
  visibility.hear("audience-icon", Visibility::public_post, Weight::proof);
  visibility.hear("rendered", Visibility::private_post, Weight::hint);

  CHECK(verdict(visibility, evidence) == Visibility::private_post);
}

TEST_CASE("public needs more than a hint") {
  std::vector<Evidence> evidence;
  auto hinted = on_visibility();
  hinted.hear("public-page", Visibility::public_post, Weight::hint);
  auto labelled = on_visibility();
  labelled.hear("audience-text", Visibility::public_post, Weight::label);

  CHECK(verdict(hinted, evidence) == Visibility::unknown);
  CHECK(verdict(labelled, evidence) == Visibility::public_post);
}

TEST_CASE("an instant of the site's data goes before a label, a precise label before a vague one") {
  std::vector<Evidence> evidence;
  Testimony<PublicationTime> proven("publicationTime");
  proven.hear("time-label", at(1000s, 60s), Weight::label);
  proven.hear("story-data", at(1010s, 1s), Weight::proof);
  Testimony<PublicationTime> labelled("publicationTime");
  labelled.hear("rendered", at(900s, 3600s), Weight::label);
  labelled.hear("time-label", at(1000s, 60s), Weight::label);

  CHECK(verdict(proven, evidence) == at(1010s, 1s));
  CHECK(verdict(labelled, evidence) == at(1000s, 60s));
}

TEST_CASE("among equal witnesses the first is believed") {
  std::vector<Evidence> evidence;
  Testimony<std::string> id("postId");
  id.hear("permalink", std::string("1"), Weight::label);
  id.hear("form", std::string("2"), Weight::label);
  id.hear("nobody", std::string(), Weight::proof);

  CHECK(verdict(id, evidence) == "1");
}

TEST_CASE("every signal is kept as evidence, the losing ones too") {
  std::vector<Evidence> evidence;
  auto nature = on_nature();
  nature.hear("time-label", Nature::organic, Weight::label);
  nature.hear("label-text", Nature::sponsored, Weight::label);
  nature.hear("silent", Nature::unknown, Weight::proof);

  verdict(nature, evidence);

  CHECK(evidence == std::vector<Evidence>{{"nature", "time-label", "organic"}, {"nature", "label-text", "sponsored"}});
}

TEST_CASE("a post is understood when its publisher and something of its own were read") {
  Metadata metadata;
  CHECK(understanding_of(metadata) == Understanding::unknown);

  metadata.source = "Harbour News";
  CHECK(understanding_of(metadata) == Understanding::partly);

  metadata.text = "The ferry is late.";
  CHECK(understanding_of(metadata) == Understanding::understood);
}
