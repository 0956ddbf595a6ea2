// Any text has an answer in every language, and no post is of the day after tomorrow.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "parser/grammar/dates.h"

using namespace feedwitness;
using namespace feedwitness::parser;

// The first byte chooses the language, the second the zone.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  static const auto kLocales = Locale::all();
  static const Time kCaptured = *parse_time("2019-04-20T12:30:00Z");
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const Locale& locale = data[0] < kLocales.size() ? kLocales[data[0]] : Locale::of("");
  const std::chrono::minutes offset{(data[1] % 27 - 12) * 60};

  const auto time = read_date(text, locale, kCaptured, offset);
  if (!time) return 0;
  if (time->precision < std::chrono::seconds{1} || time->time > kCaptured + std::chrono::days{1}) std::abort();
  return 0;
}
