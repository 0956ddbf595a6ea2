#pragma once

#include <string>
#include <string_view>

namespace feedwitness::parser {

// Folded for the questions below: as utf8proc lowers each letter, without invisible characters.

// True for a word of the language files, in whatever phrase it stands.
bool is_interface_word(std::string_view folded);

// True for a word of the site's own addresses, ids and data.
bool is_site_word(std::string_view folded);

// True for a number that the site gives to everybody, as the kinds of reactions.
bool is_site_number(std::string_view digits);

// True for a part of a label for advertisements, which the site cuts into letters: "Sp", "on". As it is written.
bool is_piece_of_sponsored_label(std::string_view text);

// The text as the questions above want it. Invalid UTF-8 gives an empty one.
std::string folded_word(std::string_view text);

}  // namespace feedwitness::parser
