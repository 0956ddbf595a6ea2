#pragma once

#include <span>
#include <string_view>

namespace feedwitness::parser {

// One file of parser/locale/: its name without ".txt" is the language.
struct LocaleFile {
  std::string_view language;
  std::string_view text;
};

// All of them, sorted by language.
std::span<const LocaleFile> locale_files();

}  // namespace feedwitness::parser
