#include <array>
#include <string>
#include <vector>

#include "tests/views/fixture.h"
#include "views/language.h"

using namespace feedwitness;
using tests::at;
using tests::Fixture;
using tests::kNow;
namespace json = boost::json;

namespace {

constexpr std::string_view kFerry = "The #Ferry across the lagoon runs again. The lagoon was closed since the spring.";

// Sixty English texts, each of another sentence, and those of the fixture; two more speak of the lagoon, and say it
// twice.
struct Corpus : Fixture {
  Corpus() {
    constexpr std::array<std::string_view, 6> kSubjects{"baker", "teacher", "painter", "gardener", "driver", "doctor"};
    constexpr std::array<std::string_view, 10> kThings{"bread",   "lessons", "pictures", "flowers", "buses",
                                                       "windows", "letters", "kitchens", "bridges", "baskets"};
    store::Capture capture;
    capture.timeline = {"texts", at("2026-03-05T05:00:00Z"), "https://www.facebook.com/", "facebook", "feed"};
    const auto add = [&](std::string text) -> parser::Metadata& {
      store::Impression impression;
      impression.order = static_cast<int>(capture.impressions.size()) + 1;
      impression.time = capture.timeline.start_time + std::chrono::seconds{impression.order};
      impression.is_public = true;
      impression.metadata.text = std::move(text);
      capture.impressions.push_back(impression);
      return capture.impressions.back().metadata;
    };
    for (const std::string_view subject : kSubjects) {
      for (const std::string_view thing : kThings) {
        add("Yesterday the " + std::string{subject} + " of our town spoke with everybody about the old " +
            std::string{thing} + " and nobody wanted to leave before the evening.");
      }
    }
    add("Nobody swims in the lagoon before the spring, because the lagoon is cold and the water is not clean.");
    parser::Metadata& ferry = add(std::string{kFerry});
    ferry.source = "The Quillhaven Gazette";
    ferry.card = parser::LinkCard{"external", "https://www.quillhaven.example/ferry?from=1", true, "", "", ""};
    add("Il traghetto del porto riparte lunedì mattina, dicono dal comune, e tutti sono contenti della notizia.");
    add("!!! https://harbour.example/a");
    REQUIRE(store.add({&capture, 1}, kNow));
  }

  json::object row(const std::string& view, views::Parameters parameters) {
    return json::parse(ask(view, parameters).at(0)).as_object();
  }
};

const json::array kFerryLabels{"#ferry", "quillhaven.example", "The Quillhaven Gazette", "lagoon"};

}  // namespace

TEST_CASE("a language is named where it is sure, by the code of today") {
  CHECK(views::language_of("The harbour ferry runs again from Monday morning, says the council") == "en");
  CHECK(views::language_of("היום נפתחת הספרייה לכל תושבי העיר") == "he");
  CHECK(views::language_of("图书馆星期天开放阅读室") == "zh");
  CHECK(views::language_of("ferry").empty());
  CHECK(views::language_of("").empty());
}

TEST_CASE_FIXTURE(Corpus, "a post is about its hashtags, the site it links, its publisher, and words rare elsewhere") {
  const json::object enriched = row("fbtrex/enrich", {{"paging", "1-2"}});

  CHECK(enriched.at("lang") == "en");
  CHECK(enriched.at("labels") == kFerryLabels);
  CHECK(enriched.at("topics").at(3) == json::object{{"label", "lagoon"}, {"kind", "keyword"}});
  CHECK(enriched.at("impressionOrder") == 62);
}

TEST_CASE_FIXTURE(Corpus, "where there is no honest topic there is none") {
  const json::object unsaid = row("fbtrex/enrich", {{"paging", "1-0"}});
  const json::object common = row("fbtrex/enrich", {{"paging", "1-10"}});

  CHECK_FALSE(unsaid.contains("lang"));
  CHECK_FALSE(unsaid.contains("labels"));
  CHECK(common.at("lang") == "en");
  CHECK_FALSE(common.contains("labels"));
}

TEST_CASE_FIXTURE(Corpus, "a whole day is enriched when a day is named") {
  CHECK(ask("fbtrex/enrich", {{"paging", "2026-03-05"}}).size() == 64);
  CHECK(ask("fbtrex/enrich", {{"paging", "2026-03-05"}, {"timezone", "America/New_York"}}).size() == 64);
  CHECK(ask("fbtrex/enrich", {{"paging", "2026-03-05"}, {"timezone", "Pacific/Honolulu"}}).empty());
  CHECK(refusal("fbtrex/enrich", {{"paging", "2026-02-31"}}).find("or a day") != std::string::npos);
}

TEST_CASE_FIXTURE(Corpus, "labels, texts and noogle give the texts of a language, newest first, each once") {
  const json::object labels = row("fbtrex/labels", {{"lang", "en"}});
  CHECK(labels.at("l") == kFerryLabels);
  CHECK(labels.at("lang") == "en");
  CHECK(ask("fbtrex/labels", {{"lang", "en"}}).size() == 3);  // and the concert of the fixture
  CHECK(ask("fbtrex/labels", {{"lang", "en"}, {"paging", "5-1"}}).size() == 2);

  const json::object text = row("fbtrex/noogle", {{"lang", "en"}, {"label", "#ferry"}});
  CHECK(text.at("summary").at("source") == "The Quillhaven Gazette");
  for (const char* own : {"user", "timeline", "id", "impressionTime", "impressionOrder"}) {
    CHECK_FALSE(text.at("summary").as_object().contains(own));
  }
  CHECK(ask("fbtrex/noogle", {{"lang", "en"}, {"label", "lagoon"}}).size() == 2);
  CHECK(ask("fbtrex/noogle", {{"lang", "it"}, {"label", "lagoon"}}).empty());
  CHECK(ask("fbtrex/texts", {{"lang", "en"}}).size() == 3);
}

TEST_CASE_FIXTURE(Corpus, "loud and keywords count the texts of each label") {
  CHECK(ask("fbtrex/loud", {{"lang", "en"}, {"paging", "1"}}).at(0) ==
        R"({"label":"lagoon","kind":"keyword","count":2})");
  CHECK(ask("fbtrex/keywords", {{"lang", "en"}}) == std::vector<std::string>{R"({"c":2,"k":"lagoon"})"});
}

TEST_CASE_FIXTURE(Corpus, "languages counts the texts by language") {
  const json::object answer = document("fbtrex/languages");

  CHECK(answer.at("available").at("en") == 63);
  CHECK(answer.at("available").at("it") == 1);
  CHECK(answer.at("potential").at("en") == "English");
  CHECK(answer.at("potential").as_object().size() > 70);
}

TEST_CASE_FIXTURE(Corpus, "a unit is one text with every impression of it") {
  const std::string id = json::value_to<std::string>(row("fbtrex/enrich", {{"paging", "1-2"}}).at("semanticId"));

  const json::object answer = document("fbtrex/unit", {{"semanticId", id}});

  CHECK(answer.at("labels").at(0).at("l") == kFerryLabels);
  REQUIRE(answer.at("posts").as_array().size() == 1);
  CHECK(answer.at("posts").at(0).at("impressionOrder") == 62);
  CHECK(document("fbtrex/unit", {{"semanticId", std::string(40, '0')}}).at("posts").as_array().empty());
}

TEST_CASE_FIXTURE(Corpus, "a label is a feed to subscribe to") {
  const std::string feed = file("fbtrex/feed", {{"lang", "en"}, {"label", "#ferry"}});

  CHECK(feed.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">"));
  CHECK(feed.find("<title>The Quillhaven Gazette: The #Ferry across") != std::string::npos);
  CHECK(feed.find("<link>https://www.quillhaven.example/ferry?from=1</link>") != std::string::npos);
  CHECK(feed.find("<pubDate>Thu, 05 Mar 2026 05:01:02 GMT</pubDate>") != std::string::npos);
  CHECK(feed.ends_with("</channel>\n</rss>\n"));
}
