#include "parser/mhtml.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "parser/base64.h"
#include "parser/parse.h"

namespace feedwitness::parser {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// The header in front is short; a browser's has about ten lines.
constexpr std::size_t kHeaderLimit = std::size_t{64} << 10U;

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool equal_ignoring_case(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string_view take_line(std::string_view& text) {
  const std::size_t feed = text.find('\n');
  std::string_view line = text.substr(0, feed);
  text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// A message or a part of one: its header, unread, and what follows the empty line.
struct Part {
  std::string_view header;
  std::string_view body;
};

Part part_of(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t header_size = text.size() - rest.size();
    if (take_line(rest).empty()) return {text.substr(0, header_size), rest};
  }
  return {text, {}};
}

// The value of a field, with the lines that go on after it.
std::string field(std::string_view header, std::string_view name) {
  std::string value;
  bool found = false;
  while (!header.empty()) {
    const std::string_view line = take_line(header);
    if (found) {
      if (!line.starts_with(' ') && !line.starts_with('\t')) break;
      value.append(" ").append(trimmed(line));
      continue;
    }
    const std::size_t colon = line.find(':');
    found = colon != std::string_view::npos && equal_ignoring_case(trimmed(line.substr(0, colon)), name);
    if (found) value = trimmed(line.substr(colon + 1));
  }
  return value;
}

// `boundary="x"` of "multipart/related; type=...; boundary=x".
std::string_view parameter(std::string_view value, std::string_view name) {
  while (true) {
    const std::size_t semicolon = value.find(';');
    if (semicolon == std::string_view::npos) return {};
    value.remove_prefix(semicolon + 1);
    const std::size_t equals = value.find('=');
    if (equals == std::string_view::npos) return {};
    if (!equal_ignoring_case(trimmed(value.substr(0, equals)), name)) continue;
    std::string_view found = trimmed(value.substr(equals + 1));
    if (found.starts_with('"')) return found.substr(1, found.find('"', 1) - 1);
    return trimmed(found.substr(0, found.find(';')));
  }
}

bool has_media_type(std::string_view header, std::string_view type) {
  const std::string value = field(header, "Content-Type");
  return equal_ignoring_case(trimmed(std::string_view{value}.substr(0, value.find(';'))), type);
}

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  const char small = lower(letter);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// RFC 2045, 6.7. An equals sign at the end of a line joins it with the next; one that starts no code stands for itself.
std::string from_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t equals = text.find('=');
    out += text.substr(0, equals);
    if (equals == std::string_view::npos) break;
    text.remove_prefix(equals + 1);
    const std::size_t line_end = text.find_first_not_of(" \t");
    const std::string_view rest = line_end == std::string_view::npos ? std::string_view{} : text.substr(line_end);
    if (rest.starts_with('\n') || rest.starts_with("\r\n") || rest.empty()) {
      take_line(text);
    } else if (text.size() > 1 && hex_digit(text[0]) >= 0 && hex_digit(text[1]) >= 0) {
      out += static_cast<char>(hex_digit(text[0]) * 16 + hex_digit(text[1]));
      text.remove_prefix(2);
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decoded(const Part& part) {
  const std::string encoding = field(part.header, "Content-Transfer-Encoding");
  if (equal_ignoring_case(encoding, "quoted-printable")) return from_quoted_printable(part.body);
  if (equal_ignoring_case(encoding, "base64")) return from_base64(part.body);
  return std::string{part.body};
}

// RFC 5322, 3.3: "Sun, 22 Nov 2026 10:05:00 +0100". A zone by name, which no browser writes, is not read.
std::optional<Time> read_mail_date(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::size_t comma = text.find(',');
  if (comma != std::string_view::npos) text.remove_prefix(comma + 1);
  std::array<std::string_view, 5> words;  // day, month, year, time, zone
  for (std::string_view& word : words) {
    text = trimmed(text);
    word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
  }
  const auto month = static_cast<std::size_t>(std::find(kMonths.begin(), kMonths.end(), words[1]) - kMonths.begin());
  if (month == kMonths.size() || words[0].empty() || words[0].size() > 2 || words[4].size() != 5) return std::nullopt;
  const auto two_digits = [](std::size_t number) {
    std::string digits = std::to_string(number);
    return digits.insert(0, 2 - digits.size(), '0');
  };
  std::string iso{words[2]};
  iso.append("-").append(two_digits(month + 1)).append("-");
  iso.append(2 - words[0].size(), '0').append(words[0]).append("T").append(words[3]).append(words[4]);
  return parse_time(iso);
}

// What lies between the lines "--boundary".
class Parts {
 public:
  Parts(std::string_view body, std::string_view boundary) : rest_(body), mark_("--" + std::string{boundary}) { next(); }

  // nullopt after the last one.
  std::optional<Part> next() {
    if (rest_.empty()) return std::nullopt;
    const std::size_t mark = rest_.starts_with(mark_) ? 0 : rest_.find("\n" + mark_);
    std::string_view text = rest_.substr(0, mark);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (mark == std::string_view::npos) {
      rest_ = {};
      return part_of(text);
    }
    rest_.remove_prefix(mark);
    if (rest_.starts_with('\n')) rest_.remove_prefix(1);
    rest_.remove_prefix(mark_.size());
    if (rest_.starts_with("--")) rest_ = {};
    take_line(rest_);
    return part_of(text);
  }

 private:
  std::string_view rest_;
  std::string mark_;
};

}  // namespace

bool is_mhtml(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::string_view start = text.substr(0, kHeaderLimit);
  if (start.empty() || !(lower(start.front()) >= 'a' && lower(start.front()) <= 'z')) return false;
  return has_media_type(part_of(start).header, "multipart/related");
}

Result<Mhtml> read_mhtml(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const Part whole = part_of(text);
  Mhtml mhtml;
  mhtml.url = field(whole.header, "Snapshot-Content-Location");
  mhtml.date = read_mail_date(field(whole.header, "Date"));

  const std::string content_type = field(whole.header, "Content-Type");
  Parts parts{whole.body, parameter(content_type, "boundary")};
  std::optional<Part> best;
  while (const std::optional<Part> part = parts.next()) {
    if (!has_media_type(part->header, "text/html")) continue;
    const std::string location = field(part->header, "Content-Location");
    const bool is_the_page = !mhtml.url.empty() && location == mhtml.url;
    if (is_the_page || !best || part->body.size() > best->body.size()) best = part;
    if (is_the_page) break;
  }
  if (!best) return Error{ErrorCode::bad_request, "the MHTML file holds no html"};
  if (best->body.size() > 4 * kHtmlLimit) return Error{ErrorCode::too_large, "the html is larger than 16 MiB"};
  if (mhtml.url.empty()) mhtml.url = field(best->header, "Content-Location");
  mhtml.html = decoded(*best);
  return mhtml;
}

}  // namespace feedwitness::parser
