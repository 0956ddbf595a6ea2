#pragma once

#include <string>
#include <string_view>

namespace feedwitness::parser {

// An href in its parts: views into it, still percent-encoded. Hrefs are split by hand: half of the site's own are no
// valid URLs ("?__cft__[0]=..."), and a strict parser refuses them.
struct Address {
  bool page = false;           // http, https or relative: something that can be a page
  std::string_view scheme;     // empty for a relative one
  std::string_view authority;  // host and port, without user; empty for a relative one
  std::string_view host;
  std::string_view path;
  std::string_view query;
  std::string_view fragment;  // with its '#'
};

Address split_address(std::string_view href);

// The encoded value of a parameter; a view without data when it is absent.
std::string_view encoded_parameter(std::string_view query, std::string_view name);

// A parameter's value, percent-decoded. A '%' that starts no code stands for itself.
std::string decoded_parameter(std::string_view encoded);

// Appends the one spelling of a piece of a path or of an id: decoded, except what would change the address's structure.
void append_canonical(std::string& out, std::string_view encoded);

// Appends one byte as "%0A".
void append_encoded(std::string& out, char c);

// Cuts `text` at the first `stop`, or at its end, and gives what stood before it; `text` keeps what stands behind it.
std::string_view take_piece(std::string_view& text, char stop);

bool equal_ignoring_case(std::string_view a, std::string_view b);

// True for a host that is `domain` or below it.
bool is_below(std::string_view host, std::string_view domain);

// True for a host of the site, and for none: a relative address is the site's own.
bool is_site_host(std::string_view host);

// Where a link leads, once l.php and other addresses that carry an address are taken off. The address may view `text`,
// so a Target stays where it was made.
class Target {
 public:
  explicit Target(std::string_view href);
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  const Address& address() const { return address_; }
  bool is_opaque() const { return opaque_; }    // wrapped, and what is inside is no address
  bool is_wrapped() const { return wrapped_; }  // still: more often than is unwrapped

 private:
  std::string text_;
  Address address_;
  bool opaque_ = false;
  bool wrapped_ = false;
};

}  // namespace feedwitness::parser
