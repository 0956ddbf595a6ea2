#include "views/adjacency/languages.h"

#include <algorithm>
#include <array>

#include "views/language.h"

namespace feedwitness::views::adjacency {
namespace {

// Source: Feed Verification API, "Supported languages". The first 28 are those of the files, all 34 those of the answer
// for an ad set.
constexpr std::size_t kBusiness = 28;
constexpr std::array<std::string_view, 34> kLanguages{
    "ar", "en", "es", "fr", "pt", "zh", "de", "as", "bn", "bp", "gu", "hi", "it", "ja", "kn", "ml", "mr",
    "ms", "or", "pa", "pl", "sv", "ta", "te", "th", "tr", "ur", "vi", "he", "id", "ko", "nl", "ro", "uk"};

// The report writes Bhojpuri as bp, which is in no standard. CLD2 finds the Bihari languages, of which it is the one
// that people write.
std::string_view as_reported(std::string_view code) { return code == "bh" ? "bp" : code; }

}  // namespace

std::string_view language_in(Languages list, std::string_view text) {
  if (text.empty()) return {};
  const std::string_view code = as_reported(language_of(text));
  const auto* const end = list == Languages::business ? kLanguages.begin() + kBusiness : kLanguages.end();
  return std::find(kLanguages.begin(), end, code) == end ? std::string_view{} : code;
}

}  // namespace feedwitness::views::adjacency
