#include "parser/scrub/scrub.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/time.h"
#include "parser/parse.h"
#include "parser/scrub/words.h"
#include "parser/tree/tree.h"
#include "tests/parser/language_files.h"

namespace {

namespace fs = std::filesystem;
using namespace feedwitness;
using namespace feedwitness::parser;

constexpr ScrubKey kKey{7, 1, 4, 9, 2, 8, 3, 6, 5, 0, 11, 13, 17, 19, 23, 29};
constexpr ScrubKey kOtherKey{1};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string scrubbed(std::string_view html, const ScrubKey& key = kKey) {
  const auto page = scrub(html, key);
  REQUIRE(page);
  return *page;
}

std::vector<fs::path> pages() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(FEEDWITNESS_SOURCE_DIR "/tests/parser/pages")) {
    if (entry.path().extension() == ".html") found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

std::string text_at(const boost::json::object& object, std::string_view key) {
  const boost::json::value* value = object.if_contains({key.data(), key.size()});
  return value != nullptr && value->is_string() ? boost::json::value_to<std::string>(*value) : std::string();
}

// As the case of the page gives it.
Context context_of(const fs::path& page) {
  const auto expectation = boost::json::parse(content_of(fs::path(page).replace_extension(".json")));
  Context context;
  const boost::json::value* given = expectation.as_object().if_contains("context");
  if (given == nullptr) return context;
  const boost::json::object& object = given->as_object();
  context.captured_at = parse_time(text_at(object, "capturedAt"));
  context.url = text_at(object, "url");
  context.language = text_at(object, "language");
  if (const boost::json::value* rendered = object.if_contains("rendered")) {
    context.rendered = {text_at(rendered->as_object(), "label"), text_at(rendered->as_object(), "time"),
                        text_at(rendered->as_object(), "audience")};
  }
  return context;
}

// --- the shape of what is read
// ----------------------------------------------------------------------------------------

std::string lengths(std::string_view text) {
  std::string out;
  int letters = 0;
  for (const char c : text) {
    if (c == '\n') out += std::to_string(std::exchange(letters, 0)) + ',';
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++letters;
  }
  return out + std::to_string(letters);
}

std::string shape(const std::optional<Count>& count) {
  return count ? std::to_string(count->value) + '/' + std::to_string(count->precision) : "-";
}

template <typename Value>
std::string shape(const std::optional<Value>& value) {
  return value ? std::to_string(static_cast<long>(*value)) : "-";
}

std::string shape(const std::optional<SharedPost>& shared) {
  if (!shared) return "-";
  return lengths(shared->source) + ' ' + lengths(shared->text) + ' ' + (shared->post_id.empty() ? "" : "id") +
         (shared->perma_link.empty() ? "" : "link") + (shared->publication_time ? "time" : "") +
         std::string(shared->source_link.empty() ? "" : "source") + shape(std::optional(shared->visibility));
}

std::string shape(const std::optional<LinkCard>& card) {
  if (!card) return "-";
  return card->type + (card->is_valid ? " valid" : "") + (card->link.empty() ? "" : " link") +
         (card->site_name.empty() ? "" : " site") + " title " + lengths(card->title) + " description " +
         lengths(card->description);
}

// One line for each field, so that a difference can be read.
std::vector<std::string> shape_of(const Feed& feed) {
  std::vector<std::string> lines{std::string(name_of(feed.era)), feed.language, feed.position};
  for (const Impression& impression : feed.impressions) {
    const Metadata& data = impression.metadata;
    const std::string at = std::to_string(impression.order) + ' ';
    const auto add = [&](std::string_view field, const std::string& value) {
      lines.push_back(at);
      lines.back().append(field).append(": ").append(value);
    };
    add("visibility", std::string(name_of(impression.visibility)));
    add("understanding", std::to_string(static_cast<int>(impression.understanding)));
    add("nature", std::string(name_of(data.nature)));
    add("source", lengths(data.source));
    add("sourceLink", std::to_string(data.source_link.size()));
    add("sourceId", std::to_string(data.source_id.size()));
    add("displaySource", lengths(data.display_source));
    add("reason", lengths(data.reason));
    add("postId", std::to_string(data.post_id.size()));
    add("permaLink", data.perma_link.empty() ? "-" : "there");
    add("fblinktype", data.fblinktype);
    add("adId", std::to_string(data.ad_id.size()));
    add("publicationTime", data.publication_time ? std::to_string(data.publication_time->precision.count()) : "-");
    add("text", lengths(data.text));
    add("truncated", shape(data.truncated));
    add("card", shape(data.card));
    add("images", shape(data.images.count) + ' ' + std::to_string(data.images.captions.size()));
    add("video", shape(data.video) + shape(data.video_autoplay));
    for (std::size_t kind = 0; kind < kReactionCount; ++kind) {
      add(name_of(static_cast<Reaction>(kind)), shape(data.reactions[kind]));
    }
    add("reactions", shape(data.reactions_total));
    add("comments", shape(data.comments));
    add("shares", shape(data.shares));
    add("shared", shape(data.shared));
  }
  return lines;
}

std::vector<std::string> read_shape(std::string_view html, const Context& context) {
  const auto feed = parse(html, context);
  return feed ? shape_of(*feed) : std::vector<std::string>{"refused: " + feed.error().message};
}

// --- the words that people wrote ----------------------------------------------------------------------------------

// The longer words of a text, letters beyond ASCII included, folded.
std::set<std::string> long_words(std::string_view text) {
  constexpr std::ptrdiff_t kShortest = 6;
  std::set<std::string> words;
  std::string word;
  const auto end_word = [&] {
    const auto letters =
        std::ranges::count_if(word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    if (letters >= kShortest) words.insert(folded_word(word));
    word.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    // 0xE2 begins punctuation and symbols, 0xF0 emoji.
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (byte >= 0xC3 && byte < 0xF0 && byte != 0xE2);
    const bool continues = byte >= 0x80 && byte < 0xC0;
    if (letter || (continues && !word.empty())) {
      word += c;
    } else {
      end_word();
      if (c == '%') at += 2;  // "%2Fcomment"
    }
  }
  end_word();
  return words;
}

void add(std::set<std::string>& to, const std::set<std::string>& words) { to.insert(words.begin(), words.end()); }

// What translators wrote.
std::set<std::string> vocabulary() {
  std::set<std::string> words;
  for (const fs::path& file : test::language_files()) {
    for (const auto& [key, phrases] : test::phrases_of(file)) {
      for (const std::string& phrase : phrases) add(words, long_words(phrase));
    }
  }
  return words;
}

bool is_markup_value(std::string_view name) {
  static const std::set<std::string_view> kNames{"class",
                                                 "role",
                                                 "type",
                                                 "rel",
                                                 "dir",
                                                 "property",
                                                 "style",
                                                 "data-sigil",
                                                 "data-pagelet",
                                                 "d",
                                                 "viewbox",
                                                 "target",
                                                 "data-mcomponent",
                                                 "http-equiv",
                                                 "charset",
                                                 "aria-haspopup",
                                                 "xmlns",
                                                 "fill",
                                                 "lang",
                                                 "data-visualcompletion"};
  return kNames.contains(name) || name.starts_with("data-ad-");
}

// Names of elements and attributes, keys of data, and the values that are the site's own.
std::set<std::string> markup_words(std::string_view html, const Tree& tree) {
  std::set<std::string> words;
  for (std::size_t open = html.find('<'); open != std::string_view::npos; open = html.find('<', open + 1)) {
    std::string_view tag = html.substr(open, html.find('>', open) - open);
    for (std::size_t quote = tag.find('"'); quote != std::string_view::npos; quote = tag.find('"')) {
      add(words, long_words(tag.substr(0, quote)));
      tag.remove_prefix(std::min(tag.find('"', quote + 1), tag.size() - 1) + 1);
    }
    add(words, long_words(tag.substr(0, tag.find_first_of(" >"))));
  }
  for (std::size_t colon = html.find("\":"); colon != std::string_view::npos; colon = html.find("\":", colon + 1)) {
    const std::size_t quote = html.rfind('"', colon - 1);
    add(words, long_words(html.substr(quote + 1, colon - quote - 1)));
  }
  add(words, {"tbwvuddo", "zmvlzgjhy"});  // of "comment:" and "feedback:" in base64
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    for (const auto& attribute : tree.attributes(node)) {
      if (is_markup_value(attribute.raw_name)) add(words, long_words(attribute.value));
    }
  }
  return words;
}

std::set<std::string> peoples_words(const Tree& tree) {
  std::set<std::string> words;
  for (NodeIndex node = 0; node < tree.size(); ++node) {
    if (tree.tag(node) == Tag::text && tree.tag(tree.parent(node)) != Tag::style) {
      add(words, long_words(tree[node].text));
    }
    for (const auto& attribute : tree.attributes(node)) {
      if (!is_markup_value(attribute.raw_name)) add(words, long_words(attribute.value));
    }
  }
  return words;
}

}  // namespace

TEST_CASE("a scrubbed page is read in the same shape as the page itself") {
  for (const fs::path& page : pages()) {
    const std::string name = page.parent_path().filename() / page.stem();
    const std::string html = content_of(page);
    const Context context = context_of(page);

    const std::vector<std::string> before = read_shape(html, context);
    const std::vector<std::string> after = read_shape(scrubbed(html), context);

    CHECK_MESSAGE(before.size() == after.size(), name);
    for (std::size_t at = 0; at < std::min(before.size(), after.size()); ++at) {
      CHECK_MESSAGE(before[at] == after[at], name);
    }
  }
}

TEST_CASE("no longer word that people wrote survives in a scrubbed page") {
  const std::set<std::string> vocabulary = ::vocabulary();
  for (const fs::path& page : pages()) {
    const std::string name = page.parent_path().filename() / page.stem();
    const std::string html = content_of(page);
    const auto tree = build_tree(html);
    if (!tree) continue;

    const std::string after = scrubbed(html);

    const std::set<std::string> survivors = long_words(after);
    const std::set<std::string> markup = markup_words(html, *tree);
    for (const std::string& word : peoples_words(*tree)) {
      const bool known = vocabulary.contains(word) || is_site_word(word) || markup.contains(word);
      CHECK_MESSAGE((known || !survivors.contains(word)), name << ": " << word);
    }
  }
}

TEST_CASE("equal words and ids become equal ones, everywhere in a page") {
  const std::string after = scrubbed(
      R"(<a href="/marisol.quint/posts/712345678901" data-ft='{"post":"712345678901"}' title="Marisol">MARISOL</a>)");

  const auto tree = build_tree(after);
  REQUIRE(tree);
  const std::string href(tree->attribute(1, Name::href));
  const std::string title(tree->attribute(1, Name::title));
  const std::string id = href.substr(href.rfind('/') + 1);
  CHECK(href.find("712345678901") == std::string::npos);
  CHECK(id.size() == 12);
  CHECK(tree->attribute(1, Name::data_ft) == R"({"post":")" + id + "\"}");
  CHECK(folded_word(title) == folded_word((*tree)[2].text));
  CHECK(href.starts_with("/" + folded_word(title) + "."));
}

TEST_CASE("another key gives other words") {
  constexpr std::string_view kPage = "<p>Lighthouse keepers wanted</p>";

  CHECK(scrubbed(kPage) == scrubbed(kPage));
  CHECK(scrubbed(kPage) != scrubbed(kPage, kOtherKey));
}

TEST_CASE("other sites are named .example, and the address that a link of the site holds is scrubbed") {
  const std::string after = scrubbed(
      R"(<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.lampshop.test%2Fsummersale%3Fcolour%3Dcrimson&amp;h=AT0"></a>)");

  CHECK(after.starts_with(R"(<a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.)"));
  CHECK(after.find(".example%2F") != std::string::npos);
  for (const std::string_view word : {"lampshop", "test", "summersale", "crimson"}) {
    CHECK_MESSAGE(after.find(word) == std::string::npos, word);
  }
}

TEST_CASE("letters keep their script and case, and numbers that count stay") {
  const std::string after = scrubbed("<p>Ñandú, Żółw: Пингвин! 1,234 péople</p>");

  const auto tree = build_tree(after);
  REQUIRE(tree);
  const std::string_view text = (*tree)[2].text;
  CHECK(lengths(text) == lengths("Ñandú, Żółw: Пингвин! 1,234 péople"));
  CHECK(text.find(" 1,234 ") != std::string_view::npos);
  CHECK(text.substr(0, 2) >= "À");
  CHECK(text.find("! ") != std::string_view::npos);
  CHECK(text.find("Пингвин") == std::string_view::npos);
}

TEST_CASE("scripts and comments are emptied; posts that hide in a comment are shown") {
  const std::string after = scrubbed(
      "<script>var viewer = 'Marisol Quint';</script><!-- Marisol was here -->"
      "<code><!-- <div class=\"userContent\">Marisol wrote</div> --></code>");

  CHECK(after.starts_with("<script></script><!----><code> <div class=\"userContent\">"));
  CHECK(after.find("Marisol") == std::string::npos);
}

TEST_CASE("pictures in the page become empty ones") {
  const std::string after = scrubbed(R"(<img src="data:image/jpeg;base64,QUJDREVGR0hJSktMTU5PUA==">)");

  CHECK(after == R"(<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=">)");
}
