#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace feedwitness::views {

// Where the address that begins at `at` ends; `at` itself where none begins.
std::size_t end_of_address(std::string_view text, std::size_t at);

// The language of a text by CLD2, as ISO 639 writes it: "en", "pt", "he", "ceb". Empty where CLD2 is not sure: short
// texts, and those of several languages.
std::string_view language_of(std::string_view text);

// Every language that can be found, with its English name, by code.
std::vector<std::pair<std::string_view, std::string>> known_languages();

}  // namespace feedwitness::views
