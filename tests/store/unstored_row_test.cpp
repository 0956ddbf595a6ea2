#include "store/unstored_row.h"

#include <boost/json/parse.hpp>
#include <doctest/doctest.h>

using feedwitness::parser::Count;
using feedwitness::parser::Impression;
using feedwitness::parser::LinkCard;
using feedwitness::parser::Reaction;
using feedwitness::parser::SharedPost;
using feedwitness::parser::Visibility;
using feedwitness::store::UnstoredRow;

namespace {

Impression invented() {
  Impression impression;
  impression.order = 3;
  impression.visibility = Visibility::public_post;
  impression.metadata.source = "Harbour \"Choir\"";
  impression.metadata.text = "Tonight\n\nat eight\nTonight";
  LinkCard& card = impression.metadata.card.emplace();
  card.title = "at eight";
  card.description = "Doors\topen";
  return impression;
}

}  // namespace

TEST_CASE("the texts of a row are those of the parser: each line once, then the card") {
  const Impression impression = invented();

  const UnstoredRow unstored{impression};

  const auto written = boost::json::parse(unstored.row().texts).as_array();
  const auto expected = texts_of(impression.metadata);
  REQUIRE(written.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(written[i].as_string() == expected[i]);
  CHECK(unstored.row().textsize == textsize_of(impression.metadata));
}

TEST_CASE("equal texts give equal semantic ids, whatever surrounds them") {
  Impression first = invented();
  Impression second = invented();
  second.metadata.source = "Somebody else";
  second.metadata.text = "Tonight\nat eight\nDoors   open";
  second.metadata.card.reset();

  CHECK(UnstoredRow{first}.row().semantic_id == UnstoredRow{second}.row().semantic_id);
  CHECK(UnstoredRow{first}.row().semantic_id.size() == 40);
}

TEST_CASE("a post without text has neither texts nor a semantic id") {
  const Impression impression;

  const UnstoredRow unstored{impression};

  CHECK(unstored.row().texts.empty());
  CHECK(unstored.row().semantic_id.empty());
  CHECK(unstored.row().textsize == 0);
}

TEST_CASE("what a post shares is an object that says unknown as null") {
  Impression impression = invented();
  SharedPost& original = impression.metadata.shared.emplace();
  original.source = "The \\ Quay";
  original.post_id = "77";

  const UnstoredRow unstored{impression};

  const auto shared = boost::json::parse(unstored.row().shared).as_object();
  CHECK(shared.at("name").as_string() == "The \\ Quay");
  CHECK(shared.at("postId").as_string() == "77");
  CHECK(shared.at("text").is_null());
  CHECK(shared.at("publicationTime").is_null());
  CHECK(shared.at("visibility").as_string() == "unknown");
}

TEST_CASE("captions and evidence are arrays that any JSON reader takes") {
  Impression impression = invented();
  impression.metadata.images.captions = {"May be \x01 \"art\"", "Two boats"};
  impression.metadata.evidence = {{"nature", "label-text", "sponsored"}};

  const UnstoredRow unstored{impression};

  CHECK(boost::json::parse(unstored.row().captions) == boost::json::array{"May be \x01 \"art\"", "Two boats"});
  CHECK(boost::json::parse(unstored.row().evidence).at(0).at("signal").as_string() == "label-text");
}

TEST_CASE("counts pass with their precision, unknown ones stay unknown") {
  Impression impression = invented();
  impression.metadata.reaction(Reaction::wow) = Count{1200, 100};

  const UnstoredRow unstored{impression};

  CHECK(unstored.row().reactions[2] == Count{1200, 100});
  CHECK_FALSE(unstored.row().reactions[0]);
  CHECK_FALSE(unstored.row().comments);
}
