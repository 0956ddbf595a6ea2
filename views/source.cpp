#include "views/source.h"

#include <algorithm>

namespace feedwitness::views {

std::string_view handle_of(std::string_view source_link) {
  constexpr std::string_view kNumber = "profile.php?id=";
  while (source_link.ends_with('/')) source_link.remove_suffix(1);
  if (const std::size_t at = source_link.find(kNumber); at != std::string_view::npos) {
    return source_link.substr(at + kNumber.size());
  }
  const std::size_t slash = source_link.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : source_link.substr(slash + 1);
}

bool is_group(std::string_view source_link) {
  constexpr std::string_view kGroups = "/groups/";
  const std::size_t at = source_link.find(kGroups);
  return at != std::string_view::npos && source_link.substr(at + kGroups.size()) == handle_of(source_link);
}

bool is_platform_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view number_of_source(std::string_view source_id, std::string_view source_link) {
  if (!source_id.empty()) return source_id;
  const std::string_view handle = handle_of(source_link);
  return is_platform_number(handle) ? handle : std::string_view{};
}

}  // namespace feedwitness::views
