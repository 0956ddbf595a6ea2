#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/views/cases.h"
#include "views/adjacency/languages.h"
#include "views/adjacency/neighbours.h"

using namespace feedwitness;
using views::adjacency::Languages;
using views::adjacency::Neighbour;
using views::adjacency::Post;
using views::adjacency::Side;
using views::adjacency::Sight;
namespace adjacency = views::adjacency;
namespace json = boost::json;

TEST_CASE("each case of tests/views/adjacency is answered as it is written") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator{FEEDWITNESS_SOURCE_DIR "/tests/views/adjacency"}) {
    tests::Case{}.run("adjacency/" + entry.path().filename().string());
    ++cases;
  }

  CHECK(cases >= 9);
}

namespace {

// The same numbers for the same seed.
std::mt19937 same_each_time(unsigned seed) { return std::mt19937{seed}; }

// A timeline that nobody saw: some orders were not captured, some posts are private, some are advertisements.
std::vector<Post> invented(std::mt19937& random) {
  std::vector<Post> posts;
  const int last = static_cast<int>(random() % 40);
  for (int order = 1; order <= last; ++order) {
    if (random() % 5 == 0) continue;
    Post& post = posts.emplace_back();
    post.order = order;
    post.is_public = random() % 4 != 0;
    if (post.is_public && random() % 3 == 0) post.nature = parser::Nature::sponsored;
  }
  return posts;
}

}  // namespace

TEST_CASE("a neighbour at distance d stands at order - d or order + d, and is known when exactly that was captured") {
  std::mt19937 random = same_each_time(7);
  for (int round = 0; round < 500; ++round) {
    const auto posts = invented(random);
    std::set<int> captured;
    for (const Post& post : posts) captured.insert(post.order);
    const int distance = 1 + static_cast<int>(random() % 5);
    for (const Post& ad : posts) {
      const auto neighbours = adjacency::neighbours_of(posts, ad.order, distance);

      REQUIRE(neighbours.size() == static_cast<std::size_t>(2 * distance));
      for (std::size_t i = 0; i < neighbours.size(); ++i) {
        const Neighbour& neighbour = neighbours[i];
        const int place = ad.order + (neighbour.side == Side::above ? -neighbour.distance : neighbour.distance);
        CHECK(neighbour.distance == static_cast<int>(i) / 2 + 1);
        CHECK(neighbour.side == (i % 2 == 0 ? Side::above : Side::below));
        CHECK((neighbour.sight == Sight::observed) == captured.contains(place));
        CHECK((neighbour.sight == Sight::none) == (place < 1));
        REQUIRE((neighbour.post != nullptr) == captured.contains(place));
        if (neighbour.post != nullptr) CHECK(neighbour.post->order == place);
      }
    }
  }
}

namespace {

struct Generated {
  Generated() : store{tests::Fixture::open(folder.path())} {}

  // Timelines of invented posts, in which the post at order n of timeline t has the id "t-n". Two hours' worth.
  void add_timelines(std::mt19937& random) {
    for (int timeline = 0; timeline < 30; ++timeline) {
      const std::string name = std::to_string(timeline);
      const Time start = tests::kNow + std::chrono::minutes{random() % 115};
      store::Capture capture{{name, start, "https://www.facebook.com/", "facebook", "feed"}, {}, {}};
      for (const Post& post : invented(random)) {
        store::Impression& impression = capture.impressions.emplace_back();
        impression.order = post.order;
        impression.time = start + std::chrono::seconds{post.order};
        impression.is_public = post.is_public;
        impression.metadata.nature = post.nature;
        impression.metadata.post_id = name + "-" + std::to_string(post.order);
        impression.metadata.source_link = "https://www.facebook.com/" + std::to_string(random() % 3);
        const std::string place = impression.metadata.post_id;
        shown[place] = post.is_public ? place : "";
        if (post.nature == parser::Nature::sponsored) ads.insert(place);
      }
      REQUIRE(store.add({&capture, 1}, tests::kNow));
    }
  }

  std::vector<json::object> report(const views::Parameters& parameters) {
    std::vector<json::object> lines;
    const auto asked =
        views::ask(*views::find("adjacency/report"), store, parameters, tests::kNow, [&](std::string_view line) {
          lines.push_back(json::parse(line).as_object());
          return true;
        });
    REQUIRE(asked);
    return lines;
  }

  // What the line must say of the place beside an advertisement.
  void check_side(const json::object& line, const std::string& side, const std::string& ad, int step) {
    const std::size_t dash = ad.find('-');
    const std::string place = ad.substr(0, dash + 1) + std::to_string(std::stoi(ad.substr(dash + 1)) + step);
    const auto found = shown.find(place);
    const json::value& id = line.at(side + "_content_id");
    const json::value& privacy = line.at(side + "_content_privacy");
    const bool is_there = found != shown.end();
    const bool is_public = is_there && !found->second.empty();
    CHECK(id == (is_public ? json::value(place) : json::value()));
    CHECK(privacy == (!is_there ? json::value() : json::value(is_public ? "public" : "private")));
  }

  tests::TemporaryFolder folder;
  store::Store store;
  std::map<std::string, std::string> shown;  // place: id, empty for a private one
  std::set<std::string> ads;
};

}  // namespace

TEST_CASE_FIXTURE(Generated,
                  "every advertisement of generated timelines has exactly one line, with what stood beside it") {
  std::mt19937 random = same_each_time(11);
  add_timelines(random);

  const auto lines = report({{"extended", "true"}});

  REQUIRE(ads.size() > 100);
  std::set<std::string> told;
  for (const json::object& line : lines) {
    const auto ad = json::value_to<std::string>(line.at("post_id"));
    CHECK(told.insert(ad).second);
    check_side(line, "above", ad, -1);
    check_side(line, "below", ad, +1);
  }
  CHECK(told == ads);
}

TEST_CASE_FIXTURE(Generated, "the parts of a report are the whole: by advertiser, by time, and page by page") {
  std::mt19937 random = same_each_time(13);
  add_timelines(random);
  const auto lines = [&](const views::Parameters& parameters) { return report(parameters).size(); };

  CHECK(lines({{"advertiser", "0"}}) + lines({{"advertiser", "1"}}) + lines({{"advertiser", "2"}}) == ads.size());
  CHECK(lines({{"to", "2026-03-04T06:37:00"}}) + lines({{"from", "2026-03-04T06:37:00"}}) == ads.size());
  std::size_t paged = 0;
  std::size_t counted = 0;
  for (const char* hour : {"2026-03-04T06:00", "2026-03-04T07:00"}) {
    views::Parameters parameters{
        {"ad_set_id", "me"}, {"platform", "facebook"}, {"position", "feed"},      {"advertiser_time_zone", "true"},
        {"datetime", hour},  {"limit", "7"},           {"summary", "total_count"}};
    for (bool has_more = true; has_more;) {
      std::string text;
      const auto asked = views::ask(*views::find("adjacency/ad_set"), store, parameters, tests::kNow,
                                    [&](std::string_view piece) { return !(text += piece).empty(); });
      REQUIRE_MESSAGE(asked, (asked ? "" : asked.error().message));
      const auto answer = json::parse(text).as_object();
      const auto& paging = answer.at("paging").as_object();
      paged += answer.at("data").as_array().size();
      if (!parameters.contains("after")) counted += answer.at("summary").at("total_count").to_number<std::size_t>();
      has_more = paging.contains("next");
      if (has_more) parameters["after"] = json::value_to<std::string>(paging.at("cursors").at("after"));
    }
  }
  CHECK(paged == ads.size());
  CHECK(counted == ads.size());
}

TEST_CASE("a language is one of the report's, or none") {
  const std::string dutch = "De mist hangt tot negen uur over de haven, en daarna zie je alle schepen liggen.";
  const std::string catalan =
      "La boira dura fins a les nou, i després es veu el port sencer des de la cuina de casa meva.";

  CHECK(adjacency::language_in(Languages::ad_set, dutch) == "nl");
  CHECK(adjacency::language_in(Languages::business, dutch).empty());
  CHECK(adjacency::language_in(Languages::ad_set, catalan).empty());
  CHECK(adjacency::language_in(Languages::business, "Oats").empty());
  CHECK(adjacency::language_in(Languages::business, "港口的渡轮今天晚上八点从码头出发，请大家提前十五分钟到达。") ==
        "zh");
}
