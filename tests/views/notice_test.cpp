#include "views/activity/notice.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace feedwitness;  // NOLINT(google-build-using-namespace)
using views::activity::Notice;
using views::activity::read_notice;

namespace {

Notice read(const std::string& xml) {
  const auto notice = read_notice(xml);
  REQUIRE_MESSAGE(notice, (notice ? "" : notice.error().message));
  return *notice;
}

// The post that a notice of one entry names: its id, else its permalink, else nothing.
std::string named(const std::string& xml) {
  const Notice notice = read(xml);
  if (notice.removals.size() != 1) return {};
  const store::Removal& removal = notice.removals.front();
  CHECK(removal.source_links.empty());
  return removal.post_id.empty() ? removal.perma_link : removal.post_id;
}

std::string entry(const std::string& fields, const std::string& verb = "http://activitystrea.ms/schema/1.0/delete/") {
  return "<entry>" + fields + "<activity:verb>" + verb + "</activity:verb></entry>";
}

ErrorCode refused(const std::string& xml) {
  const auto notice = read_notice(xml);
  REQUIRE_FALSE(notice);
  return notice.error().code;
}

}  // namespace

TEST_CASE("a notice names a post by its permalink, in every form of the site's and however often it is escaped") {
  for (const char* id : {"http://www.facebook.com/permalink.php?id=1001&amp;amp;story_fbid=2002",
                         "http://www.facebook.com/permalink.php?id=1001&amp;story_fbid=2002",
                         "http://www.facebook.com/permalink.php?id=1001&story_fbid=2002",
                         "\n   https://m.facebook.com/story.php?story_fbid=2002&amp;id=1001  \n",
                         "https://www.facebook.com/quillhaven/posts/2002", "2002", "1001_2002",
                         "<![CDATA[https://www.facebook.com/photo.php?fbid=7&set=pcb.2002]]>"}) {
    CAPTURE(id);
    CHECK(named(entry("<id>" + std::string{id} + "</id>")) == "2002");
  }
  CHECK(named(entry("<id>https://www.facebook.com/share/p/harbour7/</id>")) == "/share/p/harbour7");
}

TEST_CASE("a notice whose permalink cannot be read names the post by its number, or by a link") {
  CHECK(named(entry("<id>http://www.facebook.com/photo.php?pid=9&id=9</id><fb:id>2002</fb:id>")) == "2002");
  CHECK(named(entry("<fb:id>2002</fb:id><author><fb:id>1001</fb:id></author>")) == "2002");
  CHECK(named(entry("<id>tag:x</id><link href='https://www.facebook.com/quillhaven/posts/2002'/>")) == "2002");
}

TEST_CASE("a verb may be broken at its end, and only a delete removes") {
  const std::string id = "<id>https://www.facebook.com/quillhaven/posts/2002</id>";

  for (const char* verb :
       {"http://activitystrea.ms/schema/1.0/delete[CB24] /", "http://activitystrea.ms/schema/1.0/delete",
        "  http://activitystrea.ms/schema/1.0/delete/\n", "delete"}) {
    CAPTURE(verb);
    CHECK(named(entry(id, verb)) == "2002");
  }
  for (const char* verb : {"http://activitystrea.ms/schema/1.0/post/", "http://activitystrea.ms/schema/1.0/deleted",
                           "http://activitystrea.ms/schema/1.0/share/", ""}) {
    CAPTURE(verb);
    const Notice notice = read(entry(id + "<deleted>2026-04-29T17:30:59-07:00</deleted>", verb));
    CHECK(notice.removals.empty());
    CHECK(notice.others == 1);
  }
  CHECK(named("<entry>" + id + "<deleted>2026-04-29T17:30:59-07:00</deleted></entry>") == "2002");
}

TEST_CASE("a notice without a post means all of its author") {
  const Notice notice = read(entry(R"(
    <deleted>2026-04-29T16:43:22-07:00</deleted>
    <author>
      <name>Ada Quill</name>
      <fb:id>1001</fb:id>
      <permanent_uri>
        http://www.facebook.com/profile.php?id=1001
      </permanent_uri>
      <fb:display_uri>http://www.facebook.com/quill.haven</fb:display_uri>
    </author>)"));

  REQUIRE(notice.removals.size() == 1);
  const store::Removal& removal = notice.removals.front();
  CHECK(removal.post_id.empty());
  CHECK(removal.source_id == "1001");
  CHECK(removal.source_links == std::vector<std::string>{"https://www.facebook.com/profile.php?id=1001",
                                                         "https://www.facebook.com/quill.haven"});
}

TEST_CASE("an id that cannot be read never means the author") {
  const std::string author = "<author><fb:id>1001</fb:id></author>";

  for (const char* id : {"<id></id>", "<id>urn:uuid:1</id>", "<id>http://www.facebook.com/</id>", "<fb:id>x</fb:id>"}) {
    CAPTURE(id);
    const Notice notice = read(entry(id + author));
    CHECK(notice.removals.empty());
    CHECK(notice.unreadable == 1);
  }
  CHECK(read(entry("<author><name>Ada Quill</name></author>")).unreadable == 1);
  CHECK(read(entry("")).unreadable == 1);
}

TEST_CASE("a whole feed is read, with prefixes, tombstones and entries that remove nothing") {
  const Notice notice = read(R"(<?xml version="1.0" encoding="utf-8"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:f="http://www.facebook.com" xmlns:v="http://activitystrea.ms/spec/1.0/"
  xmlns:t="http://purl.org/atompub/tombstones/1.0">
  <!-- no <!DOCTYPE here -->
  <a:title><![CDATA[ <!DOCTYPE x> ]]></a:title>
  <a:entry><f:id>3001</f:id><v:verb>http://activitystrea.ms/schema/1.0/delete</v:verb></a:entry>
  <t:deleted-entry ref="https://www.facebook.com/quillhaven/posts/3002" when="2026-04-29T16:43:22Z"/>
  <t:deleted-entry ref="yt:video:1" when="2026-04-29T16:43:22Z"><a:link href="https://www.facebook.com/reel/3003"/></t:deleted-entry>
  <t:deleted-entry ref="yt:video:2" when="2026-04-29T16:43:22Z"/>
  <a:entry><a:id>1</a:id><v:verb>http://activitystrea.ms/schema/1.0/post/</v:verb></a:entry>
</a:feed>)");

  REQUIRE(notice.removals.size() == 3);
  CHECK(notice.removals[0].post_id == "3001");
  CHECK(notice.removals[1].post_id == "3002");
  CHECK(notice.removals[2].post_id == "3003");
  CHECK(notice.unreadable == 1);
  CHECK(notice.others == 1);
}

TEST_CASE("entries one after the other are read, and attributes without a space between them") {
  const Notice notice = read(R"(<entry><id>1</id><category term="Status Update"label="Status Update" /></entry>)" +
                             entry("<id>3001</id>") + "\n" + entry("<id>3002</id>"));

  CHECK(notice.removals.size() == 2);
  CHECK(notice.others == 1);
}

TEST_CASE("a document type, entities and what is no notice are refused") {
  CHECK(refused("<!DOCTYPE feed [<!ENTITY a 'b'>]><feed>&a;</feed>") == ErrorCode::bad_request);
  CHECK(refused("<!DOCTYPE feed SYSTEM 'http://127.0.0.1/x.dtd'><feed/>") == ErrorCode::bad_request);
  CHECK(refused("<feed><!ENTITY a 'b'></feed>") == ErrorCode::bad_request);
  CHECK(refused("<!doctype feed><feed/>") == ErrorCode::bad_request);
  for (const char* other : {"no XML", "<feed>", "<feed></entry>", "<html/>", "{}", "<entry a=b/>"}) {
    CAPTURE(other);
    CHECK(refused(other) == ErrorCode::bad_request);
  }
  CHECK(refused(std::string{"<\0f\0e\0e\0d\0/\0>\0", 14}) == ErrorCode::bad_request);
}

TEST_CASE("a notice is bounded in size, in depth and in what it names") {
  std::string deep;
  for (int i = 0; i < 33; ++i) deep += "<a>";
  CHECK(refused(deep) == ErrorCode::bad_request);
  CHECK(refused(std::string(views::activity::kLargestNotice + 1, ' ')) == ErrorCode::too_large);
  std::string many;
  for (std::size_t i = 0; i <= views::activity::kMostRemovals; ++i) many += entry("<id>" + std::to_string(i) + "</id>");
  CHECK(refused(many) == ErrorCode::too_large);
}
