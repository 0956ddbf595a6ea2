#include "parser/locale/label.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <utf8proc.h>

namespace feedwitness::parser {
namespace {

// Canonical decomposition gives at most four code points for one, and a case folding three.
constexpr std::size_t kMostCodePoints = 4 * Label::kLimit;

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_digit(std::int32_t c) { return utf8proc_category(c) == UTF8PROC_CATEGORY_ND; }

// Unicode's decimal digits stand in runs of ten from zero to nine. All but the mathematical ones have a gap between
// runs.
char digit_value(std::int32_t c) {
  constexpr std::int32_t kMathematicalDigits = 0x1D7CE;
  if (c >= kMathematicalDigits && c < kMathematicalDigits + 50)
    return static_cast<char>((c - kMathematicalDigits) % 10);
  int value = 0;
  while (value < 9 && is_digit(c - value - 1)) ++value;
  return static_cast<char>(value);
}

// U+064B to U+0652 and U+0670 are vowel signs, U+0640 only stretches a word: the site writes them or not.
bool is_optional_mark(std::int32_t c) { return (c >= 0x064B && c <= 0x0652) || c == 0x0670 || c == 0x0640; }

bool is_invisible(std::int32_t c) {
  return utf8proc_category(c) == UTF8PROC_CATEGORY_CF || (c >= 0xFE00 && c <= 0xFE0F) || is_optional_mark(c);
}

bool is_space(std::int32_t c) {
  const auto category = utf8proc_category(c);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         category == UTF8PROC_CATEGORY_CC;
}

// No-break, narrow no-break, thin and figure space: what formatters put between thousands.
bool groups_digits(std::int32_t c) { return c == 0x00A0 || c == 0x202F || c == 0x2009 || c == 0x2007; }

// Punctuation that the site writes in several ways; 0 for what stays as it is.
char plain_punctuation(std::int32_t c) {
  static constexpr std::array<std::pair<std::int32_t, char>, 14> kPlain{{{0x2019, '\''},
                                                                         {0x02BC, '\''},
                                                                         {0x2018, '\''},
                                                                         {0x066C, ','},
                                                                         {0x060C, ','},
                                                                         {0x066B, '.'},
                                                                         {0xFF01, '!'},
                                                                         {0xFF1A, ':'},
                                                                         {0xFF0C, ','},
                                                                         {0xFF0E, '.'},
                                                                         {0xFF0F, '/'},
                                                                         {0xFF08, '('},
                                                                         {0xFF09, ')'},
                                                                         {0x2236, ':'}}};
  const auto* found = std::find_if(kPlain.begin(), kPlain.end(), [c](const auto& pair) { return pair.first == c; });
  return found == kPlain.end() ? '\0' : found->second;
}

// Romanian is written with commas and, on old pages, with cedillas.
std::int32_t with_comma(std::int32_t c) {
  if (c == 0x015F) return 0x0219;
  return c == 0x0163 ? 0x021B : c;
}

// The first kLimit bytes, without a character cut in two.
std::string_view cut(std::string_view text) {
  if (text.size() <= Label::kLimit) return text;
  std::size_t end = Label::kLimit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace

Label::Label(std::string_view text) {  // NOLINT(cppcoreguidelines-pro-type-member-init): only what is written is read
  text = cut(text);
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    fold_ascii(text);
  } else {
    fold(text);
  }
  if (size_ > 0 && bytes_[size_ - 1] == ' ') --size_;
}

void Label::append(char c) {
  if (c == ' ' && (size_ == 0 || bytes_[size_ - 1] == ' ')) return;
  if (size_ < bytes_.size()) bytes_[size_++] = c;
}

void Label::append(std::string_view text) {
  if (size_ + text.size() > bytes_.size()) return;
  std::copy(text.begin(), text.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
  size_ += text.size();
}

void Label::fold_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') {
      append(' ');
    } else {
      append(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
}

void Label::fold(std::string_view text) {
  std::array<std::int32_t, kMostCodePoints> points;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
  const auto count =
      utf8proc_decompose(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), points.data(), points.size(), options);
  if (count < 0 || static_cast<std::size_t>(count) > points.size()) return;

  auto* const end = std::remove_if(points.begin(), points.begin() + count, is_invisible);
  const auto composed = utf8proc_normalize_utf32(points.data(), end - points.begin(), UTF8PROC_COMPOSE);
  for (utf8proc_ssize_t i = 0; i < composed; ++i) {
    const std::int32_t c = points[static_cast<std::size_t>(i)];
    if (is_space(c)) {
      const bool after_digit = size_ > 0 && is_ascii_digit(bytes_[size_ - 1]);
      const bool before_digit = i + 1 < composed && is_digit(points[static_cast<std::size_t>(i + 1)]);
      append(groups_digits(c) && after_digit && before_digit ? '\'' : ' ');
    } else if (is_digit(c)) {
      append(static_cast<char>('0' + digit_value(c)));
    } else if (const char plain = plain_punctuation(c); plain != '\0') {
      append(plain);
    } else {
      std::array<char, 4> encoded{};
      const auto size = utf8proc_encode_char(with_comma(c), reinterpret_cast<utf8proc_uint8_t*>(encoded.data()));
      append(std::string_view{encoded.data(), static_cast<std::size_t>(size)});
    }
  }
}

namespace {

bool is_unspaced(std::int32_t c) {
  static constexpr std::array<std::pair<std::int32_t, std::int32_t>, 8> kRanges{{
      {0x0E00, 0x0EFF},    // Thai, Lao
      {0x1000, 0x109F},    // Myanmar
      {0x1100, 0x11FF},    // Hangul jamo
      {0x1780, 0x17FF},    // Khmer
      {0x3005, 0x30FF},    // kana and the marks beside them
      {0x3400, 0x9FFF},    // Han
      {0xAC00, 0xD7FF},    // Hangul
      {0x20000, 0x3FFFF},  // rare Han
  }};
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [c](const auto& range) { return c >= range.first && c <= range.second; });
}

Letter letter_of(std::int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return is_unspaced(c) ? Letter::unspaced : Letter::spaced;
    default: return Letter::none;
  }
}

}  // namespace

Character first_character(std::string_view text) {
  const char first = text.front();
  if (static_cast<unsigned char>(first) < 0x80) {
    return {first >= 'a' && first <= 'z' ? Letter::spaced : Letter::none, 1};
  }
  std::int32_t c = -1;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &c);
  if (size <= 0) return {Letter::none, 1};
  return {letter_of(c), static_cast<std::size_t>(size)};
}

void WordStarts::next() {
  const Character first = first_character(rest_);
  inside_word_ = first.letter == Letter::spaced;
  rest_.remove_prefix(first.size);
  find();
}

void WordStarts::find() {
  while (!rest_.empty()) {
    const Character first = first_character(rest_);
    if (first.letter == Letter::unspaced || (first.letter == Letter::spaced && !inside_word_)) return;
    inside_word_ = first.letter == Letter::spaced;
    rest_.remove_prefix(first.size);
  }
}

}  // namespace feedwitness::parser
