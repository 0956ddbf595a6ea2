#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feedwitness::host {

// A JSON text without its large strings. Almost all of a capture is html, and Boost.JSON reads a string with escapes
// eight times as slowly as it takes to copy it; so the large strings are unescaped here, and the little that is left,
// with the whole grammar, is Boost's.
//
//   {"html":"<div ... 30 KB ...>"}   becomes   {"html":"\u00010"}   and large[0], unescaped
struct Spliced {
  static constexpr char kMark = '\x01';  // the number of a large string follows

  std::string rest;
  std::vector<std::string> large;
};

// nullopt where nothing is gained or where there is any doubt (a fault in a large string, a mark in a small one): the
// text is then to be read as it is. What this takes, Boost.JSON would take, and read the same (tests/fuzz/).
std::optional<Spliced> splice(std::string_view json);

}  // namespace feedwitness::host
