// The invented pages of tests/parser/pages/ERA/: `name.html` beside `name.json`, each named after the fact it pins
// down.
//
//   {"context": {"capturedAt": "2020-06-16T19:55:43Z", "utcOffset": 60, "url": "...", "language": "en",
//                "rendered": {"label": "", "time": "", "audience": ""}},
//    "era": "mbasic", "language": "en", "position": "page",
//    "posts": [{"nature": "organic", "source": "Harbour News", "reason": null, "evidence": {"nature": {"time-label":
//    "organic"}}}]}
//
// Only what is listed is compared, in nested objects too; null means that the page shows none. All posts are listed, in
// the page's order. The keys of a post are those that `feedwitness parse` prints, with `text`, `understanding`,
// `precision` and `evidence` (by field and signal) added; a key that does not exist is an error.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/time.h"
#include "parser/comet/order.h"
#include "parser/parse.h"
#include "parser/text.h"

namespace {

namespace json = boost::json;
namespace fs = std::filesystem;
using namespace feedwitness;
using namespace feedwitness::parser;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

json::value or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(json::string_view(text.data(), text.size()));
}
json::value or_null(const std::optional<Count>& count) {
  return count ? json::value(count->value) : json::value(nullptr);
}
json::value or_null(std::optional<bool> flag) { return flag ? json::value(*flag) : json::value(nullptr); }
json::value or_null(std::optional<int> number) { return number ? json::value(*number) : json::value(nullptr); }
json::value or_null(const std::optional<PublicationTime>& time) {
  return time ? json::value(format_time(time->time)) : json::value(nullptr);
}

json::value opengraph_of(const std::optional<LinkCard>& card) {
  if (!card) return nullptr;
  return json::object{{"fblinktype", or_null(card->type)}, {"link", or_null(card->link)},
                      {"isValid", card->is_valid},         {"siteName", or_null(card->site_name)},
                      {"title", or_null(card->title)},     {"description", or_null(card->description)}};
}

json::value shared_of(const std::optional<SharedPost>& shared) {
  if (!shared) return nullptr;
  return json::object{{"source", or_null(shared->source)},
                      {"sourceLink", or_null(shared->source_link)},
                      {"postId", or_null(shared->post_id)},
                      {"permaLink", or_null(shared->perma_link)},
                      {"text", or_null(shared->text)},
                      {"publicationTime", or_null(shared->publication_time)},
                      {"visibility", or_null(name_of(shared->visibility))}};
}

json::object precision_of(const Metadata& metadata) {
  json::object precision;
  const auto add = [&precision](std::string_view key, const std::optional<Count>& count) {
    precision[json::string_view(key.data(), key.size())] = count ? json::value(count->precision) : json::value(nullptr);
  };
  add("reactions", metadata.reactions_total);
  add("comments", metadata.comments);
  add("shares", metadata.shares);
  precision["publicationTime"] =
      metadata.publication_time ? json::value(metadata.publication_time->precision.count()) : json::value(nullptr);
  return precision;
}

json::object evidence_of(const Metadata& metadata) {
  json::object evidence;
  for (const Evidence& item : metadata.evidence) {
    json::value& field = evidence[item.field];
    if (!field.is_object()) field = json::object();
    field.get_object()[item.signal] = item.says;
  }
  return evidence;
}

std::string_view words(Understanding understanding) {
  switch (understanding) {
    case Understanding::unknown: return "unknown";
    case Understanding::partly: return "partly";
    case Understanding::understood: return "understood";
  }
  return "unknown";
}

json::object post_of(const Impression& impression) {
  const Metadata& metadata = impression.metadata;
  json::object post{{"impressionOrder", impression.order},
                    {"visibility", or_null(name_of(impression.visibility))},
                    {"understanding", or_null(words(impression.understanding))},
                    {"era", or_null(name_of(metadata.era))},
                    {"nature", or_null(name_of(metadata.nature))},
                    {"source", or_null(metadata.source)},
                    {"sourceLink", or_null(metadata.source_link)},
                    {"sourceId", or_null(metadata.source_id)},
                    {"displaySource", or_null(metadata.display_source)},
                    {"reason", or_null(metadata.reason)},
                    {"postId", or_null(metadata.post_id)},
                    {"permaLink", or_null(metadata.perma_link)},
                    {"fblinktype", or_null(metadata.fblinktype)},
                    {"adId", or_null(metadata.ad_id)},
                    {"publicationTime", or_null(metadata.publication_time)},
                    {"text", or_null(metadata.text)},
                    {"texts", json::value_from(texts_of(metadata))},
                    {"textsize", textsize_of(metadata)},
                    {"truncated", or_null(metadata.truncated)},
                    {"opengraph", opengraph_of(metadata.card)},
                    {"images", json::object{{"count", or_null(metadata.images.count)},
                                            {"captions", json::value_from(metadata.images.captions)}}},
                    {"video", or_null(metadata.video)},
                    {"videoautoplay", or_null(metadata.video_autoplay)},
                    {"reactions", or_null(metadata.reactions_total)},
                    {"comments", or_null(metadata.comments)},
                    {"shares", or_null(metadata.shares)},
                    {"sharedFrom", shared_of(metadata.shared)},
                    {"precision", precision_of(metadata)},
                    {"evidence", evidence_of(metadata)}};
  for (std::size_t kind = 0; kind < kReactionCount; ++kind) {
    const std::string_view name = name_of(static_cast<Reaction>(kind));
    post[json::string_view(name.data(), name.size())] = or_null(metadata.reactions[kind]);
  }
  return post;
}

std::string text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains({key.data(), key.size()});
  return value != nullptr && value->is_string() ? json::value_to<std::string>(*value) : std::string();
}

Context context_of(const json::object& page) {
  Context context;
  const json::value* given = page.if_contains("context");
  if (given == nullptr) return context;
  const json::object& object = given->as_object();
  context.captured_at = parse_time(text_at(object, "capturedAt"));
  context.url = text_at(object, "url");
  context.language = text_at(object, "language");
  if (const json::value* offset = object.if_contains("utcOffset")) {
    context.utc_offset = std::chrono::minutes(offset->as_int64());
  }
  if (const json::value* rendered = object.if_contains("rendered")) {
    context.rendered = {text_at(rendered->as_object(), "label"), text_at(rendered->as_object(), "time"),
                        text_at(rendered->as_object(), "audience")};
  }
  return context;
}

// Adds one line for each value of `wanted` that `found` does not hold.
void compare(const json::value& wanted, const json::value& found, const std::string& where,
             std::vector<std::string>& differences) {
  if (!wanted.is_object() || !found.is_object()) {
    if (wanted != found) {
      differences.push_back(where + ": wanted " + json::serialize(wanted) + ", read " + json::serialize(found));
    }
    return;
  }
  for (const json::key_value_pair& member : wanted.get_object()) {
    const std::string path = where + "." + std::string(member.key());
    const json::value* value = found.get_object().if_contains(member.key());
    const bool may_be_missing = where.find(".evidence") != std::string::npos;
    if (value == nullptr && !may_be_missing) differences.push_back(path + ": there is no such key");
    compare(member.value(), value == nullptr ? json::value(nullptr) : *value, path, differences);
  }
}

std::vector<std::string> differences_of(const fs::path& page) {
  const std::string html = content_of(page);
  const json::value wanted = json::parse(content_of(fs::path(page).replace_extension(".json")));
  const json::object& expectation = wanted.as_object();

  const auto feed = parse(html, context_of(expectation));
  if (!feed) return {"refused: " + feed.error().message};

  std::vector<std::string> differences;
  for (const auto& [key, found] : {std::pair<const char*, std::string_view>{"era", name_of(feed->era)},
                                   {"language", feed->language},
                                   {"position", feed->position}}) {
    if (const json::value* value = expectation.if_contains(key)) compare(*value, or_null(found), key, differences);
  }
  const json::array& posts = expectation.at("posts").as_array();
  if (posts.size() != feed->impressions.size()) {
    differences.push_back("wanted " + std::to_string(posts.size()) + " posts, read " +
                          std::to_string(feed->impressions.size()));
  }
  for (std::size_t at = 0; at < std::min(posts.size(), feed->impressions.size()); ++at) {
    compare(posts[at], post_of(feed->impressions[at]), "post " + std::to_string(at + 1), differences);
  }
  return differences;
}

// What a post alone may not know: the head of a permalink page holds its address.
Metadata without_address(Metadata metadata) {
  metadata.perma_link.clear();
  metadata.fblinktype.clear();
  metadata.evidence.clear();
  return metadata;
}

// Gumbo reads what a person wrote; what is written here is read by the strict builder.
std::string as_a_browser_writes(std::string_view html) {
  const auto tree = build_tree(html);
  REQUIRE(tree);
  return serialise(*tree, 0);
}

// As React marks its boundaries, between any two elements.
std::string with_comments(std::string_view html) {
  constexpr std::string_view kMark = "<!--$--><!--/$-->";
  std::string written = as_a_browser_writes(html);
  if (written.find("<script") != std::string::npos) return written;
  for (const std::string_view end : {"</div>", "</span>", "</a>", "</svg>", "</p>"}) {
    for (std::size_t at = written.find(end); at != std::string::npos; at = written.find(end, at)) {
      at += end.size();
      written.insert(at, kMark);
    }
  }
  return written;
}

// Inside two more elements that mean nothing.
std::string in_a_frame(std::string_view html) {
  std::string written = as_a_browser_writes(html);
  const std::size_t body = written.find("<body");
  const std::size_t from = body == std::string::npos ? 0 : written.find('>', body) + 1;
  const std::size_t to = body == std::string::npos ? written.size() : written.rfind("</body>");
  written.insert(to, "</div></div>");
  written.insert(from, "<div class=\"x\"><div>");
  return written;
}

// Every class under another name, but for the names that put letters in order; a hash stays a hash.
std::string with_other_classes(std::string_view html) {
  constexpr std::string_view kClass = " class=\"";
  std::string written = as_a_browser_writes(html);
  for (std::size_t at = written.find(kClass); at != std::string::npos; at = written.find(kClass, at)) {
    at += kClass.size();
    while (written[at] != '"') {
      const std::size_t end = written.find_first_of(" \"", at);
      const std::string name = written.substr(at, end - at);
      const std::string other = comet::order_of_classes(name) ? name : name.substr(0, 1) + "9q" + name.substr(1);
      written.replace(at, name.size(), other);
      at += other.size();
      if (written[at] == ' ') ++at;
    }
  }
  return written;
}

// Elements without any content, behind any other.
std::string with_noise(std::string_view html) {
  std::string written = as_a_browser_writes(html);
  constexpr std::string_view kEnd = "</div>";
  constexpr std::string_view kNothing = "<div><span class=\"x\"></span></div>";
  for (std::size_t at = written.find(kEnd); at != std::string::npos; at = written.find(kEnd, at)) {
    at += kEnd.size();
    written.insert(at, kNothing);
    at += kNothing.size();
  }
  return written;
}

std::size_t differing_posts(const Feed& one, const Feed& other) {
  if (one.impressions.size() != other.impressions.size()) return one.impressions.size() + other.impressions.size();
  std::size_t count = 0;
  for (std::size_t i = 0; i < one.impressions.size(); ++i) {
    const Impression& a = one.impressions[i];
    const Impression& b = other.impressions[i];
    if (a.metadata != b.metadata || a.visibility != b.visibility) ++count;
  }
  return count;
}

std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(FEEDWITNESS_SOURCE_DIR "/tests/parser/pages")) {
    if (entry.path().extension() == ".html") found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

TEST_CASE("every invented page is read as its case says") {
  const std::vector<fs::path> cases = pages();
  CHECK_FALSE(cases.empty());

  for (const fs::path& page : cases) {
    const std::string name = page.parent_path().filename() / page.stem();
    for (const std::string& difference : differences_of(page)) FAIL_CHECK(name << ": " << difference);
  }
}

TEST_CASE("a post by itself is read as the whole page reads it") {
  for (const fs::path& page : pages()) {
    const std::string name = page.parent_path().filename() / page.stem();
    const json::value expectation = json::parse(content_of(fs::path(page).replace_extension(".json")));
    const std::string html = content_of(page);
    Context context = context_of(expectation.as_object());
    context.with_html = true;
    const auto feed = parse(html, context);
    REQUIRE(feed);

    context.language = feed->language;
    for (const Impression& impression : feed->impressions) {
      const auto alone = parse(impression.html, context);
      REQUIRE(alone);
      REQUIRE_MESSAGE(alone->impressions.size() == 1, name);
      CHECK_MESSAGE(alone->impressions[0].visibility == impression.visibility, name);
      CHECK_MESSAGE(without_address(alone->impressions[0].metadata) == without_address(impression.metadata), name);
    }
  }
}

TEST_CASE("a page is read the same through what says nothing: comments, frames, empty elements, another spelling") {
  for (const fs::path& page : pages()) {
    const std::string name = page.parent_path().filename() / page.stem();
    const json::value expectation = json::parse(content_of(fs::path(page).replace_extension(".json")));
    const Context context = context_of(expectation.as_object());
    const std::string html = content_of(page);
    const auto feed = parse(html, context);
    REQUIRE(feed);

    for (const std::string& other :
         {as_a_browser_writes(html), with_comments(html), in_a_frame(html), with_noise(html)}) {
      const auto again = parse(other, context);
      REQUIRE(again);
      CHECK_MESSAGE(differing_posts(*feed, *again) == 0, name << ":\n" << other);
    }
  }
}

TEST_CASE("the names of classes say nothing on a page of today, but for those that put letters in order") {
  for (const fs::path& page : pages()) {
    if (page.parent_path().filename() != "comet") continue;
    const json::value expectation = json::parse(content_of(fs::path(page).replace_extension(".json")));
    const Context context = context_of(expectation.as_object());
    const std::string html = content_of(page);

    const auto feed = parse(html, context);
    const auto again = parse(with_other_classes(html), context);

    REQUIRE(feed);
    REQUIRE(again);
    CHECK_MESSAGE(differing_posts(*feed, *again) == 0, page.stem());
  }
}

TEST_CASE("a page that is split into its posts keeps their order and what they say") {
  for (const fs::path& page : pages()) {
    const json::value expectation = json::parse(content_of(fs::path(page).replace_extension(".json")));
    Context context = context_of(expectation.as_object());
    context.with_html = true;
    const auto feed = parse(content_of(page), context);
    REQUIRE(feed);
    std::string posts;
    for (const Impression& impression : feed->impressions) posts += impression.html;

    context.language = feed->language;
    const auto again = parse(posts, context);

    REQUIRE(again);
    REQUIRE_MESSAGE(again->impressions.size() == feed->impressions.size(), page.stem());
    for (std::size_t at = 0; at < feed->impressions.size(); ++at) {
      CHECK(again->impressions[at].order == feed->impressions[at].order);
      CHECK_MESSAGE(without_address(again->impressions[at].metadata) == without_address(feed->impressions[at].metadata),
                    page.stem());
    }
  }
}
