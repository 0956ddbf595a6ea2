#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "parser/locale.h"
#include "parser/record.h"

namespace feedwitness::parser {

// The instant that a label tells: relative ("3 h", "Yesterday at 12:34", "5 jam", "Vừa xong", "19 س") or absolute
// ("8 November at 17:04", "5/3/19 23:53", "11 juillet"). Relative ones and those without a year need `captured_at`, else
// nullopt. Absolute ones are read in the browser's zone, `utc_offset`. The precision is what the label holds.
std::optional<PublicationTime> read_date(std::string_view text, const Locale& locale, std::optional<Time> captured_at,
                                         std::chrono::minutes utc_offset);

}  // namespace feedwitness::parser
