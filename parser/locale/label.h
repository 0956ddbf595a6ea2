#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace feedwitness::parser {

// A short text in the form in which labels are compared, made without allocation: NFC and case-folded, white space as
// single spaces and none at the ends, invisible characters and Arabic vowel signs dropped, digits of every script as
// ASCII digits, and the punctuation of numbers, clocks and lists as ASCII (full-width, Arabic, curly). A no-break space
// between two digits, which groups them, becomes an apostrophe.
//
// A text longer than kLimit bytes is cut: no label is. Invalid UTF-8 gives an empty label.
class Label {
 public:
  static constexpr std::size_t kLimit = 480;

  explicit Label(std::string_view text);

  std::string_view text() const { return {bytes_.data(), size_}; }

 private:
  void fold_ascii(std::string_view text);
  void fold(std::string_view text);
  void append(char c);
  void append(std::string_view text);

  std::array<char, 3 * kLimit> bytes_;
  std::size_t size_ = 0;
};

// What a letter of a label is to those who look for words in it.
enum class Letter : unsigned char {
  none,      // a digit, a space, punctuation
  spaced,    // of a script that parts words by spaces
  unspaced,  // of one that does not (Chinese, Japanese, Thai ...), or that hangs endings on them (Korean)
};

// One character of a label.
struct Character {
  Letter letter = Letter::none;
  std::size_t size = 0;  // in bytes
};

// The character at the front of a label's text; the text must not be empty.
Character first_character(std::string_view text);

// The places of a label's text where a word can start: after what is no letter, and at every character of an unspaced
// script.
class WordStarts {
 public:
  explicit WordStarts(std::string_view text) : rest_(text) { find(); }

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  void next();

 private:
  void find();

  std::string_view rest_;
  bool inside_word_ = false;
};

}  // namespace feedwitness::parser
