#include "parser/grammar/links.h"

#include <ostream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using feedwitness::parser::external_target;
using feedwitness::parser::is_opaque_link;
using feedwitness::parser::is_site_address;
using feedwitness::parser::Permalink;
using feedwitness::parser::profile_link;
using feedwitness::parser::query_parameter;
using feedwitness::parser::read_permalink;

namespace feedwitness::parser {

std::ostream& operator<<(std::ostream& out, const Permalink& link) {
  return out << link.perma_link << " [" << link.type << "] id=" << link.post_id << " owner=" << link.owner;
}

}  // namespace feedwitness::parser

namespace {

struct Case {
  std::string href;
  Permalink expected;
};

const std::vector<Case> kPermalinks{
    // posts
    {"/harbour.news/posts/1012345678901234",
     {"/harbour.news/posts/1012345678901234", "posts", "1012345678901234", "harbour.news"}},
    {"/harbour.news/posts/1012345678901234:9",
     {"/harbour.news/posts/1012345678901234:9", "posts", "1012345678901234", "harbour.news"}},
    {"https://www.facebook.com/harbour.news/posts/pfbid02AbCdEfGh123?__cft__[0]=AZX&__tn__=%2CO%2CP-R",
     {"/harbour.news/posts/pfbid02AbCdEfGh123", "posts", "pfbid02AbCdEfGh123", "harbour.news"}},
    {"/harbour.news/posts/a-quiet-day/1012345678901234/",
     {"/harbour.news/posts/a-quiet-day/1012345678901234", "posts", "1012345678901234", "harbour.news"}},
    {"/harbour.news/posts/1012345678901234?comment_id=77&comment_tracking=%7B%22tn%22%3A%22R%22%7D",
     {"/harbour.news/posts/1012345678901234", "posts", "1012345678901234", "harbour.news"}},
    {"/permalink.php?story_fbid=3333&id=4444&substory_index=0",
     {"/permalink.php?story_fbid=3333&id=4444", "posts", "3333", "4444"}},
    {"https://m.facebook.com/"
     "story.php?story_fbid=3333&id=4444&refid=17&_ft_=mf_story_key.1%3Atop_level_post_id.2&__tn__=%2AW-R",
     {"/permalink.php?story_fbid=3333&id=4444", "posts", "3333", "4444"}},
    {"https://mbasic.facebook.com/story.php?id=4444&story_fbid=pfbid0AbCdEfGh99",
     {"/permalink.php?story_fbid=pfbid0AbCdEfGh99&id=4444", "posts", "pfbid0AbCdEfGh99", "4444"}},
    {"/story.php?story_fbid=UzpfSTQ0NDQ6MQ%3D%3D&id=4444",
     {"/permalink.php?story_fbid=UzpfSTQ0NDQ6MQ==&id=4444", "posts", "", "4444"}},
    // photos; a set can hold the post
    {"/photo.php?fbid=555&set=a.666.777.4444&type=1", {"/photo.php?fbid=555", "photo", "555", ""}},
    {"https://www.facebook.com/photo/?fbid=555&set=pcb.888&__cft__[0]=AZ", {"/photo.php?fbid=555", "photo", "888", ""}},
    {"/photo?fbid=555&set=gm.999", {"/photo.php?fbid=555", "photo", "999", ""}},
    {"/harbour.news/photos/a.666.777.4444/555/?type=3&theater",
     {"/harbour.news/photos/a.666.777.4444/555", "photo", "555", "harbour.news"}},
    {"/4444/photos/pcb.888/555/?type=3&__tn__=HH-R", {"/4444/photos/pcb.888/555", "photo", "888", "4444"}},
    {"/harbour.news/photos/555", {"/harbour.news/photos/555", "photo", "555", "harbour.news"}},
    {"https://www.facebook.com/media/set/?set=a.811&type=3", {"/media/set?set=a.811", "album", "", ""}},
    // videos
    {"/harbour.news/videos/123456/", {"/harbour.news/videos/123456", "videos", "123456", "harbour.news"}},
    {"/harbour.news/videos/vb.4444/123456/?type=2",
     {"/harbour.news/videos/vb.4444/123456", "videos", "123456", "harbour.news"}},
    {"/harbour.news/videos/pcb.888/123456", {"/harbour.news/videos/pcb.888/123456", "videos", "888", "harbour.news"}},
    {"/harbour.news/videos/the-tide-comes-in/123456/",
     {"/harbour.news/videos/the-tide-comes-in/123456", "videos", "123456", "harbour.news"}},
    {"https://www.facebook.com/watch/?v=123456&ref=sharing", {"/watch?v=123456", "videos", "123456", ""}},
    {"https://www.facebook.com/watch/live/?ref=watch_permalink&v=123456", {"/watch?v=123456", "videos", "123456", ""}},
    {"/video.php?v=123456", {"/watch?v=123456", "videos", "123456", ""}},
    {"https://www.facebook.com/reel/123456/?s=single_unit", {"/reel/123456", "reel", "123456", ""}},
    // groups and events
    {"/groups/rowers/permalink/222/?comment_id=1", {"/groups/rowers/permalink/222", "groups", "222", "rowers"}},
    {"/groups/111/posts/222/", {"/groups/111/posts/222", "groups", "222", "111"}},
    {"/groups/111/222", {"/groups/111/222", "groups", "222", "111"}},
    {"https://mbasic.facebook.com/groups/111?view=permalink&id=222&refid=18",
     {"/groups/111/permalink/222", "groups", "222", "111"}},
    {"https://www.facebook.com/groups/111/?multi_permalinks=222&hoisted_section_header_type=recently_seen",
     {"/groups/111/permalink/222", "groups", "222", "111"}},
    {"/events/333/permalink/444/", {"/events/333/permalink/444", "events", "444", ""}},
    {"/events/333/?ref=3&ref_newsfeed_story_type=regular", {"/events/333", "events", "333", ""}},
    // the rest
    {"/notes/harbour-news/why-the-sea/1212", {"/notes/harbour-news/why-the-sea/1212", "notes", "1212", "harbour-news"}},
    {"https://www.facebook.com/share/p/1AbCdEfGhI/", {"/share/p/1AbCdEfGhI", "share", "", ""}},
    {"/marketplace/item/987/?ref=feed", {"/marketplace/item/987", "marketplace", "987", ""}},
    // names in other scripts, encoded or not; what would change the address stays encoded
    {"/R%C3%A9gates-d-%C3%A9t%C3%A9/posts/12", {"/Régates-d-été/posts/12", "posts", "12", "Régates-d-été"}},
    {"/Régates-d-%C3%A9té/posts/12", {"/Régates-d-été/posts/12", "posts", "12", "Régates-d-été"}},
    {"/a%2Fb/posts/12", {"/a%2Fb/posts/12", "posts", "12", "a%2Fb"}},
    {"/%67roups/111/permalink/222", {"/groups/111/permalink/222", "groups", "222", "111"}},
    // saved, archived, wrapped, other hosts
    {"  https://web.facebook.com/harbour.news/posts/12\n", {"/harbour.news/posts/12", "posts", "12", "harbour.news"}},
    {"HTTPS://ES-LA.Facebook.com:443/harbour.news/posts/12#x",
     {"/harbour.news/posts/12", "posts", "12", "harbour.news"}},
    {"https://web.archive.org/web/20180402190832/https://www.facebook.com/harbour.news/posts/12",
     {"/harbour.news/posts/12", "posts", "12", "harbour.news"}},
    {"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fharbour.news%2Fposts%2F12%3Fref%3Dx&h=AT1",
     {"/harbour.news/posts/12", "posts", "12", "harbour.news"}},
};

const std::vector<std::string> kNoPermalinks{
    "",
    "#",
    "/",
    "?",
    "?__cft__[0]=AZX&__tn__=%2CO",
    "https://www.facebook.com/?__cft__[0]=AZX#?xyz",
    "/harbour.news",
    "/harbour.news/photos",
    "/harbour.news/posts/",
    "/harbour.news/posts/soon",
    "/profile.php?id=4444",
    "/ads/about/?x=1",
    "/about/ads",
    "/hashtag/sea?source=feed_text&story_id=12",
    "/stories/4444/UzpfSVNDOjE=/?source=from_feed",
    "/groups/111",
    "/groups/111/user/222/",
    "/permalink.php?id=4444",
    "/photo.php?set=a.1",
    "/watch/?ref=tab",
    "/ajax/posts/12",
    "/help/posts/12",
    "https://apps.facebook.com/game/posts/12",
    "https://facebook.com.example/a/posts/12",
    "https://notfacebook.com/a/posts/12",
    "javascript:void(0)",
    "mailto:a@facebook.com",
    "data:text/css,/a/posts/12",
    "https://www.facebook.com",
    "https://",
    "http:///a/posts/12",
    "/events/birthdays/",
    "/a/posts/pfbid!",
    "%",
    "/%zz/posts/x",
};

}  // namespace

TEST_CASE("each way in which the site addresses a post is read") {
  for (const Case& given : kPermalinks) {
    CAPTURE(given.href);
    const auto link = read_permalink(given.href);
    REQUIRE(link);
    CHECK(*link == given.expected);
  }
}

TEST_CASE("a canonical permalink is its own canonical form") {
  for (const Case& given : kPermalinks) {
    CAPTURE(given.href);
    const auto again = read_permalink(given.expected.perma_link);
    REQUIRE(again);
    CHECK(again->perma_link == given.expected.perma_link);
    CHECK(again->type == given.expected.type);
  }
}

TEST_CASE("what shows no single post is no permalink") {
  for (const std::string& href : kNoPermalinks) {
    CAPTURE(href);
    CHECK_FALSE(read_permalink(href));
  }
}

TEST_CASE("a publisher's link loses what tracks and keeps what names") {
  CHECK(profile_link("https://www.facebook.com/harbour.news/?hc_ref=ARQ&fref=nf") ==
        "https://www.facebook.com/harbour.news");
  CHECK(profile_link("/harbour.news?__cft__[0]=AZX&__tn__=-UC%2CP-R") == "https://www.facebook.com/harbour.news");
  CHECK(profile_link("/profile.php?id=4444&fref=nf") == "https://www.facebook.com/profile.php?id=4444");
  CHECK(profile_link("https://m.facebook.com/profile.php?refid=7&id=4444") ==
        "https://www.facebook.com/profile.php?id=4444");
  CHECK(profile_link("/people/Nora-Vik/4444/") == "https://www.facebook.com/people/Nora-Vik/4444");
  CHECK(profile_link("/pages/Old-Harbour/4444?ref=br") == "https://www.facebook.com/pages/Old-Harbour/4444");
  CHECK(profile_link("/groups/111/user/4444/?__cft__[0]=AZX") == "https://www.facebook.com/groups/111/user/4444");
  CHECK(profile_link("/groups/rowers/?ref=nf") == "https://www.facebook.com/groups/rowers");
  CHECK(profile_link("/R%C3%A9gates") == "https://www.facebook.com/Régates");
}

TEST_CASE("what is no publisher has no profile link") {
  for (const char* href :
       {"", "#", "/", "?__cft__[0]=AZX", "/ads/about", "/home.php", "/hashtag/sea", "/watch/", "/groups/feed/",
        "/stories/4444/Uz/", "/harbour.news/posts/12", "/profile.php", "/photo.php?fbid=5",
        "https://sea.example/harbour", "https://l.facebook.com/l.php?u=https%3A%2F%2Fsea.example%2Fharbour&h=AT1",
        "javascript:;"}) {
    CAPTURE(href);
    CHECK(profile_link(href).empty());
  }
}

TEST_CASE("a wrapped link gives its target, and nothing of the wrapper sticks to it") {
  CHECK(external_target("https://l.facebook.com/l.php?u=https%3A%2F%2Fsea.example%2Ftide&h=AT2abc&s=1&enc=AZ&c[0]=x") ==
        "https://sea.example/tide");
  CHECK(external_target(
            "https://lm.facebook.com/l.php?u=https%3A%2F%2Fsea.example%2Ftide%3Fday%3D1%26fbclid%3DIwAR0&h=AT2") ==
        "https://sea.example/tide?day=1");
  CHECK(external_target("/l.php?u=http%3A%2F%2Fsea.example%3Ffbclid%3DIwAR0%26day%3D1%23top&h=AT2") ==
        "http://sea.example?day=1#top");
  CHECK(external_target("https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fsea.example%2F&h=AT2") ==
        "https://sea.example/");
}

TEST_CASE("wrappers in wrappers are unwrapped three times and no more") {
  const std::string once = "https://l.facebook.com/l.php?u=https%3A%2F%2Fsea.example%2F&h=1";
  const std::string twice =
      "https://l.facebook.com/"
      "l.php?u=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fsea.example%252F&h=1";
  std::string four = "https://sea.example/";
  for (int depth = 0; depth < 4; ++depth) {
    std::string encoded;
    for (const char c : four)
      encoded += c == ':'   ? "%3A"
                 : c == '/' ? "%2F"
                 : c == '%' ? "%25"
                 : c == '?' ? "%3F"
                 : c == '=' ? "%3D"
                            : std::string(1, c);
    four = "https://l.facebook.com/l.php?u=" + encoded;
  }

  CHECK(external_target(once) == "https://sea.example/");
  CHECK(external_target(twice) == "https://sea.example/");
  CHECK_FALSE(external_target(four));
}

TEST_CASE("an opaque target is refused and told apart") {
  const char* opaque = "https://l.facebook.com/l.php?u=AT0kPq7Zs_x&h=AT2&s=1";

  CHECK_FALSE(external_target(opaque));
  CHECK(is_opaque_link(opaque));
  CHECK_FALSE(is_opaque_link("https://l.facebook.com/l.php?u=https%3A%2F%2Fsea.example%2F&h=1"));
  CHECK_FALSE(is_opaque_link("https://sea.example/?u=AT0kPq7Zs_x"));
}

TEST_CASE("direct links lose their fbclid; a picture behind safe_image is its original") {
  CHECK(external_target("HTTPS://Sea.Example/Tide?fbclid=IwAR0&a=1&b=%20") == "https://sea.example/Tide?a=1&b=%20");
  CHECK(external_target("//sea.example/tide") == "https://sea.example/tide");
  CHECK(external_target(
            "https://external.xx.fbcdn.net/safe_image.php?d=AQ&w=540&url=https%3A%2F%2Fsea.example%2Fa.jpg&cfs=1") ==
        "https://sea.example/a.jpg");
  CHECK(external_target("https://sea.example/a b\n/c") == "https://sea.example/a%20b%0A/c");
}

TEST_CASE("what does not lead out of the site has no external target") {
  for (const char* href :
       {"", "#", "/harbour.news", "?__cft__[0]=A", "https://www.facebook.com/harbour.news", "mailto:nora@sea.example",
        "javascript:void(0)", "https://", "https://sea example/", "ftp://sea.example/",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fharbour.news&h=AT1",
        "/l.php?u=%2Ffind-friends%2Fbrowser%2F&h=4", "/l.php?u=javascript%3Aalert(1)", "/l.php"}) {
    CAPTURE(href);
    CHECK_FALSE(external_target(href));
  }
}

TEST_CASE("an address belongs to the site by its host, or by having none") {
  CHECK(is_site_address("https://mbasic.facebook.com/x"));
  CHECK(is_site_address("http://facebook.com"));
  CHECK(is_site_address("/x"));
  CHECK(is_site_address("?__cft__[0]=A"));
  CHECK(is_site_address("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fx"));
  CHECK_FALSE(is_site_address("https://l.facebook.com/l.php?u=https%3A%2F%2Fsea.example%2Fx"));
  CHECK_FALSE(is_site_address("https://facebook.com@sea.example/"));
  CHECK_FALSE(is_site_address("https://facebook.com.sea.example/"));
  CHECK_FALSE(is_site_address("https://myfacebook.com/"));
  CHECK_FALSE(is_site_address("javascript:void(0)"));
  CHECK_FALSE(is_site_address(""));
}

TEST_CASE("a query parameter is found by its whole name and decoded leniently") {
  CHECK(query_parameter("/x?ab=1&a=two%20words+more", "a") == "two words more");
  CHECK(query_parameter("?c%5B0%5D=z", "c[0]") == "z");
  CHECK(query_parameter("/x?a=100%&b", "a") == "100%");
  CHECK(query_parameter("/x?a=100%&b", "b") == "");
  CHECK_FALSE(query_parameter("/x?a=1#b=2", "b"));
  CHECK_FALSE(query_parameter("", "a"));
}

TEST_CASE("garbage is answered, whatever it is") {
  static constexpr std::string_view kPieces = "/?#&=%:@.+[]{}\\ \x80\xff\x01pfbid12au";
  std::mt19937 random{20190706};
  for (int round = 0; round < 20000; ++round) {
    std::string href = round % 3 == 0 ? "https://l.facebook.com/l.php?u=" : "";
    for (auto size = random() % 40; size > 0; --size) href += kPieces[random() % kPieces.size()];

    const auto link = read_permalink(href);
    const auto target = external_target(href);

    if (link) CHECK(link->perma_link.starts_with('/'));
    if (target) CHECK(target->starts_with("http"));
    CHECK((profile_link(href).empty() || profile_link(href).starts_with("https://www.facebook.com/")));
    CHECK_FALSE((is_opaque_link(href) && target));
  }
}
