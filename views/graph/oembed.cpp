#include <array>
#include <string>

#include "base/json_text.h"
#include "views/graph/answers.h"
#include "views/graph/resolve.h"
#include "views/graph_error.h"
#include "views/parameters.h"

// oEmbed (https://oembed.com) of a post from the supporter's own copy. The original answer loads a script of the site;
// this one is a blockquote that loads nothing and tells nobody that it was shown.
namespace feedwitness::views::graph {
namespace {

constexpr std::int64_t kWidth = 552;
constexpr std::int64_t kNarrowest = 220;

// "Thursday, August 27, 2015".
std::string spoken_day(Time time) {
  constexpr std::array<std::string_view, 7> kDays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                  "Thursday", "Friday", "Saturday"};
  constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  return std::string{kDays.at(std::chrono::weekday{day}.c_encoding())} + ", " +
         std::string{kMonths.at(static_cast<unsigned>(date.month()) - 1)} + " " +
         std::to_string(static_cast<unsigned>(date.day())) + ", " + std::to_string(static_cast<int>(date.year()));
}

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&quot;"; break;
      case '\'': html += "&#39;"; break;
      case '\n': html += "<br>"; break;
      default: html += c;
    }
  }
}

std::string linked(std::string_view address, std::string_view text) {
  std::string html = "<a href=\"";
  append_escaped(html, address);
  html += "\">";
  append_escaped(html, text);
  return html += "</a>";
}

std::string blockquote(const store::ImpressionRow& row) {
  const std::string url = post_url(row);
  std::string html = "<blockquote cite=\"";
  append_escaped(html, url);
  html += "\">";
  if (!row.text.empty()) {
    html += "<p>";
    append_escaped(html, row.text);
    html += "</p>";
  }
  html += "Posted by ";
  if (!row.source_link.starts_with("https://")) {
    append_escaped(html, row.source);
  } else {
    html += linked(row.source_link, row.source);
  }
  if (row.publication_time) html += " on&nbsp;" + linked(url, spoken_day(row.publication_time->time));
  return html += "</blockquote>";
}

std::string answer_of(const store::ImpressionRow& row, std::int64_t width) {
  std::string text;
  JsonObject object{text};
  object.text_if_any("author_name", row.source);
  object.text_if_any("author_url", row.source_link);
  object.text("provider_url", "https://www.facebook.com");
  object.text("provider_name", "Facebook");
  object.text("html", blockquote(row));
  object.text("type", "rich");
  object.text("version", "1.0");
  object.number("width", width);
  object.json("height", "null");
  object.close();
  return text + "\n";
}

// The ids that may stand in an address of a post: its last parts, and the values of its query.
std::optional<std::string_view> next_id(std::string_view& address) {
  constexpr std::string_view kBetween = "/?&=#:";
  while (!address.empty()) {
    const std::size_t at = address.find_last_of(kBetween);
    const std::string_view part = at == std::string_view::npos ? address : address.substr(at + 1);
    address = at == std::string_view::npos ? std::string_view{} : address.substr(0, at);
    if (part.size() > 5 && part.find('.') == std::string_view::npos) return part;
  }
  return std::nullopt;
}

}  // namespace

Result<void> oembed(const Question& question, const Sink& sink) {
  std::string_view address = question.text("url");
  if (address.empty()) return graph_error(100, 0, "url is needed: the address of a post");
  const auto wanted =
      question.text("maxwidth").empty() ? std::optional{kWidth} : read_number(question.text("maxwidth"));
  if (!wanted || *wanted < kNarrowest) return graph_error(100, 0, "maxwidth is a whole number from 220 on");
  while (const auto id = next_id(address)) {
    const auto named = resolve(question.store, *id);
    if (!named) return named.error();
    const bool is_post =
        *named && ((*named)->kind == Kind::post || (*named)->kind == Kind::photo || (*named)->kind == Kind::video);
    if (!is_post) continue;
    std::string text;
    const auto read = read_node(question.store, **named, [&](const Subject& subject) {
      text = answer_of(*subject.shown, std::min(*wanted, kWidth));
    });
    if (!read) return read.error();
    if (!*read) return no_object();
    sink(text);
    return {};
  }
  return no_object();
}

}  // namespace feedwitness::views::graph
