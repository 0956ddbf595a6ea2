#pragma once

#include <string>

#include "base/error.h"

namespace feedwitness::cli {

// A whole file, or standard input for "-". Errors: not_found, io_error, too_large above 256 MiB
// (MHTML holds the page's pictures, too; the parser's own limit is that of the html).
Result<std::string> read_input(const std::string& name);

}  // namespace feedwitness::cli
