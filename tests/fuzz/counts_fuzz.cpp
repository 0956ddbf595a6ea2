// Any text has an answer in every language; a count is a multiple of the weight of its last digit.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parser/grammar/counts.h"
#include "parser/locale.h"

using namespace feedwitness::parser;

// The first byte chooses the language.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const auto kLocales = Locale::all();
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Locale& locale = data[0] < kLocales.size() ? kLocales[data[0]] : Locale::of("");

  const auto count = read_count(text, locale);
  if (count && (count->value < 0 || count->precision < 1 || count->value % count->precision != 0)) std::abort();
  count_kind_of(text, locale);
  reaction_of_label(text, locale);
  is_comment_label(text, locale);
  is_automatic_caption(text, locale);
  const auto visibility = visibility_of_label(text, locale);
  if (visibility == Visibility::public_post && is_comment_label(text, locale)) std::abort();
  return 0;
}
