#include "parser/scrub.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include <utf8proc.h>

#include "base/utf8.h"
#include "parser/markup_scanner.h"
#include "parser/mhtml.h"
#include "parser/parse.h"
#include "parser/scrub_values.h"
#include "parser/scrub_words.h"

namespace feedwitness::parser {
namespace {

// What an attribute holds.
enum class Holds : std::uint8_t { the_sites_own, ids, words, address, style, anything };

struct Attribute {
  std::string_view name;
  Holds holds;
};

// Names that end in '-' stand for all that begin so. What is not listed may hold anything.
constexpr std::array kAttributes{
    Attribute{"class", Holds::the_sites_own},
    Attribute{"role", Holds::the_sites_own},
    Attribute{"type", Holds::the_sites_own},
    Attribute{"rel", Holds::the_sites_own},
    Attribute{"dir", Holds::the_sites_own},
    Attribute{"lang", Holds::the_sites_own},
    Attribute{"property", Holds::the_sites_own},
    Attribute{"http-equiv", Holds::the_sites_own},
    Attribute{"charset", Holds::the_sites_own},
    Attribute{"target", Holds::the_sites_own},
    Attribute{"d", Holds::the_sites_own},
    Attribute{"viewbox", Holds::the_sites_own},
    Attribute{"fill", Holds::the_sites_own},
    Attribute{"xmlns", Holds::the_sites_own},
    Attribute{"xmlns:xlink", Holds::the_sites_own},
    Attribute{"data-ad-", Holds::the_sites_own},
    Attribute{"data-visualcompletion", Holds::the_sites_own},
    Attribute{"data-testid", Holds::the_sites_own},
    Attribute{"data-sigil", Holds::the_sites_own},
    Attribute{"data-pagelet", Holds::the_sites_own},
    Attribute{"data-mcomponent", Holds::the_sites_own},
    Attribute{"aria-hidden", Holds::the_sites_own},
    Attribute{"aria-haspopup", Holds::the_sites_own},
    Attribute{"id", Holds::ids},
    Attribute{"for", Holds::ids},
    Attribute{"name", Holds::ids},
    Attribute{"aria-labelledby", Holds::ids},
    Attribute{"aria-describedby", Holds::ids},
    Attribute{"aria-controls", Holds::ids},
    Attribute{"aria-owns", Holds::ids},
    Attribute{"alt", Holds::words},
    Attribute{"title", Holds::words},
    Attribute{"aria-label", Holds::words},
    Attribute{"placeholder", Holds::words},
    Attribute{"data-tooltip-content", Holds::words},
    Attribute{"href", Holds::address},
    Attribute{"xlink:href", Holds::address},
    Attribute{"src", Holds::address},
    Attribute{"action", Holds::address},
    Attribute{"poster", Holds::address},
    Attribute{"ajaxify", Holds::address},
    Attribute{"data-lynx-uri", Holds::address},
    Attribute{"data-hovercard", Holds::address},
    Attribute{"data-uri", Holds::address},
    Attribute{"style", Holds::style},
};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

Holds held_by(std::string_view lower_name) {
  const auto* const found = std::ranges::find_if(kAttributes, [lower_name](const Attribute& attribute) {
    return attribute.name == lower_name || (attribute.name.ends_with('-') && lower_name.starts_with(attribute.name));
  });
  return found == kAttributes.end() ? Holds::anything : found->holds;
}

// The references that browsers write, and those with numbers. A name that is not known stays text.
std::string without_references(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNamed{
      {{"amp;", "&"}, {"lt;", "<"}, {"gt;", ">"}, {"quot;", "\""}, {"nbsp;", "\u00A0"}, {"apos;", "'"}}};
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('&'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    text.remove_prefix(1);
    const auto* const named =
        std::ranges::find_if(kNamed, [text](const auto& each) { return text.starts_with(each.first); });
    if (named != kNamed.end()) {
      out += named->second;
      text.remove_prefix(named->first.size());
      continue;
    }
    const bool hex = text.starts_with("#x") || text.starts_with("#X");
    const std::string_view digits = text.substr(std::min<std::size_t>(hex ? 2 : 1, text.size()));
    const std::size_t size =
        std::min(digits.find_first_not_of(hex ? "0123456789abcdefABCDEF" : "0123456789"), digits.size());
    if (!text.starts_with('#') || size == 0 || size > 7) {
      out += '&';
      continue;
    }
    const long code = std::strtol(std::string(digits.substr(0, size)).c_str(), nullptr, hex ? 16 : 10);
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto written = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), bytes.data());
    out.append(bytes.begin(), bytes.begin() + written);
    text = digits.substr(size);
    if (text.starts_with(';')) text.remove_prefix(1);
  }
  return well_formed(std::move(out));
}

void append_with_references(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class Scrubber {
 public:
  explicit Scrubber(const Disguise& disguise) : disguise_(disguise) {}

  Result<std::string> page(std::string_view html) {
    MarkupScanner scanner(html);
    std::string last_tag;
    while (true) {
      const std::size_t begin = scanner.position();
      const auto kind = scanner.next();
      const std::string_view piece = html.substr(begin, scanner.position() - begin);
      switch (kind) {
        case MarkupScanner::Kind::end: return std::move(out_);
        case MarkupScanner::Kind::two_ways: return Error{ErrorCode::unsafe_html, "the markup can be read in two ways"};
        case MarkupScanner::Kind::text: text(piece); break;
        case MarkupScanner::Kind::doctype: out_ += "<!DOCTYPE html>"; break;
        case MarkupScanner::Kind::end_tag:
          out_ += "</" + std::string(scanner.name()) + '>';
          last_tag.clear();
          break;
        case MarkupScanner::Kind::comment:
          if (const auto done = comment(piece, last_tag == "code"); !done) return done.error();
          break;
        case MarkupScanner::Kind::start_tag:
          last_tag = lower(scanner.name());
          tag(piece, scanner.name());
          if (last_tag == "script") script(scanner.raw_text("script"));
          if (last_tag == "style") out_ += scrub_style(scanner.raw_text("style"), disguise_);
          break;
      }
    }
  }

 private:
  // One letter, or a piece of a label that is cut into letters, gives nobody away.
  void text(std::string_view piece) {
    constexpr std::size_t kLongestPiece = 3;
    const std::string plain = without_references(piece);
    const std::size_t letters = letters_in(plain);
    const bool stays = letters == 1 || (letters <= kLongestPiece && is_piece_of_sponsored_label(plain));
    append_with_references(out_, stays ? plain : scrub_text(plain, disguise_));
  }

  std::string value(std::string_view name, std::string_view plain) const {
    if (letters_in(plain) <= 1) return std::string(plain);
    switch (held_by(lower(name))) {
      case Holds::the_sites_own: return std::string(plain);
      case Holds::ids: return disguise_.token(plain);
      case Holds::words: return scrub_text(plain, disguise_);
      case Holds::address: return scrub_address(plain, disguise_);
      case Holds::style: return scrub_style(plain, disguise_);
      case Holds::anything: break;
    }
    return name.starts_with("on") ? scrub_data(plain, disguise_) : scrub_any(plain, disguise_);
  }

  void tag(std::string_view piece, std::string_view name) {
    constexpr std::string_view kSpaces = " \t\n\f\r/";
    out_ += '<';
    out_ += name;
    std::string_view rest = piece.substr(1 + name.size());
    while (true) {
      rest.remove_prefix(std::min(rest.find_first_not_of(kSpaces), rest.size()));
      if (rest.empty() || rest.front() == '>') break;
      const std::string_view attribute = rest.substr(0, rest.find_first_of(" \t\n\f\r/>=", 1));
      rest.remove_prefix(attribute.size());
      out_ += ' ';
      out_ += attribute;
      const std::size_t next = std::min(rest.find_first_not_of(" \t\n\f\r"), rest.size());
      if (!rest.substr(next).starts_with('=')) continue;
      rest.remove_prefix(next + 1);
      rest.remove_prefix(std::min(rest.find_first_not_of(" \t\n\f\r"), rest.size()));
      out_ += "=\"";
      append_with_references(out_, value(attribute, without_references(take_value(rest))));
      out_ += '"';
    }
    out_ += piece.ends_with("/>") ? "/>" : ">";
  }

  static std::string_view take_value(std::string_view& rest) {
    const char quote = rest.empty() ? ' ' : rest.front();
    const bool quoted = quote == '"' || quote == '\'';
    if (quoted) rest.remove_prefix(1);
    const std::string_view value = rest.substr(0, quoted ? rest.find(quote) : rest.find_first_of(" \t\n\f\r>"));
    rest.remove_prefix(std::min(value.size() + (quoted ? 1 : 0), rest.size()));
    return value;
  }

  // Data that holds posts, and the name of the interface's language.
  void script(std::string_view content) {
    constexpr std::string_view kStory = "\"__typename\":\"Story\"";
    constexpr std::string_view kLanguage = "\"LocaleInitialData\"";
    constexpr std::string_view kLocale = "\"locale\":\"";
    if (content.find(kStory) != std::string_view::npos) {
      out_ += scrub_data(content, disguise_);
      return;
    }
    const std::size_t module = content.find(kLanguage);
    const std::size_t locale = module == std::string_view::npos ? module : content.find(kLocale, module);
    if (locale == std::string_view::npos) return;
    const std::string_view value = content.substr(locale + kLocale.size(), 8);
    out_ +=
        std::string(kLanguage) + ",{" + std::string(kLocale) + std::string(value.substr(0, value.find('"'))) + "\"}";
  }

  // Old pages hide posts in <code><!-- ... -->; browsers write the address of a page that they save.
  Result<void> comment(std::string_view piece, bool in_code) {
    constexpr std::string_view kOpen = "<!--";
    constexpr std::string_view kClose = "-->";
    constexpr std::string_view kSavedFrom = " saved from url=(";
    if (!piece.starts_with(kOpen) || !piece.ends_with(kClose) || piece.size() < kOpen.size() + kClose.size()) return {};
    const std::string_view inside = piece.substr(4, piece.size() - 7);
    out_ += kOpen;
    if (in_code) {
      auto hidden = Scrubber(disguise_).page(inside);
      if (!hidden) return hidden.error();
      out_ += *hidden;
    } else if (inside.starts_with(kSavedFrom) && inside.find(')') != std::string_view::npos) {
      const std::string_view address = inside.substr(inside.find(')') + 1);
      out_ += std::string(kSavedFrom) + "0000)" +
              scrub_address(address.substr(0, address.find_first_of(" \n\r\t")), disguise_) + ' ';
    }
    out_ += kClose;
    return {};
  }

  const Disguise& disguise_;
  std::string out_;
};

}  // namespace

Result<std::string> scrub(std::string_view html, const ScrubKey& key) {
  const Disguise disguise(key);
  if (is_mhtml(html)) {
    auto page = read_mhtml(html);
    if (!page) return page.error();
    const std::string address = page->url.empty() ? "" : "<!-- saved from url=(0000)" + page->url + " -->\n";
    return Scrubber(disguise).page(address + page->html);
  }
  if (html.size() > kHtmlLimit) return Error{ErrorCode::too_large, "the page is larger than 16 MiB"};
  return Scrubber(disguise).page(html);
}

}  // namespace feedwitness::parser
