#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace feedwitness::cli {

// The score of each post of a JSON document, one a line, for whoever wants to check the formula:
//   [{"actual":{"like":10,...},"expected":{"like":2,...},"weights":{"care":0}}, ...]
// or one such object. A weight that is not given is the standard one; "care_weight" says that of care alone. A metric
// that is missing or null is unknown. Errors: bad_request.
Result<std::string> scores_of(std::string_view document);

}  // namespace feedwitness::cli
