#pragma once

#include <optional>
#include <string_view>

#include "parser/locale.h"
#include "parser/record.h"

namespace feedwitness::parser {

// The first number in a text, in any language and script: "1,234", "1.8K people", "12 mil Me gusta", "١٢٨ شخصًا",
// "3,5 тыс.", "1.2 หมื่น", and words that are a number ("شخصان" is 2). The page's language decides what both could be:
// "mil" is a thousand in Spanish and a million ("mil.") in Czech. nullopt when there is no number.
// Source of the units: the site prints its own union of CLDR compact forms (CLDR 42, "Compact Decimal") and older ones.
std::optional<Count> read_count(std::string_view text, const Locale& locale);

}  // namespace feedwitness::parser
