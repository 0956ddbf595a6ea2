#include "identity/normal_form.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace feedwitness::identity {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Text that is all ASCII is in NFC already; most calls end here.
std::string to_nfc(std::string_view text) {
  if (is_ascii(text)) return std::string{text};
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &mapped, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{mapped, &std::free};
  if (size < 0) return std::string{text};
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size)};
}

struct Character {
  std::size_t size = 1;
  bool is_space = false;
  bool is_visible = true;
};

Character character_at(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) {
    const bool is_space = first == ' ' || (first >= '\t' && first <= '\r');
    return {.size = 1, .is_space = is_space, .is_visible = first > 0x20 && first != 0x7F};
  }
  utf8proc_int32_t code = -1;
  const utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (size <= 0) return {};
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return {.size = static_cast<std::size_t>(size), .is_space = true, .is_visible = false};
    case UTF8PROC_CATEGORY_CC:  // U+0085, "next line", is white space too
      return {.size = static_cast<std::size_t>(size), .is_space = code == 0x85, .is_visible = false};
    case UTF8PROC_CATEGORY_CF: return {.size = static_cast<std::size_t>(size), .is_space = false, .is_visible = false};
    default: return {.size = static_cast<std::size_t>(size)};
  }
}

}  // namespace

std::optional<std::string> normal_form(std::string_view text) {
  const std::string composed = to_nfc(text);
  std::string folded;
  folded.reserve(composed.size());
  bool any_visible = false;
  bool space_before = false;
  for (std::string_view rest = composed; !rest.empty();) {
    const Character character = character_at(rest);
    if (character.is_space) {
      space_before = !folded.empty();
    } else {
      if (space_before) folded += ' ';
      space_before = false;
      folded.append(rest.substr(0, character.size));
      any_visible = any_visible || character.is_visible;
    }
    rest.remove_prefix(character.size);
  }
  if (!any_visible) return std::nullopt;
  return folded;
}

}  // namespace feedwitness::identity
