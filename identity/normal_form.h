#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feedwitness::identity {

// The text in Unicode's NFC, each run of white space as one space, none at the ends: what semantic_id() hashes. nullopt
// when nothing in it is visible. Bytes that are not UTF-8 are kept as they are.
std::optional<std::string> normal_form(std::string_view text);

}  // namespace feedwitness::identity
