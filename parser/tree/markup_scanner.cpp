#include "parser/tree/markup_scanner.h"

#include <algorithm>
#include <array>

namespace feedwitness::parser {

namespace {

// Where the parts of a tag end, by byte.
constexpr std::uint8_t kSpace = 1;
constexpr std::uint8_t kName = 2;
constexpr std::uint8_t kAttributeName = 4;
constexpr std::uint8_t kUnquotedValue = 8;

constexpr auto kEnds = [] {
  std::array<std::uint8_t, 256> ends{};
  for (const char space : {' ', '\t', '\n', '\f', '\r'}) {
    ends[static_cast<unsigned char>(space)] = kSpace | kName | kAttributeName | kUnquotedValue;
  }
  ends['/'] = kName | kAttributeName;
  ends['='] = kAttributeName;
  ends['>'] = kName | kAttributeName | kUnquotedValue;
  return ends;
}();

bool ends(std::uint8_t what, char letter) { return (kEnds[static_cast<unsigned char>(letter)] & what) != 0; }

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }
bool is_letter(char letter) { return lower(letter) >= 'a' && lower(letter) <= 'z'; }

bool starts_with_lower(std::string_view text, std::string_view lower_prefix) {
  return text.size() >= lower_prefix.size() &&
         std::equal(lower_prefix.begin(), lower_prefix.end(), text.begin(),
                    [](char expected, char letter) { return lower(letter) == expected; });
}

}  // namespace

MarkupScanner::Kind MarkupScanner::next() {
  if (at_ >= html_.size()) return Kind::end;
  const std::string_view rest = html_.substr(at_);
  const char second = rest.size() > 1 ? rest[1] : ' ';
  const char third = rest.size() > 2 ? rest[2] : '\0';
  if (rest.front() == '<') {
    if (is_letter(second)) {
      at_ += 1;
      return tag(Kind::start_tag);
    }
    if (second == '/' && is_letter(third)) {
      at_ += 2;
      return tag(Kind::end_tag);
    }
    if (second == '!') return markup_declaration();
    // After "</>" Gumbo overlooks the end of a picture.
    if (second == '/' && third == '>') return Kind::two_ways;
    if (second == '?' || (second == '/' && rest.size() > 2)) return until_bracket(Kind::comment);
  }
  text_ = rest.substr(0, rest.find('<', 1));
  at_ += text_.size();
  return Kind::text;
}

MarkupScanner::Kind MarkupScanner::markup_declaration() {
  const std::string_view rest = html_.substr(at_);
  if (rest.starts_with("<!--")) return comment();
  if (starts_with_lower(rest, "<!doctype")) return until_bracket(Kind::doctype);
  if (rest.starts_with("<![CDATA[")) {
    const std::size_t bracket = rest.find('>');
    if (bracket != std::string_view::npos && !rest.substr(0, bracket).ends_with("]]")) return Kind::two_ways;
  }
  return until_bracket(Kind::comment);
}

MarkupScanner::Kind MarkupScanner::until_bracket(Kind kind) {
  const std::size_t bracket = html_.find('>', at_);
  at_ = bracket == std::string_view::npos ? html_.size() : bracket + 1;
  return kind;
}

// Ends at "-->" or "--!>"; "<!-->" and "<!--->" are whole comments.
MarkupScanner::Kind MarkupScanner::comment() {
  const std::size_t content = at_ + 4;
  for (std::size_t dashes = html_.find("--", at_ + 2); dashes != std::string_view::npos;
       dashes = html_.find("--", dashes + 1)) {
    const std::string_view rest = html_.substr(dashes + 2, 2);
    const bool bang = rest == "!>" && dashes >= content;
    if (!rest.starts_with('>') && !bang) continue;
    at_ = dashes + (bang ? 4 : 3);
    return Kind::comment;
  }
  at_ = html_.size();
  return Kind::comment;
}

void MarkupScanner::skip_spaces() {
  while (at_ < html_.size() && ends(kSpace, html_[at_])) ++at_;
}

MarkupScanner::Kind MarkupScanner::tag(Kind kind) {
  const std::size_t name_end = end_of(kName, at_);
  text_ = html_.substr(at_, name_end - at_);
  at_ = name_end;
  attributes_ = 0;
  self_closing_ = false;
  while (true) {
    skip_spaces();
    if (at_ >= html_.size()) return Kind::end;  // A tag that does not end is none.
    if (at('>')) break;
    if (at('/')) {
      ++at_;
      self_closing_ = at('>');
      continue;
    }
    if (!attribute()) return Kind::end;
  }
  ++at_;
  return kind;
}

std::size_t MarkupScanner::end_of(std::uint8_t what, std::size_t from) const {
  while (from < html_.size() && !ends(what, html_[from])) ++from;
  return from;
}

// False when the html ends in it.
bool MarkupScanner::attribute() {
  ++attributes_;
  at_ = end_of(kAttributeName, at_ + 1);
  skip_spaces();
  if (!at('=')) return at_ < html_.size();
  ++at_;
  skip_spaces();
  if (at_ >= html_.size()) return false;
  const char quote = html_[at_];
  if (quote == '"' || quote == '\'') {
    const std::size_t end = html_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return false;
    at_ = end + 1;
    return true;
  }
  at_ = end_of(kUnquotedValue, at_);
  return at_ < html_.size();
}

std::string_view MarkupScanner::raw_text(std::string_view lower_name) {
  const std::size_t end = lower_name == "script" ? script_end() : end_tag(lower_name, at_);
  const std::string_view content = html_.substr(at_, end - at_);
  at_ = end;
  return content;
}

// True where a tag's name stands, whole: "</script" but not "</scripts".
bool MarkupScanner::tag_name_at(std::size_t position, std::string_view lower_name) const {
  const std::string_view rest = html_.substr(std::min(position, html_.size()));
  return rest.size() > lower_name.size() && starts_with_lower(rest, lower_name) && ends(kName, rest[lower_name.size()]);
}

std::size_t MarkupScanner::end_tag(std::string_view lower_name, std::size_t from) const {
  for (std::size_t open = html_.find("</", from); open != std::string_view::npos; open = html_.find("</", open + 2)) {
    if (tag_name_at(open + 2, lower_name)) return open;
  }
  return html_.size();
}

// Inside <!-- a script may hold <script> and </script>, which then do not end it.
// Source: HTML, 13.2.5.15 to 13.2.5.31, "Script data ... state".
std::size_t MarkupScanner::script_end() const {
  constexpr std::string_view kScript = "script";
  bool escaped = false;
  bool nested = false;
  for (std::size_t at = at_; at < html_.size(); ++at) {
    at = escaped ? html_.find_first_of("<-", at) : html_.find('<', at);
    if (at == std::string_view::npos) break;
    const std::string_view rest = html_.substr(at);
    if (!escaped && rest.starts_with("<!--")) {
      escaped = true;
      at += 1;  // The dashes may be those of "-->".
    } else if (escaped && rest.starts_with("-->")) {
      escaped = nested = false;
      at += 2;
    } else if (rest.starts_with("</") && tag_name_at(at + 2, kScript)) {
      if (!nested) return at;
      nested = false;
    } else if (escaped && rest.starts_with('<') && tag_name_at(at + 1, kScript)) {
      nested = true;
    }
  }
  return html_.size();
}

}  // namespace feedwitness::parser
