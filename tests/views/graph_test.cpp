#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "store/inner.h"
#include "tests/views/graph_store.h"
#include "views/graph/grammar.h"
#include "views/graph/json_path.h"
#include "views/graph/moment.h"
#include "views/graph/paging.h"
#include "views/link.h"
#include "views/route.h"

using namespace feedwitness;
using tests::GraphStore;
using tests::kNow;
namespace graph = feedwitness::views::graph;
namespace json = boost::json;

namespace {

Result<json::value> ask(store::Store& store, std::string_view method, const std::string& target) {
  const auto routed = views::route(method, target);
  if (!routed) return routed.error();
  std::string body;
  const auto asked = views::ask_for_file(*routed->view, store, routed->parameters, kNow, [&](std::string_view piece) {
    body += piece;
    return true;
  });
  if (!asked) return asked.error();
  return json::parse(body);
}

json::object got(store::Store& store, const std::string& target) {
  const auto answer = ask(store, "GET", target);
  REQUIRE_MESSAGE(answer, (answer ? "" : answer.error().message));
  return answer->as_object();
}

std::string refusal(store::Store& store, std::string_view method, const std::string& target) {
  const auto answer = ask(store, method, target);
  REQUIRE_FALSE(answer);
  return answer.error().message;
}

std::vector<std::string> ids_of(const json::object& page) {
  std::vector<std::string> ids;
  for (const json::value& row : page.at("data").as_array()) ids.push_back(json::value_to<std::string>(row.at("id")));
  return ids;
}

std::string link_of(const json::object& page, std::string_view name) {
  const json::value* paging = page.if_contains("paging");
  const json::value* link = paging == nullptr ? nullptr : paging->as_object().if_contains(name);
  return link == nullptr ? std::string{} : json::value_to<std::string>(*link);
}

// 40 posts of one publisher, in pairs of one second each.
struct ManyPosts {
  ManyPosts() : store(tests::Fixture::open(folder.path())) {
    for (int i = 0; i < 40; ++i) add(i);
  }

  void add(int i) {
    store::Capture capture;
    capture.timeline = {"t" + std::to_string(i), kNow, "https://www.facebook.com/", "facebook", "feed"};
    auto impression = GraphStore::post(id(i), "2026-01-01T00:00:00Z", "Post " + std::to_string(i));
    impression.metadata.publication_time->time += std::chrono::seconds{i / 2};
    impression.order = 1;
    impression.time = kNow;
    capture.impressions.push_back(impression);
    REQUIRE(store.add({&capture, 1}, kNow));
  }
  void remove(int i) {
    store::Deletion deletion;
    deletion.post_id = id(i);
    REQUIRE(store.remove(deletion, kNow));
  }
  static std::string id(int i) { return std::to_string(500'000 + i); }
  static std::string full_id(int i) { return "700100200300_" + id(i); }

  // Every id on the way along one kind of link; `between` happens after each page.
  std::vector<std::string> walk(std::string target, std::string_view link, const std::function<void()>& between = {}) {
    std::vector<std::string> ids;
    while (!target.empty()) {
      const json::object page = got(store, target);
      const auto some = ids_of(page);
      ids.insert(link == "next" ? ids.end() : ids.begin(), some.begin(), some.end());
      last = target;
      target = link_of(page, link);
      if (between) between();
    }
    return ids;
  }

  std::vector<std::string> all(bool ascending) const {
    std::vector<std::string> ids;
    for (int i = 0; i < 40; ++i) ids.push_back(full_id(i));
    if (!ascending) std::reverse(ids.begin(), ids.end());
    return ids;
  }

  tests::TemporaryFolder folder;
  store::Store store;
  std::string last;  // the last page's target
};

// Counts what SQLite is asked.
struct Statements {
  explicit Statements(store::Store& store) : handle{store.inner().database.handle()} {
    sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, &Statements::hear, this);
  }
  ~Statements() { sqlite3_trace_v2(handle, 0, nullptr, nullptr); }
  static int hear(unsigned /*event*/, void* self, void* /*statement*/, void* /*text*/) {
    ++static_cast<Statements*>(self)->count;
    return 0;
  }

  sqlite3* handle;
  int count = 0;
};

}  // namespace

// ---- Paging

TEST_CASE_FIXTURE(ManyPosts, "walking pages in each of the three ways gives every row once, forwards and backwards") {
  for (const std::string order : {"chronological", "reverse_chronological"}) {
    for (const std::string way : {"", "&since=2026-01-01&until=2026-01-02", "&offset=0"}) {
      for (const std::string edge : {"me/feed", "700100200300/posts"}) {
        CAPTURE(order);
        CAPTURE(way);
        const auto expected = all(order == "chronological");

        CHECK(walk("/graph/" + edge + "?fields=id&limit=7&order=" + order + way, "next") == expected);
        // The last page is not followed, and the first is not preceded.
        const auto back = walk(last, "previous");
        CHECK(std::set<std::string>(back.begin(), back.end()).size() == back.size());
        CHECK(back == expected);
      }
    }
  }
}

TEST_CASE_FIXTURE(ManyPosts, "what is there all the time is given once, while rows come and go between the pages") {
  for (const std::string way : {"", "&since=2026-01-01&until=2026-01-02"}) {
    int step = 0;
    const auto change = [&] {
      if (step < 6) remove(step * 6);    // on pages that were given, and on pages to come
      if (step < 6) add(60 + 2 * step);  // newer than the first page
      ++step;
    };

    const auto ids = walk("/graph/me/feed?fields=id&limit=7" + way, "next", change);

    for (int i = 0; i < 40; ++i) {
      if (i % 6 == 0 && i < 36) continue;
      CAPTURE(i);
      CHECK(std::count(ids.begin(), ids.end(), full_id(i)) == 1);
    }
    for (int i = 0; i < 36; i += 6) add(i);
  }
}

TEST_CASE_FIXTURE(ManyPosts, "a cursor stays where it was when its own row is deleted") {
  const json::object page = got(store, "/graph/me/feed?fields=id&limit=2");
  const std::string next = link_of(page, "next");
  remove(38);

  CHECK(ids_of(got(store, next)) == std::vector{full_id(37), full_id(36)});
}

TEST_CASE_FIXTURE(ManyPosts, "a cursor is of its list, its order and its store, and says nothing when it is changed") {
  const json::object page = got(store, "/graph/me/feed?fields=id&limit=2");
  const std::string cursor = json::value_to<std::string>(page.at("paging").at("cursors").at("after"));
  const ManyPosts other;
  auto changed = cursor;
  changed[3] = changed[3] == 'A' ? 'B' : 'A';

  CHECK(ids_of(got(store, "/graph/me/posts?fields=id&limit=2")).size() == 2);
  for (const std::string& target : std::vector<std::string>{
           "/graph/700100200300/feed?after=" + cursor, "/graph/me/feed?order=chronological&after=" + cursor,
           "/graph/me/feed?after=" + changed, "/graph/me/feed?after=" + cursor.substr(0, cursor.size() - 2),
           std::string{"/graph/me/feed?fields=id&before=%00"}}) {
    CAPTURE(target);
    CHECK(refusal(store, "GET", target).starts_with("(#100/2349049)"));
  }
  const std::string post_cursor = json::value_to<std::string>(
      got(store, "/graph/" + full_id(39) + "/impressions").at("paging").at("cursors").at("after"));
  CHECK(refusal(store, "GET", "/graph/me/feed?fields=impressions.after(" + post_cursor + ")").starts_with("(#100)"));
  CHECK(refusal(const_cast<store::Store&>(other.store), "GET", "/graph/me/feed?after=" + cursor)
            .starts_with("(#100/2349049)"));
}

// ---- Expansion

TEST_CASE("an expansion of three levels over a hundred posts is a bounded number of statements") {
  ManyPosts many;
  for (int i = 40; i < 110; ++i) many.add(i);
  const auto count = [&](int limit) {
    Statements statements{many.store};
    const auto page = got(many.store, "/graph/me/feed?limit=" + std::to_string(limit) +
                                          "&fields=message,impressions.limit(2){order,annotations.limit(2){value}}");
    CHECK(page.at("data").as_array().size() == static_cast<std::size_t>(limit));
    return statements.count;
  };

  CHECK(count(100) == count(3));
  CHECK(count(100) <= 8);
}

TEST_CASE_FIXTURE(GraphStore, "a private impression has its order and its time, and no content at any depth") {
  const auto page = got(store,
                        "/graph/me/timelines?limit=1&fields=impressions{order,visibility,message,from,post,nature,"
                        "reactions,seen_ratio,impression_id}");
  const auto& rows = page.at("data").at(0).at("impressions").at("data").as_array();

  const json::object& hidden = rows.back().as_object();
  CHECK(hidden.at("visibility") == "private");
  CHECK(hidden.at("reactions") == json::parse(R"({"data":[],"summary":{}})"));
  CHECK(hidden.size() == 4);  // and its id
}

TEST_CASE_FIXTURE(GraphStore, "a modifier may stand before or behind the braces, and in any order") {
  const auto one = got(store, "/graph/me?fields=feed.limit(2).order(chronological){message}");

  CHECK(got(store, "/graph/me?fields=feed{message}.order(chronological).limit(2)") == one);
  CHECK(got(store, "/graph/me?fields=feed.fields(message).limit(2).order(chronological)") == one);
}

TEST_CASE_FIXTURE(GraphStore, "metadata=1 names every field and edge of the type") {
  const auto metadata = got(store, "/graph/900003?metadata=1").at("metadata").as_object();

  CHECK(metadata.at("type") == "Photo");
  CHECK(metadata.at("connections").at("annotations") == "/graph/900003/annotations");
  const auto& fields = metadata.at("fields").as_array();
  CHECK(std::any_of(fields.begin(), fields.end(),
                    [](const json::value& field) { return field.at("name") == "alt_text"; }));
}

TEST_CASE("an empty store has a supporter, and nothing else") {
  const tests::TemporaryFolder folder;
  auto store = tests::Fixture::open(folder.path());

  CHECK(json::value_to<std::string>(got(store, "/graph/me").at("name")) == store.supporter()->pseudonym);
  for (const std::string edge : {"feed", "timelines", "impressions", "annotations"}) {
    CHECK(got(store, "/graph/me/" + edge + "?summary=1").at("summary").at("total_count") == 0);
  }
  CHECK(refusal(store, "GET", "/graph/900003").starts_with("(#100/33)"));
}

// ---- Writing

TEST_CASE_FIXTURE(GraphStore, "a label of a codebook has a name, a value, a coder and a time, on any node") {
  const auto timeline = ids_of(got(store, "/graph/me/timelines?limit=1")).front();
  for (const std::string& node :
       {std::string{"900002"}, std::string{"700100200300"}, timeline, timeline + "_1", std::string{"act_harrow.cycles"},
        std::string{"https%3A%2F%2Fharrow.example%2Fspring"}}) {
    CAPTURE(node);
    const auto made =
        ask(store, "POST", "/graph/" + node + "/annotations?name=topic&value=ferries&coder=Petronella&time=2026-03-01");
    REQUIRE_MESSAGE(made, (made ? "" : made.error().message));
    const auto id = json::value_to<std::string>(made->at("id"));

    const auto page = got(store, "/graph/" + node + "/annotations?fields=name,value,coder,created_time&limit=1");
    CHECK(page.at("data").at(0).as_object() == json::object{{"name", "topic"},
                                                            {"value", "ferries"},
                                                            {"coder", "Petronella"},
                                                            {"created_time", "2026-03-01T00:00:00+0000"},
                                                            {"id", id}});
    CHECK(got(store, "/graph?id=" + id).at("value") == "ferries");
    CHECK(got(store, "/graph/" + views::encoded(id)).at("value") == "ferries");
  }
  CHECK(got(store, "/graph/me/annotations?summary=1").at("summary").at("total_count") == 6);
}

TEST_CASE_FIXTURE(GraphStore, "what is not the supporter's own is not published, changed or deleted") {
  CHECK(refusal(store, "POST", "/graph/me/feed?message=x").starts_with("(#200)"));
  CHECK(refusal(store, "POST", "/graph/900002/annotations").starts_with("(#100)"));
  CHECK(refusal(store, "POST", "/graph/nobody/annotations?value=x").starts_with("(#100/33)"));
  CHECK(refusal(store, "DELETE", "/graph/me").starts_with("(#200)"));
  CHECK(refusal(store, "DELETE", "/graph/me_note9").starts_with("(#100/33)"));
  CHECK(got(store, "/graph/me/feed?summary=1").at("summary").at("total_count") == 6);
}

TEST_CASE_FIXTURE(GraphStore, "a deletion can be counted before, and takes a page with its posts and notes") {
  REQUIRE(ask(store, "POST", "/graph/900002/annotations?value=x"));
  const auto counted = ask(store, "DELETE", "/graph/700100200300?dryRun=true");
  CHECK(counted->at("annotations") == 1);
  CHECK(counted->at("impressions") == 8);

  CHECK(ask(store, "DELETE", "/graph/700100200300")->at("success") == true);

  CHECK(ids_of(got(store, "/graph/me/feed")) == std::vector<std::string>{"harrow.cycles_800001"});
  CHECK(got(store, "/graph/me/annotations").at("data").as_array().empty());
}

TEST_CASE_FIXTURE(GraphStore, "the person's export holds their notes") {
  REQUIRE(ask(store, "POST", "/graph/900002/annotations?name=topic&value=ferries"));
  std::string text;
  REQUIRE(views::ask(*views::find("fbtrex/exporter"), store, {}, kNow, [&](std::string_view piece) {
    text += piece;
    return true;
  }));

  CHECK(text.find(R"("kind":"annotation","about":"post","node":"900002","name":"topic","value":"ferries")") !=
        std::string::npos);
}

// ---- Batch

TEST_CASE_FIXTURE(GraphStore,
                  "a call of a batch that depends on one that failed fails, and what is asked to be told is told") {
  const auto answer =
      ask(store, "POST",
          "/graph?batch=[{\"name\":\"a\",\"relative_url\":\"nobody\"},"
          "{\"depends_on\":\"a\",\"relative_url\":\"me\"},"
          "{\"name\":\"b\",\"omit_response_on_success\":false,\"relative_url\":\"me?fields=id\"},"
          "{\"method\":\"POST\",\"relative_url\":\"{result=b:$.id}/annotations\",\"body\":\"value=a+b\"},"
          "{\"method\":\"POST\",\"relative_url\":\"\",\"body\":\"batch=[]\"}]");
  REQUIRE_MESSAGE(answer, (answer ? "" : answer.error().message));
  const auto& list = answer->as_array();
  REQUIRE(list.size() == 5);

  CHECK(list[0].at("code") == 400);
  CHECK(json::serialize(list[1]).find("depends on failed") != std::string::npos);
  CHECK(list[2].at("code") == 200);
  CHECK(list[3].at("code") == 200);
  CHECK(got(store, "/graph/me_note1").at("value") == "a b");
  CHECK(json::serialize(list[4]).find("a batch holds no batch") != std::string::npos);
}

TEST_CASE("a path in a result names what is there") {
  const std::string text = R"({"data":[{"id":"1","from":{"name":"A"}},{"id":2}],"id":"x"})";
  using Texts = std::vector<std::string>;

  CHECK(*graph::values_at(text, "$.data.*.id") == Texts{"1", "2"});
  CHECK(*graph::values_at(text, "$.data[*].from.name") == Texts{"A"});
  CHECK(*graph::values_at(text, "$.data[1].id") == Texts{"2"});
  CHECK(*graph::values_at(text, "$.data") == Texts{});
  CHECK_FALSE(graph::values_at(text, "data"));
}

// ---- Grammar and times

TEST_CASE("fields are read whatever their spaces, and written as they read") {
  const auto items = graph::read_fields(" id , feed . limit(3) { message , from }.order(chronological)");
  REQUIRE(items);
  CHECK(graph::text_of(*items) == "id,feed.limit(3).order(chronological){message,from}");
}

TEST_CASE("what is no list of fields is refused with its place, and so is what is too deep or too long") {
  for (const char* text : {"", ",", "a,", "a.b", "a.limit", "a.limit(3", "a{", "a{}", "a}", "a.limit(1).limit(2)",
                           "a.colour(1)", "a b", "a{b}{c}", "é", "a,b,a"}) {
    CAPTURE(text);
    const auto items = graph::read_fields(text);
    REQUIRE_FALSE(items);
    CHECK(items.error().message.starts_with("(#2500) Syntax error: expected "));
  }
  CHECK(graph::read_fields("a{b{c{d{e}}}}"));
  CHECK_FALSE(graph::read_fields("a{b{c{d{e{f}}}}}"));
  CHECK_FALSE(graph::read_fields(std::string(100'000, '{')));
  std::string many = "a";
  for (int i = 0; i < 200; ++i) many += ",a" + std::to_string(i);
  CHECK_FALSE(graph::read_fields(many));
}

TEST_CASE("since and until take what people write for a time") {
  using tests::at;
  CHECK(graph::read_moment("1512694848", kNow) == at("2017-12-08T01:00:48Z"));
  CHECK(graph::read_moment("2017-12-08", kNow) == at("2017-12-08T00:00:00Z"));
  CHECK(graph::read_moment("2017-12-08 01:08", kNow) == at("2017-12-08T01:08:00Z"));
  CHECK(graph::read_moment("2017-12-08T01:08:57+0200", kNow) == at("2017-12-07T23:08:57Z"));
  CHECK(graph::read_moment("yesterday", kNow) == at("2026-03-03T00:00:00Z"));
  CHECK(graph::read_moment("-2 weeks", kNow) == at("2026-02-18T06:00:00Z"));
  for (const char* text : {"", "tomorrow?", "-x days", "99999999999999", "2017-13-01", "-1 fortnight"})
    CHECK_FALSE(graph::read_moment(text, kNow));
  CHECK(graph::format_moment(at("2017-12-08T01:08:57Z")) == "2017-12-08T01:08:57+0000");
}

TEST_CASE_FIXTURE(GraphStore, "a post stands in a page of one's own without anything that runs or loads") {
  store::Capture capture{{"three", kNow, "https://www.facebook.com/", "facebook", "feed"},
                         {post("900009", "2026-03-04T00:00:00Z", "<script>alert(1)</script>\n\"'&")},
                         {}};
  capture.impressions[0].order = 1;
  capture.impressions[0].time = kNow;
  REQUIRE(store.add({&capture, 1}, kNow));

  const auto answer =
      got(store,
          "/graph/"
          "oembed_post?maxwidth=300&url=https%3A%2F%2Fwww.facebook.com%2Fpermalink.php%3Fstory_fbid%3D900009%26id%3D7");

  const std::string html = json::value_to<std::string>(answer.at("html"));
  CHECK(html.find("<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>&quot;&#39;&amp;</p>") != std::string::npos);
  for (const char* running : {"<script", "src=", "on=", "<iframe"}) CHECK(html.find(running) == std::string::npos);
  CHECK(answer.at("width") == 300);
  CHECK(refusal(store, "GET", "/graph/oembed_post?url=https://www.facebook.com/tideglass").starts_with("(#100/33)"));
}
