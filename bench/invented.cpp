#include "bench/invented.h"

#include <algorithm>
#include <array>

#include "bench/posts.h"

namespace feedwitness::bench {
namespace {

constexpr std::size_t kWords = 6000;
constexpr std::size_t kSources = 3000;

constexpr std::string_view kTokenLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::array<std::string_view, 20> kSyllables{"ba", "lo", "mer", "ti", "sun", "ka", "vel", "dro", "pi",  "nor",
                                                      "es", "ul", "fa",  "ge", "hin", "ry", "cho", "wa",  "zed", "om"};

parser::Count shown(std::int64_t value) {
  if (value < 1000) return {value, 1};
  return {value / 100 * 100, 100};  // "1.2K"
}

}  // namespace

// splitmix64 (Steele, Lea, Flood 2014): the same on every machine, unlike the distributions of <random>.
std::uint64_t Inventor::random() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

std::size_t Inventor::skewed(std::size_t limit) { return std::min({below(limit), below(limit), below(limit)}); }

void Inventor::invent_words() {
  for (std::size_t i = 0; i < kWords; ++i) {
    std::string& word = words_.emplace_back();
    for (std::size_t syllables = 1 + below(4); syllables > 0; --syllables)
      word += kSyllables.at(below(kSyllables.size()));
  }
}

std::string Inventor::sentence(std::size_t words) {
  std::string text;
  for (; words > 0; --words) {
    text += words_[skewed(kWords)];
    text += words == 1 ? '.' : ' ';
  }
  return text;
}

std::string Inventor::token(std::size_t size) {
  std::string text;
  for (; size > 0; --size) text += kTokenLetters[below(kTokenLetters.size())];
  return text;
}

// ---- Records

void Inventor::count_reactions(parser::Metadata& metadata) {
  const auto total = static_cast<std::int64_t>(skewed(30'000));
  metadata.reactions_total = shown(total);
  metadata.reaction(parser::Reaction::like) = shown(total * 7 / 10);
  if (chance(60)) metadata.reaction(parser::Reaction::love) = shown(total / 5);
  if (chance(30)) metadata.reaction(parser::Reaction::haha) = shown(total / 10);
  if (chance(80)) metadata.comments = shown(static_cast<std::int64_t>(skewed(2'000)));
  if (chance(70)) metadata.shares = shown(static_cast<std::int64_t>(skewed(3'000)));
}

parser::Metadata Inventor::metadata() {
  parser::Metadata metadata;
  const std::size_t source = skewed(kSources);
  metadata.era = parser::Era::comet;
  metadata.nature = chance(20) ? parser::Nature::sponsored : parser::Nature::organic;
  metadata.source = words_[source] + " " + words_[kWords - 1 - source];
  metadata.source_link = "https://www.facebook.com/" + words_[source] + "." + std::to_string(source);
  metadata.display_source = metadata.source;
  metadata.post_id = std::to_string(1'000'000'000'000'000ULL + random() % 9'000'000'000'000'000ULL);
  metadata.perma_link = metadata.source_link.substr(24) + "/posts/" + metadata.post_id;
  metadata.fblinktype = "posts";
  metadata.publication_time =
      parser::PublicationTime{time_ - std::chrono::hours{1 + skewed(72)}, std::chrono::hours{1}};
  for (std::size_t paragraphs = 1 + below(4); paragraphs > 0; --paragraphs) {
    metadata.text += sentence(10 + skewed(80));
    if (paragraphs > 1) metadata.text += '\n';
  }
  if (chance(40)) {
    parser::LinkCard& card = metadata.card.emplace();
    card.type = "external";
    card.link = "https://" + words_[source] + ".example/" + token(12);
    card.is_valid = true;
    card.site_name = words_[source] + ".example";
    card.title = sentence(8);
    card.description = sentence(20);
  }
  metadata.images.count = static_cast<int>(below(4));
  for (int i = 0; i < *metadata.images.count; ++i) metadata.images.captions.push_back("May be " + sentence(5));
  metadata.video = chance(10);
  metadata.truncated = chance(30);
  count_reactions(metadata);
  metadata.evidence = {{"nature", "label-text", metadata.nature == parser::Nature::sponsored ? "sponsored" : "organic"},
                       {"visibility", "audience-icon", "public"},
                       {"publicationTime", "relative-label", "1 h"}};
  return metadata;
}

store::Impression Inventor::impression(int order, bool with_html) {
  store::Impression impression;
  impression.order = order;
  impression.time = time_;
  impression.is_public = !chance(8);
  impression.seen = {static_cast<double>(below(100)) / 100, static_cast<std::int64_t>(below(9000))};
  impression.language = "en";
  impression.rendered = R"({"audience":"Public","time":"1 h"})";
  impression.metadata = metadata();
  impression.understanding = parser::Understanding::understood;
  if (with_html && impression.is_public) impression.html = comet_post(++posts_);
  return impression;
}

store::Capture Inventor::capture(int impressions, bool with_html) {
  store::Capture capture;
  capture.timeline = {"timeline " + std::to_string(++timelines_), time_, "https://www.facebook.com/", "facebook",
                      "feed"};
  time_ += std::chrono::minutes{20};
  for (int order = 1; order <= impressions; ++order) {
    time_ += std::chrono::milliseconds{500 + below(9000)};
    capture.impressions.push_back(impression(order, with_html));
  }
  capture.health = {parser::Era::comet, impressions, impressions, 0, 0, 0};
  return capture;
}

}  // namespace feedwitness::bench
