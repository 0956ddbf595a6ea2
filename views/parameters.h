#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "views/view.h"

namespace feedwitness::views {

// What was given, each parameter read as its kind, with the standard values of those that were not. Errors:
// bad_request, which says what is right and never repeats what came.
Result<Parameters> read_parameters(const View& view, const Parameters& given);

// What a parameter takes, in words: "AMOUNT or AMOUNT-SKIP, for example 200-0, with an amount from 1 to 10000".
std::string grammar_of(const Parameter& parameter);
// The same as a regular expression (JavaScript's dialect, for the OpenAPI document); empty: any text.
std::string pattern_of(const Parameter& parameter);

// A whole decimal number without sign; nullopt for anything else, overflow included.
std::optional<std::int64_t> read_number(std::string_view text);

// The seed's `amount-skip` grammar, read strictly. nullopt for anything else.
std::optional<Paging> read_paging(std::string_view text);

}  // namespace feedwitness::views
