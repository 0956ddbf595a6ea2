#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "parser/locale.h"
#include "parser/record.h"

namespace feedwitness::parser {

// The instant that a label tells: relative ("3 h", "Yesterday at 12:34", "5 jam", "Vừa xong", "19 س") or absolute
// ("8 November at 17:04", "5/3/19 23:53", "11 juillet"). Relative ones and those without a year need `captured_at`,
// else nullopt. Absolute ones are read in the browser's zone, `utc_offset`. What stands behind " · " is not read.
//
// The true instant lies in [time, time + precision), where the precision is what the label holds: the site cuts, so "3
// h" is published between four and three hours before the capture. A date without a year is the latest that is not in
// the future; a weekday is one of the seven days before the day of the capture.
std::optional<PublicationTime> read_date(std::string_view text, const Locale& locale, std::optional<Time> captured_at,
                                         std::chrono::minutes utc_offset);

}  // namespace feedwitness::parser
