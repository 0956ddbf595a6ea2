#include "parser/scrub/values.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include <utf8proc.h>

#include "base/utf8.h"
#include "parser/base64.h"
#include "parser/grammar/address.h"
#include "parser/scrub/words.h"

namespace feedwitness::parser {
namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<unsigned> hex_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(at, digits)) {
    const char upper = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::size_t digit = kHexDigits.find(upper);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value << 4U | static_cast<unsigned>(digit);
  }
  return value;
}

// --- addresses ----------------------------------------------------------------------------------------------------

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-_.~!*()+";
  std::string out;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      append_encoded(out, c);
    }
  }
  return out;
}

bool looks_like_address(std::string_view text) {
  static constexpr std::array<std::string_view, 5> kStarts{"http://", "https://", "//", "/", "data:"};
  return text.find_first_of(" \n<") == std::string_view::npos &&
         std::ranges::any_of(kStarts, [text](std::string_view start) { return text.starts_with(start); });
}

bool looks_like_data(std::string_view text) {
  return text.size() > 1 &&
         ((text.front() == '{' && text.back() == '}') || (text.front() == '[' && text.back() == ']'));
}

// "ZmVlZGJhY2s6MTIzNDU2" is "feedback:123456": an id in an envelope, which is opened and closed again.
std::string scrub_code(std::string_view code, const Disguise& disguise) {
  constexpr std::size_t kShortest = 12;
  const std::string_view bare = code.substr(0, code.find('='));
  if (bare.size() >= kShortest && code.find_first_not_of('=', bare.size()) == std::string_view::npos) {
    const std::string inside = from_base64(bare);
    const bool readable = std::ranges::all_of(inside, [](char c) { return c > ' ' && c <= '~'; });
    if (readable && inside.find(':') != std::string::npos) {
      return to_base64(disguise.code(inside)) + std::string(code.substr(bare.size()));
    }
  }
  return disguise.code(code);
}

std::string scrub_part(std::string_view part, const Disguise& disguise) {
  if (part.find('%') == std::string_view::npos) return scrub_code(part, disguise);
  const std::string decoded = decoded_parameter(part);
  if (looks_like_address(decoded)) return percent_encoded(scrub_address(decoded, disguise));
  if (looks_like_data(decoded)) return percent_encoded(scrub_data(decoded, disguise));
  return percent_encoded(scrub_code(decoded, disguise));
}

// Applies `scrub` to each piece between the separators, which stay.
template <typename Scrub>
std::string piecewise(std::string_view text, std::string_view separators, Scrub scrub) {
  std::string out;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find_first_of(separators));
    if (!piece.empty()) out += scrub(piece);
    text.remove_prefix(piece.size());
    if (text.empty()) break;
    out += text.front();
    text.remove_prefix(1);
  }
  return out;
}

// Hosts that readers know: the site's, and archives, whose addresses hold another one.
bool is_known_host(std::string_view host) {
  static constexpr std::array<std::string_view, 12> kKnown{
      "facebook.com",  "fb.com",     "fb.me",      "fbcdn.net",  "fbsbx.com",  "archive.org",
      "archive.today", "archive.ph", "archive.is", "archive.li", "archive.vn", "archive.md"};
  return std::ranges::any_of(kKnown, [host](std::string_view known) { return is_below(host, known); });
}

std::string scrub_host(std::string_view host, const Disguise& disguise) {
  if (host.empty()) return {};
  const std::size_t port = std::min(host.find(':'), host.size());
  if (is_known_host(host.substr(0, port))) return disguise.code(host);
  const std::size_t dot = host.substr(0, port).rfind('.');
  const std::string_view name = host.substr(0, std::min(dot, port));
  std::string out = piecewise(name, ".", [&disguise](std::string_view label) {
    return label == "www" ? std::string(label) : disguise.words(label);
  });
  return out + ".example" + std::string(host.substr(port));
}

// "elpais.com", as the cards of links are signed.
bool looks_like_host(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || text.size() - dot < 3) return false;
  const std::string_view last = text.substr(dot + 1);
  return std::ranges::all_of(last, is_letter) &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; });
}

// Icons are drawn in the address itself, and say by their lines what they are; a drawing without words is kept.
bool is_wordless_drawing(std::string_view address) {
  static constexpr std::array<std::string_view, 5> kWords{"text", "title", "desc", "image", "href"};
  constexpr std::string_view kDrawing = "data:image/svg+xml";
  return address.starts_with(kDrawing) && address.find(";base64") == std::string_view::npos &&
         std::ranges::none_of(kWords, [drawing = address.substr(kDrawing.size())](std::string_view word) {
           return drawing.find(word) != std::string_view::npos;
         });
}

std::string empty_picture(std::string_view address) {
  if (is_wordless_drawing(address)) return std::string(address);
  return address.starts_with("data:image/svg") ? "data:image/svg+xml,%3Csvg/%3E"
                                               : "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
}

// The same for everybody: icons and emoji tell what they are by their address alone.
bool is_site_asset(std::string_view href) {
  return href.find("fbcdn.net/rsrc.php") != std::string_view::npos ||
         href.find("fbcdn.net/images/") != std::string_view::npos || href.starts_with("/rsrc.php") ||
         href.starts_with("/images/emoji.php");
}

std::string scrub_query(std::string_view query, const Disguise& disguise) {
  return piecewise(query, "&", [&disguise](std::string_view pair) {
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string out = disguise.code(pair.substr(0, equals));
    if (equals == pair.size()) return out;
    return out + '=' + scrub_part(pair.substr(equals + 1), disguise);
  });
}

// --- data -----------------------------------------------------------------------------------------------------------

void append_letter(std::string& out, unsigned letter) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(letter), bytes.data());
  out.append(bytes.begin(), bytes.begin() + size);
}

// A string of JSON or of a script without its quotes.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    const char kind = text[++at];
    const std::size_t digits = kind == 'u' ? 4 : kind == 'x' ? 2 : 0;
    std::optional<unsigned> letter = digits == 0 ? std::nullopt : hex_at(text, at + 1, digits);
    if (letter) at += digits;
    if (letter && *letter >= 0xD800 && *letter < 0xDC00 && text.substr(at + 1).starts_with("\\u")) {
      const auto low = hex_at(text, at + 3, 4);
      if (low) letter = 0x10000 + ((*letter - 0xD800) << 10U) + (*low & 0x3FFU);
      if (low) at += 6;
    }
    if (letter) {
      append_letter(out, *letter);
    } else {
      out += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
    }
  }
  return well_formed(std::move(out));
}

// Safe in a script element, too.
std::string escaped(std::string_view text, char quote) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < ' ' || c == '<') {
      out += "\\u00";
      out += kHexDigits[byte >> 4U];
      out += kHexDigits[byte & 15U];
    } else {
      out += c;
    }
  }
  return out;
}

std::size_t end_of_string(std::string_view data, std::size_t quote) {
  std::size_t at = quote + 1;
  while (at < data.size() && data[at] != data[quote]) at += data[at] == '\\' ? 2 : 1;
  return std::min(at, data.size());
}

bool is_key(std::string_view data, std::size_t after_string) {
  const std::size_t next = data.find_first_not_of(" \n\t\r", after_string);
  return next != std::string_view::npos && data[next] == ':';
}

// Keys are the site's own; an id as a key is none.
std::string scrub_key(const std::string& key, const Disguise& disguise) {
  constexpr std::size_t kLongestNumber = 5;
  std::size_t digits = 0;
  for (const char c : key) {
    digits = is_digit(c) ? digits + 1 : 0;
    if (digits > kLongestNumber || !(is_letter(c) || is_digit(c) || c == '_' || c == '$')) return disguise.code(key);
  }
  return key;
}

// A number that counts something stays.
bool is_count_key(std::string_view key) { return key.ends_with("count"); }

}  // namespace

std::string scrub_address(std::string_view href, const Disguise& disguise) {
  if (href.starts_with("data:")) return empty_picture(href);
  if (is_site_asset(href)) return std::string(href);
  std::string out;
  const std::size_t slashes = href.find("//");
  if (slashes != std::string_view::npos && href.find_first_of("/?#") == slashes) {
    out += href.substr(0, slashes + 2);
    href.remove_prefix(slashes + 2);
    const std::string_view host = href.substr(0, href.find_first_of("/?#"));
    out += scrub_host(host, disguise);
    href.remove_prefix(host.size());
  }
  const std::string_view path = href.substr(0, href.find_first_of("?#"));
  const std::size_t inner = path.find("/http");
  if (inner != std::string_view::npos && path.substr(inner).find("://") != std::string_view::npos) {
    out += disguise.code(href.substr(0, inner + 1));
    return out + scrub_address(href.substr(inner + 1), disguise);
  }
  const auto part = [&disguise](std::string_view piece) { return scrub_part(piece, disguise); };
  out += piecewise(path, "/", part);
  href.remove_prefix(path.size());
  const std::size_t hash = std::min(href.find('#'), href.size());
  if (hash > 0) out += '?' + scrub_query(href.substr(1, hash - 1), disguise);
  return out + disguise.token(href.substr(hash));
}

std::string scrub_data(std::string_view data, const Disguise& disguise) {
  std::string out;
  out.reserve(data.size());
  std::string key;
  std::size_t plain = 0;  // what stands outside of strings and is not yet written
  const auto flush = [&](std::size_t end) {
    const std::string_view between = data.substr(plain, end - plain);
    out += is_count_key(key) ? std::string(between) : disguise.code(between);
  };
  for (std::size_t at = 0; at < data.size(); ++at) {
    const char quote = data[at];
    if (quote != '"' && quote != '\'') continue;
    flush(at);
    const std::size_t end = end_of_string(data, at);
    const std::string text = unescaped(data.substr(at + 1, end - at - 1));
    const bool named = is_key(data, end + 1);
    key = named ? text : std::string();
    out += quote;
    out += escaped(named ? scrub_key(text, disguise) : scrub_any(text, disguise), quote);
    if (end < data.size()) out += quote;
    at = end;
    plain = std::min(end + 1, data.size());
  }
  flush(data.size());
  return out;
}

std::string scrub_style(std::string_view css, const Disguise& disguise) {
  std::string out;
  while (!css.empty()) {
    const std::size_t special = std::min({css.find("/*"), css.find("url("), css.find_first_of("\"'"), css.size()});
    out += css.substr(0, special);
    css.remove_prefix(special);
    if (css.empty()) break;
    const bool comment = css.starts_with("/*");
    const bool address = css.starts_with("url(");
    const std::size_t end = comment   ? std::min(css.find("*/"), css.size() - 2) + 2
                            : address ? std::min(css.find(')'), css.size())
                                      : std::min(end_of_string(css, 0) + 1, css.size());
    const std::string_view piece = css.substr(0, end);
    css.remove_prefix(end);
    if (address) {
      const bool drawn = piece.substr(4, 8).find("data:") != std::string_view::npos;
      out += "url(" + (drawn ? empty_picture("data:") : disguise.code(piece.substr(4)));
    } else if (!comment) {
      out += piece.size() <= 3 ? std::string(piece) : disguise.code(piece);  // a letter in quotes: content:"S"
    }
  }
  return out;
}

std::string scrub_text(std::string_view text, const Disguise& disguise) {
  const std::size_t from = std::min(text.find_first_not_of(" \n\t\r"), text.size());
  const std::string_view name = text.substr(from, text.find_last_not_of(" \n\t\r") + 1 - from);
  if (!looks_like_host(name)) return disguise.words(text);
  std::string out(text.substr(0, from));
  out += scrub_host(name, disguise);
  return out + std::string(text.substr(from + name.size()));
}

std::string scrub_any(std::string_view value, const Disguise& disguise) {
  if (value.size() <= 1) return std::string(value);
  if (looks_like_address(value)) return scrub_address(value, disguise);
  if (looks_like_data(value)) return scrub_data(value, disguise);
  const bool one_word = value.find_first_of(" \n") == std::string_view::npos;
  const bool name = std::ranges::all_of(value, [](char c) { return is_letter(c) || c == '.'; });
  if (!one_word || (name && !is_site_word(folded_word(value)))) return scrub_text(value, disguise);
  return scrub_code(value, disguise);
}

}  // namespace feedwitness::parser
