#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"

namespace feedwitness::parser {

// The page in an MHTML file, as browsers save a whole page (RFC 2557): a multipart/related message whose header tells
// the address and the time, with the html as one part, quoted-printable or base64.
struct Mhtml {
  std::string html;
  std::string url;           // empty when the file does not say
  std::optional<Time> date;  // when it was saved
};

// True when the text starts with the header of an MHTML file.
bool is_mhtml(std::string_view text);

// The html whose address is that of the whole file, else the largest html in it.
// Errors: bad_request when there is none, too_large.
Result<Mhtml> read_mhtml(std::string_view text);

}  // namespace feedwitness::parser
