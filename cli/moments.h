#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/time.h"

namespace feedwitness::cli {

// A moment as a person types it: ISO 8601 with a zone, or a bare day ("2026-11-22"), which begins at midnight here.
// Error: bad_request.
Result<Time> read_moment(std::string_view text);

// "2026-11-22 14:03", by the clock of this place.
std::string local_text(Time time);

// What the clock of this place was ahead of UTC at that time.
std::chrono::minutes local_offset(Time time);

}  // namespace feedwitness::cli
