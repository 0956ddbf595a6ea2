#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace feedwitness::parser {

// What makes the invented words of one file; made anew for each file and thrown away.
using ScrubKey = std::array<std::uint8_t, 16>;

// Invents other words in the place of people's: equal words give equal ones, whatever their case; a letter stays in its
// script and case, and all that is no letter stays, so that a text keeps its length, its lines and its punctuation.
// Without the key nobody can try which word it was (SipHash-2-4).
class Disguise {
 public:
  explicit Disguise(const ScrubKey& key) : key_(key) {}

  // What a person reads. The interface's own words in all languages stay, numbers of up to six digits too.
  std::string words(std::string_view text) const;

  // Names in addresses and in data. The site's own words stay too, words of up to two letters and numbers of up to five
  // digits. Times in seconds or milliseconds stay times.
  std::string code(std::string_view text) const;

  // Ids of elements, which refer to each other: as code, with words of up to three letters.
  std::string token(std::string_view text) const;

 private:
  struct Rule;
  std::string apply(std::string_view text, const Rule& rule) const;
  void append_word(std::string& out, std::u32string_view word, const Rule& rule) const;
  void append_unspaced(std::string& out, std::u32string_view word) const;
  void append_number(std::string& out, std::string_view digits, const Rule& rule) const;
  std::uint64_t hash(std::string_view text, std::uint64_t salt) const;

  ScrubKey key_;
};

}  // namespace feedwitness::parser
