#include "views/language.h"

#include <algorithm>
#include <array>
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <cstdio>  // compact_lang_det.h needs it and does not say so
#include <map>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace feedwitness::views {
namespace {

// CLD2 keeps a few codes that ISO 639 has withdrawn, and writes scripts behind some.
std::string_view code_of(CLD2::Language language) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kNow{
      {{"iw", "he"}, {"jw", "jv"}, {"zh-Hant", "zh"}}};
  const std::string_view code = CLD2::LanguageCode(language);
  for (const auto& [old, now] : kNow) {
    if (code == old) return now;
  }
  return code.size() <= 3 && code != "un" ? code : std::string_view{};
}

// "CHINESE_T", "Chinese", "HAITIAN_CREOLE": "Chinese t" would be odd, and the shorter name of a code is taken.
std::string name_of(CLD2::Language language) {
  std::string name = CLD2::LanguageName(language);
  bool begins = true;
  for (char& c : name) {
    if (c == '_') c = ' ';
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (!begins && is_upper) c = static_cast<char>(c - 'A' + 'a');
    begins = c == ' ';
  }
  return name;
}

// CLD2 takes some hundred kilobytes for each text and gives them back, and the allocator would return them to the
// system each time: half of the time of a report.
void keep_memory() {
#ifdef __GLIBC__
  constexpr int kKept = 4 << 20;
  // Setting one of them fixes the other, too.
  static const bool kIsKept = mallopt(M_TRIM_THRESHOLD, kKept) != 0 && mallopt(M_MMAP_THRESHOLD, kKept) != 0;
  static_cast<void>(kIsKept);
#endif
}

std::string without_addresses(std::string_view text) {
  std::string words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_address(text, at);
    if (end == at) words += text[at++];
    at = std::max(at, end);
  }
  return words;
}

}  // namespace

std::size_t end_of_address(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with("http://") && !rest.starts_with("https://")) return at;
  return std::min(text.find_first_of(" \n\t", at), text.size());
}

std::string_view language_of(std::string_view written) {
  keep_memory();
  const std::string text = without_addresses(written);  // which are of no language
  const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0;
  int valid_bytes = 0;
  bool is_reliable = false;
  const CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      text.data(), static_cast<int>(std::min<std::size_t>(text.size(), 65'536)), true, &no_hints, 0, languages.data(),
      percents.data(), scores.data(), nullptr, &text_bytes, &is_reliable, &valid_bytes);
  return is_reliable ? code_of(language) : std::string_view{};
}

std::vector<std::pair<std::string_view, std::string>> known_languages() {
  std::map<std::string_view, std::string> names;
  for (int i = 0; i < CLD2::NUM_LANGUAGES; ++i) {
    const auto language = static_cast<CLD2::Language>(i);
    const std::string_view code = code_of(language);
    if (code.empty() || code.starts_with("xx")) continue;
    std::string name = name_of(language);
    auto& known = names[code];
    if (known.empty() || name.size() < known.size()) known = std::move(name);
  }
  return {names.begin(), names.end()};
}

}  // namespace feedwitness::views
