#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"
#include "parser/record.h"

namespace feedwitness::parser {

// What a person read in a post's header, as the browser rendered it. The extension sends it beside the markup; it is
// one more witness. Empty strings are unknown.
struct Rendered {
  std::string label;     // "Sponsored", or empty
  std::string time;      // "3 h"
  std::string audience;  // "Public"
};

// What is known of a page from outside its markup. Everything may be left out.
struct Context {
  std::optional<Time> captured_at;     // relative dates ("3 h") cannot be read without it
  std::chrono::minutes utc_offset{0};  // of the browser, for absolute dates without a zone
  std::string url;                     // the address of the page: tells the position, completes addresses
  std::string language;                // of the interface; the page's own lang attribute comes first
  Rendered rendered;                   // for a fragment that holds one post
  bool with_html = false;              // fill Impression::html
};

// Larger input is refused with ErrorCode::too_large.
inline constexpr std::size_t kHtmlLimit = std::size_t{16} << 20U;

// Reads the posts of a page or of a fragment, in the order in which the page shows them. Pure: no clock, no files, no
// state; safe on any thread. MHTML is html too (see mhtml.h); it tells the address and the time of capture where the
// context does not.
//
// Errors: too_large, unsafe_html (nested, repeated or repaired beyond the bounds in tree_guard.h), bad_request for
// MHTML without html. A page without posts is not an error: its feed is empty.
Result<Feed> parse(std::string_view html, const Context& context);

}  // namespace feedwitness::parser
