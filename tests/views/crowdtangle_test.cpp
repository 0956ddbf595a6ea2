#include <map>
#include <string>
#include <vector>

#include "tests/views/fixture.h"

using namespace feedwitness;
using namespace std::chrono_literals;
using tests::at;
using tests::Fixture;
using tests::kNow;
namespace json = boost::json;

namespace {

const std::string kHeader =
    "Page Name,User Name,Facebook Id,Page Category,Page Admin Top Country,Page Description,Page Created,Likes at "
    "Posting,Followers at Posting,Post Created,Post Created Date,Post Created Time,Type,Total "
    "Interactions,Likes,Comments,Shares,Love,Wow,Haha,Sad,Angry,Care,Video Share Status,Is Video Owner?,Post "
    "Views,Total Views,Total Views For All Crossposts,Video Length,URL,Message,Link,Final Link,Image Text,Link "
    "Text,Description,Sponsor Id,Sponsor Name,Sponsor Category,Overperforming Score (weighted  \xE2\x80\x94  Likes 1x "
    "Shares 1x Comments 1x Love 1x Wow 1x Haha 1x Sad 1x Angry 1x Care 1x )";

const Time kMorning = at("2026-06-01T08:00:00Z");

// A photo of the choir, published to the second.
store::Impression seen(const std::string& post_id, Time published, std::chrono::milliseconds age,
                       std::int64_t reactions) {
  store::Impression impression;
  impression.time = published + age;
  impression.is_public = true;
  impression.understanding = parser::Understanding::understood;
  parser::Metadata& metadata = impression.metadata;
  metadata.source = "Harbour Choir";
  metadata.source_link = "https://www.facebook.com/harbour.choir";
  metadata.post_id = post_id;
  metadata.perma_link = "/harbour.choir/posts/" + post_id;
  metadata.fblinktype = "posts";
  metadata.publication_time = {published, 1s};
  metadata.text = "Rehearsal " + post_id;
  metadata.images.count = 1;
  metadata.video = false;
  metadata.reactions_total = parser::Count{reactions, 1};
  return impression;
}

struct Choir : Fixture {
  void add(std::vector<store::Impression> impressions) {
    store::Capture capture;
    capture.timeline = {"timeline " + std::to_string(++timelines), kMorning, "https://www.facebook.com/", "facebook",
                        "feed"};
    for (store::Impression& impression : impressions) {
      impression.order = static_cast<int>(capture.impressions.size()) + 1;
      capture.impressions.push_back(impression);
    }
    REQUIRE(store.add({&capture, 1}, kNow));
  }

  // Five posts, a day apart, each seen after 10 minutes with 20, 40, 60, 80 and `last` reactions: the benchmark of the
  // fifth is 50.
  void add_week(std::int64_t last) {
    for (int day = 0; day < 5; ++day) {
      add({seen(std::to_string(101 + day), kMorning + day * 24h, 10min, day < 4 ? 20LL * (day + 1) : last)});
    }
  }

  json::array posts(views::Parameters parameters = {}) {
    parameters.emplace("accounts", "harbour.choir");
    return document("crowdtangle/posts", parameters).at("result").at("posts").as_array();
  }

  // The lines of the table, without the header's.
  std::vector<std::string> lines(views::Parameters parameters = {}) {
    parameters.emplace("accounts", "harbour.choir");
    std::vector<std::string> found;
    std::istringstream table{file("crowdtangle/csv", parameters)};
    for (std::string line; std::getline(table, line);) found.push_back(line);
    found.erase(found.begin());
    return found;
  }

  int timelines = 0;
};

std::vector<std::string> ids_of(const json::array& posts) {
  std::vector<std::string> ids;
  for (const json::value& post : posts) ids.push_back(json::value_to<std::string>(post.at("id")));
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(Choir, "the header is CrowdTangle's, byte for byte, in its variants") {
  CHECK(file("crowdtangle/csv", {{"accounts", "nobody"}}) == kHeader + "\n");
  CHECK(file("crowdtangle/csv", {{"header", "groups"}}).starts_with("Group Name,User Name,"));
  CHECK(file("crowdtangle/csv", {{"header", "2020"}, {"accounts", "nobody"}})
            .starts_with("Page Name,User Name,Facebook Id,Likes at Posting,Followers at Posting,Created,Type,Likes,"));
  CHECK(file("crowdtangle/csv", {{"accounts", "nobody"}, {"weightLike", "1"}, {"weightShare", "3"}})
            .ends_with(",Overperforming Score (weighted  \xE2\x80\x94  Likes 1x Shares 3x )\n"));
  CHECK(file("crowdtangle/csv", {{"accounts", "nobody"}, {"sortBy", "total_interactions"}, {"benchmarks", "true"}})
            .find(",Total Interactions (weighted  \xE2\x80\x94  Likes 1x Shares") != std::string::npos);
}

TEST_CASE_FIXTURE(Choir, "a post's row is its newest observation, in CrowdTangle's forms") {
  auto early = seen("100", at("2026-07-06T20:45:20Z"), 10min, 7);
  auto late = seen("100", at("2026-07-06T20:45:20Z"), 26h, 1'200'345);
  late.metadata.source = "Harbour \"Choir\"";
  late.metadata.source_id = "4711";
  late.metadata.text = "Tonight, at eight";
  late.metadata.comments = parser::Count{31, 1};
  late.metadata.reaction(parser::Reaction::love) = parser::Count{5000, 100};
  add({late});
  add({early});

  const auto rows = lines({{"timezone", "America/New_York"}});

  REQUIRE(rows.size() == 1);
  CHECK(rows[0] ==
        R"("Harbour ""Choir""",harbour.choir,4711,,,,,,,2026-07-06 16:45:20 EDT,2026-07-06,16:45:20,Photo,"1,200,376",)"
        R"(,31,,5000,,,,,,,-,,,,N/A,https://www.facebook.com/harbour.choir/posts/100,"Tonight, at eight",,,,,,,,,)");
  CHECK(lines({{"timezone", "America/New_York"}, {"header", "2020"}})[0].ends_with(R"(,"1,200,376",)"));
}

TEST_CASE_FIXTURE(Choir, "a score compares a post with those before it, of its type, at its age") {
  add_week(120);
  auto other_type = seen("200", kMorning + 5 * 24h, 10min, 120);
  other_type.metadata.images.count = 0;
  add({other_type, seen("201", kMorning + 6 * 24h, 40min, 120)});

  const json::array found = posts({{"count", "100"}});

  REQUIRE(found.size() == 7);
  const json::object& best = found[0].as_object();
  CHECK(best.at("id") == "105");
  CHECK(best.at("score").to_number<double>() == doctest::Approx(2.4));  // 120 against 50
  CHECK(best.at("statistics").at("expected").at("reactionCount") == 50);
  CHECK(best.at("statistics").at("actual").at("reactionCount") == 120);
  CHECK(best.at("statistics").at("expected").at("likeCount").is_null());
  // Nothing to compare with: another type, another age, fewer than four before it.
  CHECK(ids_of(found) == Ids{"105", "201", "200", "104", "103", "102", "101"});
  for (std::size_t i = 1; i < found.size(); ++i) CHECK(found[i].at("score").is_null());
  CHECK(lines().front().ends_with(",2.40"));
  CHECK(lines({{"benchmarks", "true"}}).front().ends_with(",2.40,0,,,,,,,,,,,,,120,50"));
}

TEST_CASE_FIXTURE(Choir, "an album is told by its address, and what nobody sees is null") {
  auto album = seen("300", kMorning, 10min, 5);
  album.metadata.fblinktype = "album";
  add({album});

  const json::array found = posts();

  REQUIRE(found.size() == 1);
  CHECK(found[0].at("type") == "album");
  for (const char* name : {"legacyId", "brandedContentSponsor", "expandedLinks", "subscriberCount"}) {
    CHECK(found[0].at(name).is_null());
  }
}

TEST_CASE_FIXTURE(Choir, "benchmarks stand beside their own post in every order") {
  add_week(120);
  add({seen("106", kMorning + 5 * 24h, 10min, 200), seen("107", kMorning + 6 * 24h, 10min, 300'000)});
  std::map<std::string, std::string> by_date;
  const auto id_of = [](const std::string& line) { return line.substr(line.find("/posts/"), 10); };
  const auto benchmarks_of = [](const std::string& line) { return line.substr(line.rfind(",,,,") + 4); };

  for (const auto& line : lines({{"benchmarks", "true"}, {"sortBy", "date"}}))
    by_date[id_of(line)] = benchmarks_of(line);
  const auto by_score = lines({{"benchmarks", "true"}, {"sortBy", "underperforming"}});

  REQUIRE(by_date.size() == 7);
  CHECK(by_date.at("/posts/105") == "120,50");
  CHECK(by_date.at("/posts/107") == "300000,75");  // the mean of 40, 60, 80 and 120
  for (const auto& line : by_score) CHECK(benchmarks_of(line) == by_date.at(id_of(line)));
}

TEST_CASE_FIXTURE(Choir,
                  "a snapshot names what is kept, and changes when a post is read again or seen with other numbers") {
  add({seen("101", kMorning, 10min, 5)});
  const auto before = *store.snapshot();
  CHECK(*store.snapshot() == before);

  auto again = seen("101", kMorning, 10min, 6);
  again.update = true;
  again.order = 1;
  store::Capture capture;
  capture.timeline = {"timeline 1", kMorning, "https://www.facebook.com/", "facebook", "feed"};
  capture.impressions = {again};
  REQUIRE(store.add({&capture, 1}, kNow));

  CHECK(*store.snapshot() != before);
}

TEST_CASE_FIXTURE(Choir, "what comes later does not change a score") {
  add_week(120);
  const auto before = lines();
  add({seen("106", kMorning + 9 * 24h, 10min, 9000)});

  const auto after = lines({{"endDate", "2026-06-08"}});

  CHECK(before == after);
}

TEST_CASE_FIXTURE(Choir, "each sort key orders, and says what the score is") {
  add_week(20);
  add({seen("106", kMorning + 5 * 24h, 10min, 90), seen("107", kMorning + 6 * 24h, 10min, 10)});

  CHECK(ids_of(posts({{"sortBy", "overperforming"}, {"count", "3"}})) == Ids{"106", "105", "107"});
  CHECK(ids_of(posts({{"sortBy", "underperforming"}, {"count", "3"}})) == Ids{"107", "105", "106"});
  CHECK(ids_of(posts({{"sortBy", "date"}, {"count", "2"}})) == Ids{"107", "106"});
  const auto totals = posts({{"sortBy", "total_interactions"}, {"count", "2"}, {"weightLike", "1"}});
  CHECK(totals.front().at("score").is_null());  // likes alone: the page has shown none
  const auto all = posts({{"sortBy", "total_interactions"}, {"count", "2"}});
  CHECK(ids_of(all) == Ids{"106", "104"});
  CHECK(all[0].at("score") == 90);
  const auto rates =
      posts({{"sortBy", "interaction_rate"}, {"count", "2"}});  // followers are unknown: the newest first
  CHECK(ids_of(rates) == Ids{"107", "106"});
  CHECK(rates[0].at("score").is_null());
  CHECK(file("crowdtangle/csv", {{"sortBy", "interaction_rate"}}).find(",Interaction Rate (weighted") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(Choir, "the history has the last of each timestep, the newest first, with its own benchmark") {
  add_week(50);
  add({seen("106", kMorning + 5 * 24h, 5min, 10)});
  add({seen("106", kMorning + 5 * 24h, 14min, 25)});
  add({seen("106", kMorning + 5 * 24h, 3h, 400)});

  const json::object post = document("crowdtangle/post", {{"id", "4711_106"}, {"includeHistory", "true"}})
                                .at("result")
                                .at("posts")
                                .at(0)
                                .as_object();

  const json::array& history = post.at("history").as_array();
  REQUIRE(history.size() == 2);
  CHECK(history[0].at("timestep") == 9);
  CHECK(history[0].at("date") == "2026-06-06 11:00:00");
  CHECK(history[0].at("actual").at("reactionCount") == 400);
  CHECK(history[0].at("score").is_null());
  CHECK(history[1].at("timestep") == 0);
  CHECK(history[1].at("actual").at("reactionCount") == 25);
  CHECK(history[1].at("expected").at("reactionCount") == 50);
  CHECK(history[1].at("score") == -2);
  CHECK(post.at("date") == "2026-06-06 08:00:00");
  CHECK(post.at("updated") == "2026-06-06 11:00:00");
  CHECK(document("crowdtangle/post", {{"id", "999"}}) == json::object{{"status", 200}, {"notes", "Post not found"}});
}

TEST_CASE_FIXTURE(Choir, "a post without counts, without a time or without an id has no row") {
  auto nothing = seen("1", kMorning, 1h, 1);
  nothing.metadata.reactions_total.reset();
  auto timeless = seen("2", kMorning, 1h, 1);
  timeless.metadata.publication_time.reset();
  auto nameless = seen("", kMorning, 1h, 1);
  add({nothing, timeless, nameless, seen("4", kMorning, 1h, 0)});

  CHECK(ids_of(posts()) == Ids{"4"});
}

TEST_CASE_FIXTURE(Choir, "posts are chosen by account, date, kind, interactions and words") {
  add_week(120);
  auto bells = seen("300", kMorning, 1h, 3);
  bells.metadata.source_link = "https://www.facebook.com/groups/4712";
  bells.metadata.text = "Night ferry to the harbour";
  bells.metadata.video = true;
  add({bells});
  const auto chosen = [&](views::Parameters parameters) {
    parameters.emplace("accounts", "harbour.choir,4712");
    parameters.emplace("sortBy", "date");
    return ids_of(posts(parameters));
  };

  CHECK(chosen({{"startDate", "2026-06-03"}, {"endDate", "2026-06-05T08:00:00"}}) == Ids{"104", "103"});
  CHECK(chosen({{"accounts", "https://www.facebook.com/groups/4712"}}) == Ids{"4712_300"});
  CHECK(chosen({{"types", "native_video,link"}}) == Ids{"4712_300"});
  CHECK(chosen({{"minInteractions", "80"}}) == Ids{"105", "104"});
  CHECK(chosen({{"searchTerm", "harbour ferry"}}) == Ids{"4712_300"});
  CHECK(chosen({{"searchTerm", "\"night harbour\""}}).empty());
  CHECK(chosen({{"searchTerm", "\"night ferry\" AND harbour OR 102"}}) == Ids{"102", "4712_300"});
  CHECK(chosen({{"searchTerm", "101,104"}}) == Ids{"104", "101"});
  CHECK(chosen({{"searchTerm", "?"}}).empty());
  CHECK(chosen({{"searchTerm", "rehearsal NOT 102 NOT \"rehearsal 104\""}}) == Ids{"105", "103", "101"});
  CHECK(chosen({{"searchTerm", "rehearsal 101 NOT 102, ferry NOT \"night ferry\" OR 103 NOT 104"}}) ==
        Ids{"103", "101"});
  CHECK(chosen({{"timeframe", "36 HOUR"}, {"endDate", "2026-06-04"}}) == Ids{"103"});
  CHECK(chosen({{"timeframe", "1 WEEK"}, {"endDate", "2026-06-08T08:00:00"}}).size() == 6);
  CHECK(chosen({{"timeframe", "1 MONTH"}, {"endDate", "2026-07-04T08:00:00"}}) == Ids{"105", "104"});
  CHECK(chosen({{"timeframe", "6 HOUR"}}).empty());
  CHECK(file("crowdtangle/csv", {{"header", "groups"}}).find("\nHarbour Choir,,4712,") != std::string::npos);
  CHECK(file("crowdtangle/csv", {{"header", "groups"}}).find("harbour.choir,") == std::string::npos);
}

TEST_CASE_FIXTURE(Choir, "pages follow each other, and their addresses can be asked") {
  add_week(120);
  const auto answer =
      document("crowdtangle/posts", {{"accounts", "harbour.choir"}, {"sortBy", "date"}, {"count", "2"}});

  CHECK(answer.at("status") == 200);
  CHECK(answer.at("result").at("pagination") ==
        json::object{{"nextPage", "/crowdtangle/posts?offset=2&accounts=harbour.choir&sortBy=date&count=2"}});
  const auto last = document("crowdtangle/posts",
                             {{"accounts", "harbour.choir"}, {"sortBy", "date"}, {"count", "2"}, {"offset", "4"}});
  CHECK(ids_of(last.at("result").at("posts").as_array()) == Ids{"101"});
  CHECK(last.at("result").at("pagination").as_object().size() == 1);
}

TEST_CASE_FIXTURE(Choir, "what is no date, weight, kind or number is refused with what is right") {
  CHECK(refusal("crowdtangle/posts", {{"startDate", "yesterday"}}).find("startDate") == 0);
  CHECK(refusal("crowdtangle/posts", {{"endDate", "2026-02-31"}}).find("endDate") == 0);
  CHECK(refusal("crowdtangle/posts", {{"weightLike", "11"}}).find("weightLike") == 0);
  CHECK(refusal("crowdtangle/posts", {{"weightLike", "nan"}}).find("weightLike") == 0);
  CHECK(refusal("crowdtangle/posts", {{"types", "tweet"}}).find("types") == 0);
  CHECK(refusal("crowdtangle/posts", {{"minInteractions", "-1"}}).find("minInteractions") == 0);
  CHECK(refusal("crowdtangle/posts", {{"offset", "x"}}).find("offset") == 0);
  CHECK(refusal("crowdtangle/csv", {{"sortBy", "rate"}}).find("sortBy") == 0);
  CHECK(refusal("crowdtangle/csv", {{"searchTerm", "ferry, NOT night"}}).find("searchTerm") == 0);
  for (const char* timeframe : {"6", "6 hours", "0 DAY", "six HOUR", "-1 DAY", "6 HOURS"}) {
    CHECK(refusal("crowdtangle/posts", {{"timeframe", timeframe}}).find("timeframe is") == 0);
  }
  CHECK(refusal("crowdtangle/posts", {{"timeframe", "6 HOUR"}, {"startDate", "2026-06-01"}}).find("timeframe and") ==
        0);
}
