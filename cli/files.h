#pragma once

#include <string>

#include "base/error.h"

namespace feedwitness::cli {

// A whole file, or standard input for "-". Errors: not_found, io_error, too_large above parser::kHtmlLimit by half
// (MHTML grows html by a third).
Result<std::string> read_input(const std::string& name);

}  // namespace feedwitness::cli
