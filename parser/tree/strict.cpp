#include "parser/tree/strict.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "parser/tree/guard.h"
#include "parser/tree/html_elements.h"

namespace feedwitness::parser {

namespace {

struct Reference {
  std::string_view written;
  std::string_view text;
};
constexpr std::array<Reference, 5> kReferences{
    {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", "\u00A0"}}};

// Bytes of names. Upper-case letters stand in names of pictures only ("viewBox", "foreignObject").
constexpr std::uint8_t kNameByte = 1;
constexpr std::uint8_t kUpperCase = 2;
constexpr auto kNameBytes = [] {
  std::array<std::uint8_t, 256> bytes{};
  for (std::size_t byte = 0x21; byte < bytes.size(); ++byte) bytes[byte] = kNameByte;
  for (std::size_t byte = 'A'; byte <= 'Z'; ++byte) bytes[byte] = kNameByte | kUpperCase;
  for (const char end : {'"', '\'', '/', '<', '=', '>', '\x7F'}) bytes[static_cast<unsigned char>(end)] = 0;
  return bytes;
}();

// UTF-8 without the two characters that a browser's document cannot hold.
bool is_clean(std::string_view html) {
  if (html.find('\0') != std::string_view::npos || html.find('\r') != std::string_view::npos) return false;
  for (std::size_t at = 0; at < html.size();) {
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::uint64_t word = kHighBits;
    if (html.size() - at >= sizeof word) std::memcpy(&word, html.data() + at, sizeof word);
    if ((word & kHighBits) == 0) {
      at += sizeof word;
      continue;
    }
    const std::size_t length = utf8_length(html.substr(at));
    if (length == 0) return false;
    at += length;
  }
  return true;
}

class StrictParser {
 public:
  StrictParser(std::string_view html, TreeBuilder& builder) : html_(html), builder_(builder) {}

  bool run();

 private:
  struct Open {
    std::string_view name;  // as written
    const Element* element = nullptr;
    bool foreign = false;
  };

  bool doctype();
  bool comment();
  bool start_tag();
  bool end_tag();
  bool attributes();
  bool text(std::string_view text);
  bool raw_text(const Open& open);

  struct Name {
    std::string_view written;
    std::string_view lower;
  };
  Name name();
  bool skip(char expected);
  bool skip(std::string_view expected);
  // The text up to `end`, which is stepped over; nullopt without it.
  bool take_until(std::string_view end, std::string_view& taken);
  bool decode(std::string_view written, std::string_view& text);
  std::string_view lower_case(std::string_view name);
  bool is_repeated(std::string_view name);

  std::string_view html_;
  TreeBuilder& builder_;
  std::size_t at_ = 0;
  std::size_t next_ampersand_ = 0;  // the first one that was not passed yet
  std::vector<Open> open_;
  std::vector<std::string_view> names_;  // of the attributes of the tag that is read
  std::uint64_t seen_names_ = 0;
};

bool StrictParser::run() {
  if (!is_clean(html_)) return false;
  builder_.expect(html_.size());
  next_ampersand_ = std::min(html_.find('&'), html_.size());
  if (!doctype()) return false;
  while (at_ < html_.size()) {
    const char second = at_ + 1 < html_.size() ? html_[at_ + 1] : '\0';
    bool read = false;
    if (html_[at_] != '<') {
      const std::size_t end = std::min(html_.find('<', at_), html_.size());
      read = text(html_.substr(at_, end - at_));
      at_ = end;
    } else if (second == '/') {
      read = end_tag();
    } else if (second == '!') {
      read = comment();
    } else {
      read = start_tag();
    }
    if (!read) return false;
  }
  return open_.empty();
}

bool StrictParser::skip(char expected) {
  if (at_ >= html_.size() || html_[at_] != expected) return false;
  ++at_;
  return true;
}

bool StrictParser::skip(std::string_view expected) {
  if (!html_.substr(at_).starts_with(expected)) return false;
  at_ += expected.size();
  return true;
}

bool StrictParser::take_until(std::string_view end, std::string_view& taken) {
  const std::size_t found = end.size() == 1 ? html_.find(end.front(), at_) : html_.find(end, at_);
  if (found == std::string_view::npos) return false;
  taken = html_.substr(at_, found - at_);
  at_ = found + end.size();
  return true;
}

// A serialised document may have one; white space behind it is no text of the page.
bool StrictParser::doctype() {
  if (!skip("<!DOCTYPE html>") && !skip("<!doctype html>")) return true;
  at_ = std::min(html_.find_first_not_of(" \t\n\f", at_), html_.size());
  return html_.substr(at_).starts_with("<html");
}

// Markup may be hidden in a comment inside <code>, and some texts of comments end them early elsewhere.
bool StrictParser::comment() {
  std::string_view text;
  if (!skip("<!--") || !take_until("-->", text)) return false;
  if (text.starts_with('>') || text.starts_with("->") || text.find("--!>") != std::string_view::npos) return false;
  if (!open_.empty() && open_.back().name == "code") return false;
  builder_.comment(text);
  return true;
}

bool StrictParser::text(std::string_view text) {
  std::string_view decoded;
  if (!decode(text, decoded)) return false;
  builder_.text(decoded);
  return true;
}

bool StrictParser::decode(std::string_view written, std::string_view& text) {
  text = written;
  const auto begin = static_cast<std::size_t>(written.data() - html_.data());
  if (begin + written.size() <= next_ampersand_) return true;
  if (next_ampersand_ < begin) next_ampersand_ = std::min(html_.find('&', begin), html_.size());
  if (begin + written.size() <= next_ampersand_) return true;
  std::string decoded;
  while (!written.empty()) {
    const std::size_t ampersand = written.find('&');
    decoded += written.substr(0, ampersand);
    if (ampersand == std::string_view::npos) break;
    written.remove_prefix(ampersand);
    const auto* const reference = std::find_if(kReferences.begin(), kReferences.end(),
                                               [written](const auto& it) { return written.starts_with(it.written); });
    if (reference == kReferences.end()) return false;
    decoded += reference->text;
    written.remove_prefix(reference->written.size());
  }
  text = builder_.keep(decoded);
  return true;
}

StrictParser::Name StrictParser::name() {
  const std::size_t begin = at_;
  std::uint8_t seen = 0;
  while (at_ < html_.size()) {
    const std::uint8_t kind = kNameBytes[static_cast<unsigned char>(html_[at_])];
    if (kind == 0) break;
    seen |= kind;
    ++at_;
  }
  const std::string_view written = html_.substr(begin, at_ - begin);
  return {written, (seen & kUpperCase) == 0 ? written : lower_case(written)};
}

std::string_view StrictParser::lower_case(std::string_view name) {
  std::string lower{name};
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return builder_.keep(lower);
}

bool StrictParser::start_tag() {
  ++at_;
  const Name name = this->name();
  if (name.written.empty() || name.written.front() < 'a' || name.written.front() > 'z') return false;
  Open open{name.written, &element_named(name.lower), false};
  if (open.name == "plaintext" || open_.size() >= kDepthLimit) return false;

  const bool in_picture = !open_.empty() && open_.back().foreign && !open_.back().element->is(trait::kInSvgHtml);
  open.foreign = in_picture || open.element->is(trait::kForeign);
  builder_.open(name.lower);
  if (!attributes()) return false;
  if (!open.foreign && open.element->is(trait::kVoid)) {
    builder_.close();
    return true;
  }
  if (!open.foreign && (open.element->is(trait::kRaw) || open.name == "noscript")) return raw_text(open);
  // Whoever reads it swallows a line feed here, so that it is not known whether there was another one.
  if ((open.name == "pre" || open.name == "listing") && html_.substr(at_).starts_with('\n')) return false;
  open_.push_back(open);
  return true;
}

bool StrictParser::attributes() {
  names_.clear();
  seen_names_ = 0;
  while (!skip('>')) {
    if (!skip(' ')) return false;
    const Name name = this->name();
    std::string_view value;
    std::string_view decoded;
    if (name.written.empty() || !skip('=') || !skip('"') || !take_until("\"", value) || !decode(value, decoded)) {
      return false;
    }
    if (is_repeated(name.lower) || names_.size() > kAttributeLimit) return false;
    builder_.attribute(name.lower, decoded);
  }
  return true;
}

// Few names of one tag share a bit.
bool StrictParser::is_repeated(std::string_view name) {
  const std::size_t key = name.size() * 7 + std::size_t{static_cast<unsigned char>(name.front())} * 5 +
                          static_cast<unsigned char>(name.back());
  const std::uint64_t bit = std::uint64_t{1} << (key % 64);
  const bool repeated = (seen_names_ & bit) != 0 && std::find(names_.begin(), names_.end(), name) != names_.end();
  seen_names_ |= bit;
  names_.push_back(name);
  return repeated;
}

// <script>, <style> and others have no tags in them, <title> and <textarea> have references.
bool StrictParser::raw_text(const Open& open) {
  const std::size_t begin = at_;
  std::string_view content;
  if (!take_until("</" + std::string{open.name} + ">", content)) return false;
  if (open.name == "textarea" && content.starts_with('\n')) return false;
  if (open.element->is(trait::kReferences)) {
    if (content.find('<') != std::string_view::npos || !text(content)) return false;
  } else if (open.name != "noscript") {
    // "<!--" in a script changes where it ends.
    if (open.name == "script" && content.find("<!--") != std::string_view::npos) return false;
    builder_.text(html_.substr(begin, content.size()));
  }
  builder_.close();
  return true;
}

bool StrictParser::end_tag() {
  if (open_.empty()) return false;
  at_ += 2;
  if (!skip(open_.back().name) || !skip('>')) return false;
  open_.pop_back();
  builder_.close();
  return true;
}

}  // namespace

bool build_strictly(std::string_view html, TreeBuilder& builder) { return StrictParser{html, builder}.run(); }

}  // namespace feedwitness::parser
