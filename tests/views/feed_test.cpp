#include "store/feed.h"

#include <algorithm>
#include <fstream>
#include <pugixml.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "store/removals.h"
#include "tests/support/process.h"
#include "tests/views/fixture.h"
#include "views/activity/page.h"

using namespace feedwitness;
using tests::at;
using tests::Fixture;
using tests::kNow;
namespace json = boost::json;

namespace {

store::Impression post(const std::string& id, Time time, const std::string& text = "Words") {
  store::Impression impression;
  impression.order = 1;
  impression.time = time;
  impression.is_public = true;
  impression.metadata.nature = parser::Nature::organic;
  impression.metadata.source = "Harbour Choir";
  impression.metadata.source_link = "https://www.facebook.com/harbour.choir";
  impression.metadata.post_id = id;
  impression.metadata.perma_link = "/harbour.choir/posts/" + id;
  impression.metadata.text = text;
  return impression;
}

void show(store::Store& store, const std::string& uuid, std::vector<store::Impression> impressions) {
  int order = 0;
  for (auto& impression : impressions) impression.order = ++order;
  store::Capture capture;
  capture.timeline = {uuid, impressions.front().time, "https://www.facebook.com/", "facebook", "feed"};
  capture.impressions = std::move(impressions);
  REQUIRE(store.add({&capture, 1}, kNow));
}

void remove(store::Store& store, const std::string& id, Time now = kNow) {
  store::Removal removal;
  removal.post_id = id;
  REQUIRE(store::remove_posts(store, {&removal, 1}, now));
}

// One document of the feed.
struct Document {
  explicit Document(const std::string& text) { REQUIRE(xml.load_string(text.c_str())); }

  pugi::xml_node feed() const { return xml.child("feed"); }
  std::vector<std::string> ids(const char* element = "entry") const {
    std::vector<std::string> found;
    for (const auto& node : feed().children(element)) {
      found.emplace_back(*node.name() == 'a' ? node.attribute("ref").value() : node.child_value("id"));
    }
    return found;
  }
  std::vector<std::string> numbers() const {
    std::vector<std::string> found;
    for (const auto& node : feed().children("entry")) found.emplace_back(node.child_value("fb:id"));
    return found;
  }
  // The cursor of a link; empty: there is no such link.
  std::string cursor(const char* rel, const std::string& name) const {
    const std::string href = feed().find_child_by_attribute("link", "rel", rel).attribute("href").value();
    const std::size_t begin = href.find(name + "=");
    return begin == std::string::npos ? "" : href.substr(begin + name.size() + 1);
  }

  pugi::xml_document xml;
};

// Whether xmllint finds the schema kept; what it says otherwise.
std::string judged(const std::string& xml) {
  const tests::TemporaryFolder folder;
  const auto file = folder.path() / "feed.xml";
  std::ofstream(file, std::ios::binary) << xml;
  const std::string schema = FEEDWITNESS_SOURCE_DIR "/tests/views/feed.rng";
  const auto said = tests::run({"/usr/bin/xmllint", "--noout", "--nonet", "--relaxng", schema, file.string()});
  return said.status == 0 ? "" : said.err;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "the feed keeps the schema of Atom, tombstones and the Public Feed API's elements") {
  store::Impression share = post("21", at("2026-03-04T05:10:00Z"), "Look & <see> \"this\"");
  parser::SharedPost shared;
  shared.source = "Lighthouse";
  shared.perma_link = "/lighthouse/posts/77";
  shared.post_id = "77";
  shared.text = "The lamp is lit";
  shared.visibility = parser::Visibility::public_post;
  share.metadata.shared = shared;
  store::Impression odd = post("22", at("2026-03-04T05:11:00Z"), "\x01\xEF\xBF\xBF odd \xFF bytes ]]>");
  odd.metadata.card =
      parser::LinkCard{"external", "https://x.example/a b\"<c>|d", true, "x.example", "A \"title\"", ""};
  show(store, "more", {share, odd, post("23", at("2026-03-04T05:12:00Z"))});
  remove(store, "23");

  CHECK(judged(file("activity/feed")) == "");
  CHECK(judged(file("activity/feed", {{"complete", "true"}})) == "");
  CHECK(judged(file("activity/feed", {{"amount", "1"}, {"source", "https://www.facebook.com/harbourchoir"}})) == "");
  CHECK(judged("<feed xmlns='http://www.w3.org/2005/Atom'/>") != "");
}

TEST_CASE_FIXTURE(Fixture, "an entry holds what the Public Feed API says of a post") {
  const Document document{file("activity/feed", {{"nature", "sponsored"}})};
  const auto entry = document.feed().child("entry");
  const auto object = entry.child("activity:object");

  REQUIRE(document.ids().size() == 1);
  CHECK(std::string{document.feed().find_child_by_attribute("link", "rel", "self").attribute("href").value()} ==
        "/feed?nature=sponsored");
  CHECK(std::string{document.feed().child("access:restriction").attribute("relationship").value()} == "deny");
  CHECK(std::string{entry.child_value("title")} == "Concert, on Saturday");
  CHECK(std::string{entry.child_value("fb:id")} == "1234567890");
  CHECK(std::string{entry.child_value("published")} == "2026-03-04T01:00:00.000Z");
  CHECK(std::string{entry.child_value("updated")} == "2026-03-04T05:00:10.000Z");
  CHECK(std::string{entry.child("author").child_value("name")} == "Harbour \"Choir\"");
  CHECK(std::string{entry.child("author").child_value("uri")} == "https://www.facebook.com/harbourchoir");
  CHECK(std::string{entry.child_value("activity:verb")} == "http://activitystrea.ms/schema/1.0/post/");
  CHECK(std::string{object.child_value("activity:object-type")} == "http://activitystrea.ms/schema/1.0/photo/");
  CHECK(std::string{object.child_value("fb:caption")} == "May be an image of a boat");
  CHECK(std::string{entry.child("category").attribute("term").value()} == "Upload Photos");
  CHECK(std::string{entry.child("link").attribute("href").value()} ==
        "https://www.facebook.com/harbourchoir/posts/1234567890");
  CHECK(std::string{entry.child_value("content")} ==
        "<p>Concert, on Saturday</p>\n<p>Bring a friend</p>\n"
        "<p><a href=\"https://choir.example/s\">Concert</a></p>\n<p>At eight</p>\n");
}

TEST_CASE_FIXTURE(Fixture, "a post is one entry, by its newest impression, and a private one is none") {
  show(store, "again", {post("1234567890", at("2026-03-04T05:30:00Z"), "Sold out")});

  const Document document{file("activity/feed")};

  CHECK(document.numbers() == std::vector<std::string>{"1234567890", ""});
  CHECK(std::string{document.feed().child("entry").child_value("title")} == "Sold out");
  CHECK(std::string{document.feed().child_value("updated")} == "2026-03-04T05:30:00.000Z");
}

TEST_CASE_FIXTURE(Fixture, "what a shared post says is given only where everybody could read it") {
  store::Impression share = post("21", at("2026-03-04T05:10:00Z"), "Look");
  parser::SharedPost shared;
  shared.source = "Lighthouse";
  shared.post_id = "77";
  shared.text = "The lamp is lit";
  for (const bool is_public : {true, false}) {
    shared.visibility = is_public ? parser::Visibility::public_post : parser::Visibility::unknown;
    share.metadata.shared = shared;
    show(store, is_public ? "open" : "closed", {share});
    share.time += std::chrono::minutes{1};

    const std::string text = file("activity/feed");
    const Document document{text};

    const auto entry = document.feed().child("entry");
    CHECK(std::string{entry.child_value("activity:verb")} == "http://activitystrea.ms/schema/1.0/share/");
    CHECK(std::string{entry.child("activity:object").child("author").child_value("name")} == "Lighthouse");
    CHECK(std::string{entry.child("activity:object").child_value("id")} != entry.child_value("id"));
    CHECK((text.find("The lamp is lit") != std::string::npos) == is_public);
  }
}

TEST_CASE_FIXTURE(Fixture, "a removed post is a tombstone: its entry's id and a time, and nothing else") {
  const std::string id = Document{file("activity/feed", {{"nature", "sponsored"}})}.ids().front();
  remove(store, "1234567890");
  remove(store, "55");  // was never here

  const std::string text = file("activity/feed");
  const Document document{text};

  CHECK(document.ids("at:deleted-entry") == std::vector{id});
  const auto tombstone = document.feed().child("at:deleted-entry");
  CHECK(std::string{tombstone.attribute("when").value()} == format_time(kNow));
  CHECK_FALSE(tombstone.first_child());
  CHECK(text.find("1234567890") == std::string::npos);
  CHECK(text.find("Concert") == std::string::npos);
  CHECK(id.find("1234567890") == std::string::npos);
  CHECK(Document{file("activity/feed", {{"source", "https://www.facebook.com/x"}})}.ids("at:deleted-entry").size() ==
        1);
}

TEST_CASE_FIXTURE(Fixture,
                  "a post that turns out not to be public is a tombstone, unless another impression shows it") {
  const auto close = [&](const std::string& uuid, const std::string& id) {
    show(store, uuid, {post(id, at("2026-03-04T05:10:00Z"))});
    store::Impression closed;
    closed.time = at("2026-03-04T05:10:10Z");
    closed.update = true;
    show(store, uuid, {closed});
  };
  close("one", "31");
  CHECK(Document{file("activity/feed")}.ids("at:deleted-entry").size() == 1);

  close("two", "1234567890");
  const Document document{file("activity/feed")};
  CHECK(document.ids("at:deleted-entry").size() == 1);
  CHECK(document.numbers() == std::vector<std::string>{"", "1234567890"});
}

TEST_CASE_FIXTURE(Fixture, "a feed is of a source, of a nature, of a label") {
  show(store, "more",
       {post("31", at("2026-03-04T05:10:00Z"), "The #ferry is late"), post("32", at("2026-03-04T05:11:00Z"))});
  const auto numbers = [&](const views::Parameters& parameters) {
    return Document{file("activity/feed", parameters)}.numbers();
  };

  CHECK(numbers({{"source", "https://www.facebook.com/harbour.choir"}}) == std::vector<std::string>{"32", "31"});
  CHECK(numbers({{"source", "http://m.facebook.com/harbour.choir/?ref=x"}}) == std::vector<std::string>{"32", "31"});
  CHECK(numbers({{"nature", "sponsored"}}) == std::vector<std::string>{"1234567890"});
  CHECK(numbers({{"nature", "organic"}, {"source", "https://www.facebook.com/harbourchoir"}}).empty());
  CHECK(numbers({{"label", "#ferry"}}) == std::vector<std::string>{"31"});
  CHECK(numbers({{"label", "choir.example"}}) == std::vector<std::string>{"1234567890"});
  const auto id = [&](const views::Parameters& parameters) {
    return std::string{Document{file("activity/feed", parameters)}.feed().child_value("id")};
  };
  CHECK(id({}) != id({{"label", "#ferry"}}));
  CHECK(id({{"amount", "1"}}) == id({}));
}

TEST_CASE_FIXTURE(Fixture, "what no link of the feed says is refused") {
  for (const char* cursor : {"x", "1.1.1", "1.1.1.1.1", "1.2.1.1", "1.1.1.-1", "1.1.1.1 ", ".1.1.1", "1,1,1,1"}) {
    CAPTURE(cursor);
    CHECK(refusal("activity/feed", {{"after", cursor}}) == "after is taken from a link of the feed");
    CHECK_FALSE(views::activity::read_cursor(cursor));
  }
  CHECK(refusal("activity/feed", {{"after", "1.1.1.1"}, {"before", "1.1.1.1"}}) == "after or before, not both");
  refusal("activity/feed", {{"complete", "true"}, {"label", "x"}});
  refusal("activity/feed", {{"amount", "1001"}});
}

TEST_CASE_FIXTURE(Fixture, "the twin in Activity Streams 2.0 has the same items with the same ids") {
  show(store, "more", {post("31", at("2026-03-04T05:10:00Z"))});
  remove(store, "31");
  const Document document{file("activity/feed")};

  const json::object page = this->document("activity/feed", {{"format", "as2"}, {"amount", "2"}});
  const json::array& items = page.at("orderedItems").as_array();

  CHECK(page.at("@context") == "https://www.w3.org/ns/activitystreams");
  CHECK(page.at("type") == "OrderedCollectionPage");
  CHECK(page.at("next").as_string().starts_with("/feed?format=as2&amount=2&after="));
  REQUIRE(items.size() == 2);
  CHECK(items[0] == json::object{{"type", "Tombstone"},
                                 {"id", document.ids("at:deleted-entry").front()},
                                 {"deleted", format_time(kNow)}});
  CHECK(items[1].at("type") == "Create");
  CHECK(items[1].at("object").at("id").as_string() == document.ids().front());
  CHECK(
      this->document("activity/feed", {{"format", "as2"}, {"complete", "true"}}).at("orderedItems").as_array().size() ==
      3);
}

TEST_CASE_FIXTURE(Fixture, "links lead back through the same door, with the token where there is one") {
  std::string text;
  const views::Links links{.address = "http://127.0.0.1:8642", .version = {}, .token = "abc"};
  REQUIRE(views::ask(
      *views::find("activity/feed"), store, {{"amount", "1"}, {"label", "a b&c"}}, kNow,
      [&](std::string_view piece) {
        text += piece;
        return true;
      },
      links));

  const Document document{text};
  CHECK(std::string{document.feed().find_child_by_attribute("link", "rel", "self").attribute("href").value()} ==
        "http://127.0.0.1:8642/feed?label=a%20b%26c&amount=1&access_token=abc");
}

// ---- Walks

namespace {

// A store of invented posts that changes while it is walked.
struct Changing : Fixture {
  void add_new() {
    const std::string id = std::to_string(next_++);
    show(store, "t" + std::to_string(timelines_++), {post(id, soon())});
  }
  void show_again() {
    if (here.empty()) return;
    show(store, "t" + std::to_string(timelines_++), {post(any(), soon())});
  }
  void remove_one() {
    if (here.empty()) return;
    const std::string id = any();
    here.erase(id);
    remove(store, id, soon());
  }
  void change() {
    switch (random() % 3) {
      case 0: return add_new();
      case 1: return show_again();
      default: return remove_one();
    }
  }
  std::string any() { return *std::next(here.begin(), static_cast<std::ptrdiff_t>(random() % here.size())); }
  // Several impressions of the same time, now and then.
  Time soon() { return clock_ += std::chrono::seconds{random() % 2}; }

  std::set<std::string> here;  // posts that were there at the beginning of the walk and still are
  std::minstd_rand random{7};  // NOLINT(cert-msc32-c,cert-msc51-cpp): a failure must come again

 private:
  int next_ = 100'000;
  int timelines_ = 0;
  Time clock_ = at("2026-03-04T06:00:00Z");
};

// Every entry of a walk from page to page, by number.
std::vector<std::string> walk(Changing& changing, views::Parameters parameters, const char* rel,
                              const std::string& name) {
  std::vector<std::string> seen;
  while (true) {
    const Document document{changing.file("activity/feed", parameters)};
    auto numbers = document.numbers();
    CHECK(numbers.size() <= 7);
    if (name == "before") std::reverse(numbers.begin(), numbers.end());
    seen.insert(seen.end(), numbers.begin(), numbers.end());
    const std::string cursor = document.cursor(rel, name);
    if (cursor.empty()) return seen;
    parameters[name] = cursor;
    for (int i = 0; i < 3; ++i) changing.change();
  }
}

void check_once(const Changing& changing, const std::vector<std::string>& seen) {
  const std::set<std::string> different{seen.begin(), seen.end()};
  CHECK(different.size() == seen.size());
  for (const std::string& id : changing.here) CHECK(different.contains(id));
}

}  // namespace

TEST_CASE_FIXTURE(Changing, "walking the pages in either direction gives every post once, while posts come and go") {
  for (int i = 0; i < 120; ++i) {
    add_new();
    here.insert(std::to_string(100'000 + i));
    if (i % 5 == 0) show_again();
    if (i % 9 == 0) remove_one();
  }
  views::Parameters parameters{{"amount", "7"}};

  SUBCASE("from the newest") { check_once(*this, walk(*this, parameters, "next", "after")); }
  SUBCASE("from the oldest") {
    parameters["before"] = Document{file("activity/feed", parameters)}.cursor("last", "before");
    check_once(*this, walk(*this, parameters, "previous", "before"));
  }
  SUBCASE("of one source") {
    parameters["source"] = "https://www.facebook.com/harbour.choir";
    check_once(*this, walk(*this, parameters, "next", "after"));
  }
}

TEST_CASE_FIXTURE(Changing, "forth and back again gives the same pages, and the whole feed is their sum") {
  for (int i = 0; i < 40; ++i) add_new();
  for (int i = 0; i < 10; ++i) change();
  const Document whole{file("activity/feed", {{"complete", "true"}})};
  std::vector<std::string> forth;
  std::vector<std::string> back;
  views::Parameters parameters{{"amount", "7"}};

  std::string previous;
  while (true) {
    const Document page{file("activity/feed", parameters)};
    for (const auto& node : page.feed().children()) {
      if (std::string_view{node.name()} == "entry") forth.emplace_back(node.child_value("id"));
      if (node.attribute("ref")) forth.emplace_back(node.attribute("ref").value());
    }
    previous = page.cursor("previous", "before");
    const std::string next = page.cursor("next", "after");
    if (next.empty()) break;
    parameters["after"] = next;
  }
  parameters = {{"amount", "7"}};
  for (std::string cursor = previous; !cursor.empty();) {
    parameters["before"] = cursor;
    const Document page{file("activity/feed", parameters)};
    const auto ids = page.ids();
    back.insert(back.begin(), ids.begin(), ids.end());
    cursor = page.cursor("previous", "before");
  }

  auto all = whole.ids();
  const auto gone = whole.ids("at:deleted-entry");
  CHECK(forth.size() == all.size() + gone.size());
  CHECK(back.size() < all.size());
  CHECK(std::equal(back.begin(), back.end(), all.begin()));
  std::string last;
  for (const auto& entry : whole.feed().children("entry")) {
    const std::string updated = entry.child_value("updated");
    CHECK((last.empty() || updated <= last));
    last = updated;
  }
  std::sort(all.begin(), all.end());
  CHECK(std::adjacent_find(all.begin(), all.end()) == all.end());
}
