#include "parser/grammar/data_ft.h"

#include <doctest/doctest.h>

#include "base/time.h"

using feedwitness::parse_time;
using feedwitness::parser::merged;
using feedwitness::parser::part_of;
using feedwitness::parser::read_data_ft;
using feedwitness::parser::read_data_store;
using feedwitness::parser::read_ft_list;
using feedwitness::parser::StoryData;

TEST_CASE("data-ft tells the post, its owner and the exact instant of publication") {
  const auto story =
      read_data_ft(R"({"top_level_post_id":"700100","content_owner_id_new":4455,"story_attachment_style":"album",
      "photo_attachments_list":["11","12","13"],"page_insights":{"4455":{"page_id":"4455","post_context":
      {"publish_time":1600000000,"story_fbid":["700100"]}}},"tn":"-R"})");

  REQUIRE(story);
  CHECK(story->post_id == "700100");
  CHECK(story->owner_id == "4455");
  CHECK(story->attachment_style == "album");
  CHECK(story->photo_ids.size() == 3);
  CHECK(story->published == parse_time("2020-09-13T12:26:40Z"));
  CHECK_FALSE(story->sponsored);
}

TEST_CASE("the instant of a shared post is not taken for the instant of the share") {
  const auto story =
      read_data_ft(R"({"top_level_post_id":"2","original_content_id":"1","original_content_owner_id":"90",
      "page_insights":{"90":{"attached_story":{"post_context":{"publish_time":1500000000,"story_fbid":["1"]}}},
                       "80":{"post_context":{"publish_time":1600000000,"story_fbid":["2"]}}}})");

  REQUIRE(story);
  CHECK(story->published == parse_time("2020-09-13T12:26:40Z"));
  CHECK(story->original_published == parse_time("2017-07-14T02:40:00Z"));
  CHECK(story->original_post_id == "1");
  CHECK(story->original_owner_id == "90");
}

TEST_CASE("of several contexts the one that names the post is believed") {
  const auto story = read_data_ft(R"({"top_level_post_id":"2","page_insights":{
      "80":{"post_context":{"publish_time":1600000000,"story_fbid":["2"]}},
      "90":{"post_context":{"publish_time":1500000000,"story_fbid":["7"]}}}})");

  REQUIRE(story);
  CHECK(story->published == parse_time("2020-09-13T12:26:40Z"));
}

TEST_CASE("an instant that cannot be one is not believed") {
  const auto story =
      read_data_ft(R"({"top_level_post_id":"2","page_insights":{"8":{"post_context":{"publish_time":12}}}})");

  REQUIRE(story);
  CHECK_FALSE(story->published);
}

TEST_CASE("the list notation of _ft_ is read as the JSON of data-ft is, colons of nested JSON included") {
  const StoryData story = read_ft_list(
      R"(qid.55:mf_story_key.-31:top_level_post_id.700100:content_owner_id_new.4455:page_insights.{"4455":{"post_context":{"publish_time":1600000000,"story_fbid":["700100"]}}}:tds_flgs.3)");

  CHECK(story.post_id == "700100");
  CHECK(story.owner_id == "4455");
  CHECK(story.published == parse_time("2020-09-13T12:26:40Z"));
}

TEST_CASE("links write the one id of a context without brackets and its instant all the same") {
  const StoryData story =
      read_ft_list(R"(page_insights.{"4455":{"post_context":{"publish_time":1600000000,"story_fbid":700100}}})");

  CHECK(story.post_id == "700100");
  CHECK(story.published == parse_time("2020-09-13T12:26:40Z"));
}

TEST_CASE("a list cut in the middle of its JSON still gives what stands before") {
  const StoryData story = read_ft_list(R"(top_level_post_id.700100:page_insights.{"4455":{"post_con)");

  CHECK(story.post_id == "700100");
  CHECK_FALSE(story.published);
}

TEST_CASE("an advertisement is known by its flag, by its id and by its billing token") {
  CHECK(read_ft_list("top_level_post_id.1:is_sponsored.1").sponsored == true);
  CHECK(read_data_ft(R"({"top_level_post_id":"1","ei":"AI@0f3c"})")->sponsored == true);
  CHECK(read_data_ft(R"({"top_level_post_id":"1","ad_id":"6099"})")->ad_id == "6099");
  CHECK(read_ft_list("top_level_post_id.1:is_sponsored.0").sponsored == false);
  CHECK_FALSE(read_ft_list("top_level_post_id.1").sponsored);
}

TEST_CASE("data-store gives its linkdata, and the target of its reactions where that says nothing") {
  const auto whole =
      read_data_store(R"({"linkdata":"top_level_post_id.8:content_owner_id_new.9","feedback_target":77})");
  const auto poor = read_data_store(R"({"linkdata":"qid.1","feedback_target":77})");

  REQUIRE(whole);
  REQUIRE(poor);
  CHECK(whole->post_id == "8");
  CHECK(whole->owner_id == "9");
  CHECK(poor->post_id == "77");
}

TEST_CASE("promotions and people you may know are told from posts") {
  CHECK(read_data_ft(R"({"mf_story_key":"-4","quick_promotion_id":"60","tn":"-R"})")->suggestion);
  CHECK_FALSE(read_data_ft(R"({"top_level_post_id":"4","tn":"-R"})")->suggestion);
}

TEST_CASE("what is no JSON object says nothing") {
  CHECK_FALSE(read_data_ft(""));
  CHECK_FALSE(read_data_ft("..."));
  CHECK_FALSE(read_data_ft("[1]"));
  CHECK_FALSE(read_data_store("{"));
  CHECK(read_ft_list("") == StoryData{});
  CHECK(read_ft_list("nothing useful") == StoryData{});
}

TEST_CASE("what one notation leaves out is taken from the other") {
  StoryData first;
  first.post_id = "1";
  StoryData second;
  second.post_id = "2";
  second.owner_id = "3";

  const StoryData both = merged(first, second);

  CHECK(both.post_id == "1");
  CHECK(both.owner_id == "3");
}

TEST_CASE("a part is known by its letters") {
  CHECK(part_of(R"({"tn":"*s"})") == "*s");
  CHECK(part_of(R"({"type":1,"tn":"K"})") == "K");
  CHECK(part_of(R"({"top_level_post_id":"1","tn":"-R"})") == "-R");
  CHECK(part_of("...") == "");
  CHECK(part_of(R"({"tn":")") == "");
}
