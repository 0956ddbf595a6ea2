#include "parser/scrub/disguise.h"

#include <algorithm>
#include <cstddef>

#include <sodium.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "parser/scrub/words.h"

namespace feedwitness::parser {

struct Disguise::Rule {
  std::size_t letters_that_stay;
  std::size_t digits_that_stay;
  bool site_words;
};

namespace {

// Letters that stand in for those of a script: any is as good as another.
struct Alphabet {
  char32_t first, last;         // of the letters it stands for
  char32_t lower, lower_count;  // the letters it gives
  char32_t upper;               // where its capitals begin; 0: it has none
  bool unspaced;                // see Letter::unspaced
};
constexpr std::array kAlphabets{
    Alphabet{U'A', U'z', U'a', 26, U'A', false},
    Alphabet{0xC0, 0x24F, 0xE0, 23, 0xC0, false},         // Latin with accents
    Alphabet{0x370, 0x3FF, 0x3B1, 17, 0x391, false},      // Greek
    Alphabet{0x400, 0x52F, 0x430, 32, 0x410, false},      // Cyrillic
    Alphabet{0x5D0, 0x5EA, 0x5D0, 27, 0, false},          // Hebrew
    Alphabet{0x620, 0x6FF, 0x628, 19, 0, false},          // Arabic
    Alphabet{0x904, 0x939, 0x915, 37, 0, false},          // Devanagari
    Alphabet{0x985, 0x9B9, 0x995, 20, 0, false},          // Bengali
    Alphabet{0xE01, 0xE2E, 0xE01, 46, 0, true},           // Thai
    Alphabet{0x3041, 0x3096, 0x304B, 24, 0, true},        // Hiragana
    Alphabet{0x30A1, 0x30FA, 0x30AB, 24, 0, true},        // Katakana
    Alphabet{0x3400, 0x9FFF, 0x4E00, 0x4000, 0, true},    // Chinese characters
    Alphabet{0xAC00, 0xD7A3, 0xAC00, 0x2BA4, 0, true},    // Hangul
    Alphabet{0x20000, 0x323AF, 0x4E00, 0x4000, 0, true},  // rare Chinese characters
    Alphabet{0, 0x10FFFF, U'a', 26, U'A', false},         // all others
};

// Vowels of Thai that are written as letters join what stands beside them.
bool is_thai_vowel(char32_t letter) { return letter >= 0xE2F && letter <= 0xE4E; }

const Alphabet& alphabet_of(char32_t letter) {
  return *std::ranges::find_if(
      kAlphabets, [letter](const Alphabet& alphabet) { return letter >= alphabet.first && letter <= alphabet.last; });
}

utf8proc_category_t category_of(char32_t letter) { return utf8proc_category(static_cast<utf8proc_int32_t>(letter)); }

bool is_letter(char32_t letter) {
  const utf8proc_category_t category = category_of(letter);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

// What does not end a word: letters, the marks upon them, invisible characters.
bool is_inside_word(char32_t letter) {
  const utf8proc_category_t category = category_of(letter);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME) || category == UTF8PROC_CATEGORY_CF;
}

bool is_capital(char32_t letter) {
  const utf8proc_category_t category = category_of(letter);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

void append(std::string& out, char32_t letter) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(letter), bytes.data());
  out.append(bytes.begin(), bytes.begin() + size);
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t letter : text) append(out, letter);
  return out;
}

// What takes the letter's place; `choice` is any number.
char32_t other_letter(char32_t letter, std::uint64_t choice) {
  if (!is_letter(letter) || is_thai_vowel(letter)) return letter;
  const Alphabet& alphabet = alphabet_of(letter);
  const char32_t first = alphabet.upper != 0 && is_capital(letter) ? alphabet.upper : alphabet.lower;
  return first + static_cast<char32_t>(choice % alphabet.lower_count);
}

// "1446984300" and "1446984300000": seconds or milliseconds since 1970. Their first two digits make a time of the same
// years.
bool is_instant(std::string_view digits) {
  return (digits.size() == 10 || digits.size() == 13) && digits.front() == '1';
}

}  // namespace

std::string Disguise::words(std::string_view text) const { return apply(text, {0, 6, false}); }
std::string Disguise::code(std::string_view text) const { return apply(text, {2, 5, true}); }
std::string Disguise::token(std::string_view text) const { return apply(text, {3, 5, true}); }

std::string Disguise::apply(std::string_view text, const Rule& rule) const {
  std::string out;
  out.reserve(text.size());
  std::u32string word;
  while (!text.empty()) {
    utf8proc_int32_t letter = 0;
    const std::size_t size = utf8_length(text);
    if (size > 0) {
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(size),
                       &letter);
    }
    if (size > 0 && is_inside_word(static_cast<char32_t>(letter))) {
      word.push_back(static_cast<char32_t>(letter));
      text.remove_prefix(size);
      continue;
    }
    append_word(out, word, rule);
    word.clear();
    if (is_digit(text.front())) {
      const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
      append_number(out, digits, rule);
      text.remove_prefix(digits.size());
    } else {
      out += size > 0 ? text.substr(0, size) : std::string_view("?");
      text.remove_prefix(std::max<std::size_t>(size, 1));
    }
  }
  append_word(out, word, rule);
  return out;
}

void Disguise::append_word(std::string& out, std::u32string_view word, const Rule& rule) const {
  // "pfbid0...": the site's mark of an id.
  static constexpr std::u32string_view kIdMark = U"pfbid";
  if (rule.site_words && word.size() > kIdMark.size() && word.starts_with(kIdMark)) {
    out += "pfbid";
    word.remove_prefix(kIdMark.size());
  }
  if (word.empty()) return;
  const std::string written = utf8(word);
  const std::string folded = folded_word(written);
  const bool plain = word.front() < 0x80;
  if (is_interface_word(folded) || (rule.site_words && is_site_word(folded)) ||
      (rule.site_words && plain && word.size() <= rule.letters_that_stay)) {
    out += written;
    return;
  }
  if (std::ranges::any_of(word, [](char32_t letter) { return alphabet_of(letter).unspaced; })) {
    return append_unspaced(out, word);
  }
  // Another word of the interface would say what the page did not. Of the shortest words there may be no other.
  constexpr std::uint64_t kAttempts = 32;
  std::string invented;
  for (std::uint64_t attempt = 0; attempt < kAttempts; ++attempt) {
    invented.clear();
    std::uint64_t place = 0;
    for (const char32_t letter : word) {
      append(invented, other_letter(letter, hash(folded, attempt << 32U | place)));
      ++place;
    }
    const std::string again = folded_word(invented);
    if (again != folded && !is_interface_word(again) && !is_site_word(again)) break;
  }
  out += invented;
}

// Words of the interface are looked for at every letter; the longest counts. A letter alone is no word.
void Disguise::append_unspaced(std::string& out, std::u32string_view word) const {
  constexpr std::size_t kLongest = 16;
  while (!word.empty()) {
    std::size_t size = std::min(word.size(), kLongest);
    while (size > 1 && !is_interface_word(folded_word(utf8(word.substr(0, size))))) --size;
    if (size > 1) {
      out += utf8(word.substr(0, size));
    } else {
      append(out, other_letter(word.front(), hash(utf8(word.substr(0, 1)), 0)));
    }
    word.remove_prefix(size);
  }
}

void Disguise::append_number(std::string& out, std::string_view digits, const Rule& rule) const {
  if (digits.size() <= rule.digits_that_stay || is_site_number(digits)) {
    out += digits;
    return;
  }
  const std::size_t kept = is_instant(digits) ? 2 : 1;
  out += digits.substr(0, kept);
  for (std::size_t at = kept; at < digits.size(); ++at) {
    out += static_cast<char>('0' + hash(digits, at) % 10);
  }
}

std::uint64_t Disguise::hash(std::string_view text, std::uint64_t salt) const {
  std::string salted(reinterpret_cast<const char*>(&salt), sizeof salt);
  salted += text;
  std::uint64_t hash = 0;
  static_assert(sizeof hash == crypto_shorthash_BYTES && sizeof(ScrubKey) == crypto_shorthash_KEYBYTES);
  crypto_shorthash(reinterpret_cast<unsigned char*>(&hash), reinterpret_cast<const unsigned char*>(salted.data()),
                   salted.size(), key_.data());
  return hash;
}

}  // namespace feedwitness::parser
