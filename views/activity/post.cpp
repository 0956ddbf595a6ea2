#include "views/activity/post.h"

#include <algorithm>
#include <array>

#include <boost/json.hpp>
#include <utf8proc.h>

#include "base/utf8.h"
#include "views/xml_text.h"

namespace feedwitness::views::activity {
namespace {

namespace json = boost::json;

constexpr Kind kStatus{"Status Update", "status", "Note"};
constexpr Kind kPhoto{"Upload Photos", "photo", "Image"};
constexpr Kind kVideo{"Upload Video", "video", "Video"};
constexpr Kind kArticle{"Note", "article", "Article"};
constexpr Kind kBookmark{"Share Link", "bookmark", "Note"};

constexpr int kLongestTitle = 80;

// By the kind of the permalink, where it says more than "a post".
const Kind* kind_of_link(std::string_view fblinktype) {
  static constexpr std::array<std::pair<std::string_view, const Kind*>, 5> kKinds{
      {{"album", &kPhoto}, {"notes", &kArticle}, {"photo", &kPhoto}, {"reel", &kVideo}, {"videos", &kVideo}}};
  const auto* const found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& known) { return known.first == fblinktype; });
  return found == kKinds.end() ? nullptr : found->second;
}

json::value parsed(std::string_view text) {
  boost::system::error_code failed;
  auto value = json::parse({text.data(), text.size()}, failed);
  return failed ? json::value{} : value;
}

std::string text_of(const json::object& object, const char* key) {
  const auto* const value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

// The end of the first so many characters as a person counts them.
std::size_t end_of_characters(std::string_view text, int amount) {
  const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  utf8proc_int32_t last = -1;
  utf8proc_int32_t state = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    utf8proc_int32_t point = -1;
    const auto size = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
    if (size <= 0) break;
    const bool begins_one = last < 0 || utf8proc_grapheme_break_stateful(last, point, &state) != 0;
    if (begins_one && amount-- == 0) break;
    last = point;
    at += static_cast<std::size_t>(size);
  }
  return at;
}

void append_paragraphs(std::string& html, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) append_element(html, "p", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

const Kind& kind_of(const store::ImpressionRow& row) {
  if (row.video.value_or(false)) return kVideo;
  if (const Kind* kind = kind_of_link(row.fblinktype)) return *kind;
  if (row.images_count.value_or(0) > 0) return kPhoto;
  return row.has_card && !row.card_link.empty() ? kBookmark : kStatus;
}

std::string urn_of(const identity::Id& id) {
  constexpr std::array<std::size_t, 4> kDashes{8, 12, 16, 20};
  identity::Id marked = id;
  marked[6] = static_cast<std::uint8_t>((marked[6] & 0x0FU) | 0x80U);
  marked[8] = static_cast<std::uint8_t>((marked[8] & 0x3FU) | 0x80U);
  const std::string digits = identity::hex(marked);
  std::string urn = "urn:uuid:";
  for (std::size_t at = 0; at < 32; ++at) {
    if (std::find(kDashes.begin(), kDashes.end(), at) != kDashes.end()) urn += '-';
    urn += digits[at];
  }
  return urn;
}

std::string address_of(std::string_view perma_link) {
  return perma_link.empty() ? std::string{} : "https://www.facebook.com" + std::string{perma_link};
}

std::string title_of(const store::ImpressionRow& row) {
  for (const std::string_view text : {row.text, row.display_source, row.source, kind_of(row).category}) {
    std::string line = well_formed(std::string{text.substr(0, text.find('\n'))});
    const std::size_t end = end_of_characters(line, kLongestTitle);
    if (line.empty()) continue;
    if (end == line.size()) return line;
    const std::size_t space = line.rfind(' ', end);
    return line.substr(0, space == std::string::npos || space == 0 ? end : space) + "\xE2\x80\xA6";
  }
  return {};
}

std::string html_of(std::string_view text) {
  std::string html;
  append_paragraphs(html, text);
  return html;
}

std::string html_of(const store::ImpressionRow& row) {
  std::string html = html_of(row.text);
  if (!row.has_card) return html;
  const std::string_view name = row.card_title.empty() ? row.card_link : row.card_title;
  if (!row.card_link.empty() && row.card_is_valid) {
    html += "<p><a";
    append_address(html, "href", row.card_link);
    html += ">";
    append_text(html, name);
    html += "</a></p>\n";
  } else if (!name.empty()) {
    append_element(html, "p", name);
  }
  append_paragraphs(html, row.card_description);
  return html;
}

std::vector<std::string> captions_of(const store::ImpressionRow& row) {
  std::vector<std::string> captions;
  if (row.captions.empty()) return captions;
  const auto list = parsed(row.captions);
  if (!list.is_array()) return captions;
  for (const json::value& caption : list.get_array()) {
    if (caption.is_string()) captions.emplace_back(caption.get_string());
  }
  return captions;
}

std::optional<Shared> shared_of(const store::ImpressionRow& row) {
  if (row.shared.empty()) return std::nullopt;
  const auto value = parsed(row.shared);
  if (!value.is_object()) return std::nullopt;
  const json::object& object = value.get_object();
  Shared shared;
  shared.source = text_of(object, "name");
  shared.source_link = text_of(object, "link");
  shared.address = address_of(text_of(object, "permaLink"));
  if (text_of(object, "visibility") == name_of(parser::Visibility::public_post)) shared.text = text_of(object, "text");
  shared.published = parse_time(text_of(object, "publicationTime"));
  return shared;
}

}  // namespace feedwitness::views::activity
