#include "bench/posts.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace feedwitness::bench {
namespace {

constexpr std::array<std::string_view, 32> kWords{
    "market",  "river",   "garden",  "bread",   "opening", "saturday", "music",  "bridge",
    "school",  "winter",  "library", "morning", "street",  "coffee",   "apples", "harvest",
    "concert", "village", "weather", "train",   "museum",  "painting", "recipe", "bicycle",
    "forest",  "harbour", "meeting", "people",  "evening", "history",  "letter", "window"};
constexpr std::array<std::string_view, 8> kPages{"greenvalleybakery", "harbourchoir",  "oldmilllibrary",
                                                 "northlanecycles",   "cloudberryjam", "thelongmeadow",
                                                 "papermoonbooks",    "tuesdaymarket"};

// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere, which <random>'s distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
  }
  std::uint64_t state_;
};

std::string token(Random& random, std::size_t length) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::string text;
  for (std::size_t at = 0; at < length; ++at) text += kLetters[random.below(kLetters.size())];
  return text;
}

std::string words(Random& random, std::size_t count) {
  std::string text;
  for (std::size_t at = 0; at < count; ++at) {
    if (at > 0) text += ' ';
    text += kWords.at(random.below(kWords.size()));
  }
  return text;
}

// The site's atomic classes: one element bears a dozen of the same few hundred.
std::string classes(Random& random) {
  std::string text;
  const std::size_t count = 6 + random.below(14);
  for (std::size_t at = 0; at < count; ++at) {
    Random name(random.below(300));
    text += at == 0 ? "x" : " x";
    text += token(name, 6);
  }
  return text;
}

std::string open_div(Random& random) { return "<div class=\"" + classes(random) + "\">"; }

std::string wrapped(Random& random, std::size_t levels, const std::string& inside) {
  std::string text;
  for (std::size_t level = 0; level < levels; ++level) text += open_div(random);
  text += inside;
  for (std::size_t level = 0; level < levels; ++level) text += "</div>";
  return text;
}

std::string tracking(Random& random) { return "__cft__[0]=AZ" + token(random, 180) + "&amp;__tn__=%2CO%2CP-R"; }

std::string button(Random& random, std::string_view role, std::string_view label) {
  return wrapped(random, 6,
                 "<div aria-label=\"" + std::string{label} + "\" role=\"button\" tabindex=\"0\" class=\"" +
                     classes(random) + "\"><span data-ad-rendering-role=\"" + std::string{role} + "\" class=\"" +
                     classes(random) + "\"><span dir=\"auto\">" + std::string{label} + "</span></span></div>");
}

}  // namespace

std::string comet_post(std::uint64_t number) {
  Random random(number + 1);
  const std::string page{kPages.at(random.below(kPages.size()))};
  const std::string site = "https://www.facebook.com/";
  const std::string post = std::to_string(10'000'000'000'000 + number);
  const auto id = [&number](int part) { return ":r" + std::to_string(number) + "p" + std::to_string(part) + ":"; };

  const std::string heading = "<h4 id=\"" + id(0) + "\" class=\"" + classes(random) + "\"><span class=\"" +
                              classes(random) + "\"><strong><a href=\"" + site + page + "?" + tracking(random) +
                              "\" role=\"link\" tabindex=\"0\" class=\"" + classes(random) + "\"><span>" + page +
                              "</span></a></strong></span></h4>";
  const std::string subtitle =
      "<span id=\"" + id(1) + "\" class=\"" + classes(random) + "\"><span><a aria-label=\"" +
      std::to_string(1 + random.below(22)) + "h\" href=\"" + site + page + "/posts/" + post + "?" + tracking(random) +
      "\" role=\"link\" class=\"" + classes(random) + "\"><span>" + std::to_string(1 + random.below(22)) +
      "h</span></a></span><span> · </span><span><svg viewBox=\"0 0 16 16\" width=\"12\" height=\"12\"><title>Shared "
      "with "
      "Public</title><g fill-rule=\"evenodd\" transform=\"translate(-448 -544)\"><path d=\"M109.5 408.5c0 3.23-2.04 "
      "5.983-4.903 7.036l.07-.036c1.167-1 1.814-2.967 2-3.834\"></path></g></svg></span></span>";

  std::string message = "<div data-ad-comet-preview=\"message\" data-ad-preview=\"message\" id=\"" + id(2) +
                        "\" class=\"" + classes(random) + "\"><div class=\"" + classes(random) +
                        "\"><span dir=\"auto\" class=\"" + classes(random) + "\">";
  const std::size_t lines = 1 + random.below(4);
  for (std::size_t line = 0; line < lines; ++line) {
    message += "<div dir=\"auto\" style=\"text-align: start;\">" + words(random, 6 + random.below(20)) + "</div>";
  }
  message += "</span></div></div>";

  const std::string target = "https://" + page + ".example/" + token(random, 12);
  const std::string card_link = "https://l.facebook.com/l.php?u=https%3A%2F%2F" + page + ".example%2F" +
                                target.substr(target.rfind('/') + 1) + "%3Ffbclid%3DIwAR" + token(random, 60) +
                                "&amp;h=AT" + token(random, 120) + "&amp;" + tracking(random);
  const std::string attachment =
      "<div id=\"" + id(3) + "\" class=\"" + classes(random) + "\"><a href=\"" + card_link +
      "\" rel=\"nofollow noopener\" role=\"link\" target=\"_blank\" class=\"" + classes(random) +
      "\"><div data-ad-rendering-role=\"image\"><img alt=\"\" src=\"https://scontent.example/" + token(random, 160) +
      "\" class=\"" + classes(random) + "\"></div></a><a href=\"" + card_link +
      "\" rel=\"nofollow noopener\" role=\"link\" target=\"_blank\" class=\"" + classes(random) + "\">" +
      wrapped(random, 3,
              "<span data-ad-rendering-role=\"meta\" dir=\"auto\">" + page +
                  ".example</span><span dir=\"auto\" "
                  "data-ad-rendering-role=\"title\">" +
                  words(random, 8) +
                  "</span><span dir=\"auto\" "
                  "data-ad-rendering-role=\"description\">" +
                  words(random, 18) + "</span>") +
      "</a></div>";

  const std::string likes = std::to_string(1 + random.below(900));
  const std::string reactions =
      "<div id=\"" + id(4) + "\" class=\"" + classes(random) +
      "\"><span aria-label=\"See who reacted to this\" "
      "role=\"toolbar\"><span><div aria-label=\"Like: " +
      likes + " people\" role=\"button\" tabindex=\"0\" class=\"" + classes(random) +
      "\"></div></span><span><div aria-label=\"Love: " + std::to_string(1 + random.below(90)) +
      " people\" role=\"button\" tabindex=\"0\"></div></span></span><div class=\"" + classes(random) +
      "\">All reactions:</div><span aria-hidden=\"true\" class=\"" + classes(random) + "\"><span>" + likes +
      "</span></span></div><div id=\"" + id(5) + "\" class=\"" + classes(random) +
      "\"><div role=\"button\" tabindex=\"0\"><span dir=\"auto\">" + std::to_string(2 + random.below(80)) +
      " comments</span></div></div><div role=\"button\" tabindex=\"0\"><span dir=\"auto\">" +
      std::to_string(2 + random.below(40)) + " shares</span></div>";

  std::string inside = wrapped(random, 8, wrapped(random, 5, heading) + wrapped(random, 6, subtitle)) +
                       wrapped(random, 6, message) + wrapped(random, 5, attachment) + wrapped(random, 8, reactions);
  for (const auto& [role, label] :
       {std::pair{"like_button", "Like"}, {"comment_button", "Comment"}, {"share_button", "Share"}}) {
    inside += button(random, role, label);
  }
  // What remains of a real post is wrappers around nothing that a reader wants.
  while (inside.size() < 26'000 + random.below(10'000)) inside += wrapped(random, 10, "<div></div>");

  return "<div aria-posinset=\"" + std::to_string(number % 200 + 1) + "\" aria-describedby=\"" + id(1) + " " + id(2) +
         " " + id(3) + " " + id(4) + " " + id(5) + "\" aria-labelledby=\"" + id(0) + "\" role=\"article\" class=\"" +
         classes(random) + "\">" + wrapped(random, 12, inside) + "</div>";
}

}  // namespace feedwitness::bench
