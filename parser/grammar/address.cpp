#include "parser/grammar/address.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace feedwitness::parser {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z'); }
bool is_space(char c) { return static_cast<unsigned char>(c) <= ' '; }

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Takes one byte off the front of percent-encoded text.
char take_decoded(std::string_view& text) {
  if (text.size() >= 3 && text[0] == '%' && hex_value(text[1]) >= 0 && hex_value(text[2]) >= 0) {
    const int value = hex_value(text[1]) * 16 + hex_value(text[2]);
    text.remove_prefix(3);
    return static_cast<char>(static_cast<unsigned char>(value));
  }
  const char c = text.front();
  text.remove_prefix(1);
  return c;
}

bool is_name(std::string_view encoded, std::string_view name) {
  while (!encoded.empty() && !name.empty()) {
    if (take_decoded(encoded) != name.front()) return false;
    name.remove_prefix(1);
  }
  return encoded.empty() && name.empty();
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Cuts `text` before the first of `stops`. By hand: find_first_of() calls memchr for every letter, and addresses are
// most of what a page is asked for.
std::string_view take_until(std::string_view& text, std::string_view stops) {
  const auto is_stop = [stops](char c) {
    return std::any_of(stops.begin(), stops.end(), [c](char s) { return s == c; });
  };
  const auto end = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_stop) - text.begin());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

// The scheme that an href starts with, without its colon; empty for a relative one.
std::string_view scheme_of(std::string_view href) {
  const std::size_t colon = href.find_first_of(":/?#");
  if (colon == std::string_view::npos || href[colon] != ':' || colon == 0 || is_digit(href[0])) return {};
  const std::string_view scheme = href.substr(0, colon);
  const bool sound =
      std::all_of(scheme.begin(), scheme.end(), [](char c) { return is_alphanumeric(c) || c == '+' || c == '-'; });
  return sound ? scheme : std::string_view{};
}

// A name of letters of any script, or a number; no IPv6.
bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == '_' || static_cast<unsigned char>(c) >= 0x80;
  });
}

// Addresses that carry another one in a parameter.
struct Wrapper {
  std::string_view path_end;
  std::string_view parameter;
};
constexpr std::array kWrappers{
    Wrapper{"/l.php", "u"},
    Wrapper{"/flx/warn", "u"},
    Wrapper{"/safe_image.php", "url"},
};
constexpr int kDeepestWrap = 3;

const Wrapper* wrapper_of(const Address& address) {
  if (!address.page || !(is_site_host(address.host) || is_below(address.host, "fbcdn.net"))) return nullptr;
  std::string_view path = address.path;
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  const auto* found = std::find_if(kWrappers.begin(), kWrappers.end(),
                                   [path](const Wrapper& wrapper) { return path.ends_with(wrapper.path_end); });
  return found == kWrappers.end() ? nullptr : found;
}

// "web.archive.org/web/20180402190832/https://www.facebook.com/..." and "archive.today/o/AbCdE/https://...": what saved
// pages of those services make of every href. Gives the address inside, or an empty view.
std::string_view inside_archive(const Address& address, std::string_view href) {
  static constexpr std::array<std::string_view, 8> kArchives{"archive.org", "archive.today", "archive.ph",
                                                             "archive.is",  "archive.li",    "archive.vn",
                                                             "archive.fo",  "archive.md"};
  const auto holds = [&address](std::string_view archive) { return is_below(address.host, archive); };
  if (address.host.find("archive.") == std::string_view::npos ||
      std::none_of(kArchives.begin(), kArchives.end(), holds)) {
    return {};
  }
  const std::size_t http = href.find("/http", address.scheme.size() + 3);
  return http == std::string_view::npos ? std::string_view{} : href.substr(http + 1);
}

bool is_address(std::string_view text) {
  const Address address = split_address(text);
  return address.page && (!address.host.empty() || address.path.starts_with('/'));
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_below(std::string_view host, std::string_view domain) {
  if (host.size() < domain.size() || !equal_ignoring_case(host.substr(host.size() - domain.size()), domain))
    return false;
  return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool is_site_host(std::string_view host) {
  return host.empty() || is_below(host, "facebook.com") || is_below(host, "fb.com");
}

std::string_view take_piece(std::string_view& text, char stop) {
  const std::size_t end = std::min(text.find(stop), text.size());
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

void append_encoded(std::string& out, char c) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kHex[byte >> 4U];
  out += kHex[byte & 15U];
}

void append_canonical(std::string& out, std::string_view encoded) {
  static constexpr std::string_view kStructural = "/?#%&\"<>\\\x7f";
  while (!encoded.empty()) {
    const char c = take_decoded(encoded);
    if (is_space(c) || kStructural.find(c) != std::string_view::npos) {
      append_encoded(out, c);
    } else {
      out += c;
    }
  }
}

Address split_address(std::string_view href) {
  href = trimmed(href);
  Address address;
  address.scheme = scheme_of(href);
  address.page = address.scheme.empty() || equal_ignoring_case(address.scheme, "http") ||
                 equal_ignoring_case(address.scheme, "https");
  if (!address.page) return address;
  if (!address.scheme.empty()) href.remove_prefix(address.scheme.size() + 1);
  if (href.starts_with("//")) {
    href.remove_prefix(2);
    std::string_view authority = take_until(href, "/?#");
    authority.remove_prefix(authority.rfind('@') + 1);  // npos + 1 is 0
    address.authority = authority;
    address.host = take_until(authority, ":");
  }
  address.page = address.authority.empty() ? address.scheme.empty() : is_host(address.host);
  address.path = take_until(href, "?#");
  if (href.starts_with('?')) {
    href.remove_prefix(1);
    address.query = take_until(href, "#");
  }
  address.fragment = href;
  return address;
}

std::string_view encoded_parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    std::string_view value = take_piece(query, '&');
    const bool bare = value.find('=') == std::string_view::npos;
    if (is_name(take_piece(value, '='), name)) return bare ? std::string_view{""} : value;
  }
  return {};
}

std::string decoded_parameter(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  while (!encoded.empty()) {
    const bool plus = encoded.front() == '+';
    const char c = take_decoded(encoded);
    out += plus ? ' ' : c;
  }
  return out;
}

Target::Target(std::string_view href) {
  href = trimmed(href);
  address_ = split_address(href);
  if (const std::string_view archived = inside_archive(address_, href); !archived.empty()) {
    address_ = split_address(archived);
  }
  for (int depth = 0;; ++depth) {
    const Wrapper* wrapper = wrapper_of(address_);
    wrapped_ = wrapper != nullptr;
    if (!wrapped_ || depth == kDeepestWrap) return;
    std::string inside = decoded_parameter(encoded_parameter(address_.query, wrapper->parameter));
    opaque_ = !is_address(inside);
    if (opaque_) return;
    text_ = std::move(inside);
    address_ = split_address(text_);
  }
}

}  // namespace feedwitness::parser
