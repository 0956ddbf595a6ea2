#include "base/utf8.h"

#include <string_view>

#include <doctest/doctest.h>

using feedwitness::utf8_length;
using feedwitness::well_formed;

TEST_CASE("the shortest and the longest sequence of each length are UTF-8") {
  for (const std::string_view text : {std::string_view("\0", 1), std::string_view("\x7f")})
    CHECK(utf8_length(text) == 1);
  for (const std::string_view text : {"\u0080", "\u07ff"}) CHECK(utf8_length(text) == 2);
  for (const std::string_view text : {"\u0800", "\ud7ff", "\ue000", "\uffff"}) CHECK(utf8_length(text) == 3);
  for (const std::string_view text : {"\U00010000", "\U0010ffff"}) CHECK(utf8_length(text) == 4);
}

TEST_CASE("overlong, surrogate, too large, lone and cut sequences are not") {
  for (const std::string_view text :
       {"", "\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x9c", "\xc3(", "\xe2\x82("}) {
    CAPTURE(text);
    CHECK(utf8_length(text) == 0);
  }
}

TEST_CASE("each byte that is no UTF-8 is replaced, and nothing else") {
  CHECK(well_formed("fog é€🜚") == "fog é€🜚");
  CHECK(well_formed("\xe9t\xe9") == "\uFFFDt\uFFFD");
  CHECK(well_formed("a\xf0\x9f\x9c") == "a\uFFFD\uFFFD\uFFFD");
  CHECK(well_formed("").empty());
}
