#include <sstream>
#include <string_view>
#include <utility>

#include <date/date.h>

#include "base/utf8.h"
#include "identity/identity.h"
#include "intake/intake.h"
#include "parser/mhtml.h"

namespace feedwitness::intake {
namespace {

// What a program that saved a page wrote into the file.
struct Origin {
  std::string url;
  std::optional<Time> time;
  std::chrono::minutes utc_offset{0};
};

// From the end of `mark` to the end of the line, or to `end`; empty without the mark.
std::string_view line_after(std::string_view text, std::string_view mark, std::string_view end) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + mark.size());
  const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
  return line.substr(0, line.find(end));
}

// "Tue Jun 16 2020 21:55:42 GMT+0200 (Central European Summer Time)": ECMA-262, Date.prototype.toString.
void read_date(std::string_view text, Origin& origin) {
  std::istringstream stream{std::string(text)};
  date::sys_seconds time;
  std::chrono::minutes offset{0};
  stream >> date::parse("%a %b %d %Y %H:%M:%S GMT%z", time, offset);
  if (stream.fail()) return;
  origin.time = time;
  origin.utc_offset = offset;
}

// Chromium and others begin with <!-- saved from url=(0025)https://www.facebook.com/ -->, the number being the length
// of the address; SingleFile with a comment of lines: "url: ...", "saved date: ...".
Origin origin_of(std::string_view html) {
  constexpr std::size_t kHead = 4096;
  const std::string_view head = html.substr(0, kHead);
  Origin origin;
  const std::string_view saved_from = line_after(head, "<!-- saved from url=(", " -->");
  const std::size_t parenthesis = saved_from.find(')');
  if (parenthesis != std::string_view::npos) origin.url = saved_from.substr(parenthesis + 1);
  const std::size_t single_file = head.find("Page saved with SingleFile");
  if (single_file == std::string_view::npos) return origin;
  origin.url = line_after(head.substr(single_file), "url: ", " ");
  read_date(line_after(head.substr(single_file), "saved date: ", "("), origin);
  return origin;
}

// A UUID of its content (RFC 9562, version 8: the bits are ours to choose).
std::string uuid_of(std::string_view bytes) {
  std::string hex = identity::sha256_hex(bytes);
  hex[12] = '8';
  hex[16] = "89ab"[hex[16] % 4];
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' +
         hex.substr(20, 12);
}

// The html of a saved file, and what the file says of it.
Result<std::pair<std::string, Origin>> unpack(std::string bytes) {
  if (!parser::is_mhtml(bytes)) {
    Origin origin = origin_of(bytes);
    return std::pair{std::move(bytes), std::move(origin)};
  }
  auto unpacked = parser::read_mhtml(bytes);
  if (!unpacked) return unpacked.error();
  return std::pair{std::move(unpacked->html), Origin{.url = std::move(unpacked->url), .time = unpacked->date}};
}

}  // namespace

Result<SavedPage> open_saved_page(std::string bytes, std::optional<Time> captured_at, Time modified,
                                  std::string_view url) {
  std::string uuid = uuid_of(bytes);
  auto unpacked = unpack(std::move(bytes));
  if (!unpacked) return unpacked.error();
  auto& [html, origin] = *unpacked;
  if (html.size() > parser::kHtmlLimit) {
    return Error{ErrorCode::too_large, "a page is at most " + std::to_string(parser::kHtmlLimit) + " bytes"};
  }
  SavedPage page;
  page.captured_at = captured_at ? *captured_at : origin.time.value_or(modified);
  page.utc_offset = origin.utc_offset;
  page.timeline = {std::move(uuid), page.captured_at, url.empty() ? std::move(origin.url) : std::string(url),
                   "facebook", ""};
  page.html = well_formed(std::move(html));
  return page;
}

}  // namespace feedwitness::intake
