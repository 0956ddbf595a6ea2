#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

// Times as Graph conventions write them.
namespace feedwitness::views::graph {

// "2017-12-08T01:08:57+0000", UTC.
std::string format_moment(Time time);

// What since and until take: Unix seconds, a day, ISO 8601 with or without a zone (then UTC), "now", "today",
// "yesterday", "-3 days" (minutes, hours, days, weeks, months of 30 days, years of 365). nullopt for anything else.
std::optional<Time> read_moment(std::string_view text, Time now);

}  // namespace feedwitness::views::graph
