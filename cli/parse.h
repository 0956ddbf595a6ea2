#pragma once

#include <ostream>
#include <string>

#include "base/error.h"

namespace feedwitness::cli {

struct ParseOptions {
  std::string file;         // "-": standard input
  std::string captured_at;  // ISO 8601; empty: unknown, and relative dates stay unread
  std::string url;          // the page's address; empty: unknown
};

// Prints what the parser reads in a saved page: JSON Lines, one object per post in the page's order, with the keys of
// fbtrex/summary. Stores nothing.
Result<void> parse(const ParseOptions& options, std::ostream& out);

}  // namespace feedwitness::cli
