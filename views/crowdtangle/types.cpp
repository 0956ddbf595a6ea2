#include "views/crowdtangle/types.h"

#include <algorithm>

namespace feedwitness::views::crowdtangle {
namespace {

// "www.youtube.com" of "https://www.youtube.com/watch?v=..."
std::string_view host_of(std::string_view link) {
  const std::size_t scheme = link.find("://");
  if (scheme == std::string_view::npos) return {};
  link.remove_prefix(scheme + 3);
  return link.substr(0, link.find_first_of("/?#:"));
}

bool is_youtube(std::string_view link) {
  const std::string_view host = host_of(link);
  return host == "youtu.be" || host == "youtube.com" || host.ends_with(".youtube.com");
}

}  // namespace

const TypeName& name_of(Type type) { return kTypes.at(static_cast<std::size_t>(type)); }

std::optional<Type> type_named(std::string_view word) {
  const auto* found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeName& name) { return name.word == word; });
  return found == kTypes.end() ? std::nullopt : std::optional{found->type};
}

std::optional<Type> type_of(const store::Observation& seen) {
  if (is_youtube(seen.card_link)) return Type::youtube;
  if (seen.video == true || seen.fblinktype == "videos") return Type::native_video;
  if (seen.fblinktype == "album") return Type::album;
  if (!seen.card_type.empty()) return Type::link;
  if (seen.images_count.value_or(0) > 0 || seen.fblinktype == "photo") return Type::photo;
  if (seen.images_count == 0 && seen.video == false) return Type::status;
  return std::nullopt;
}

}  // namespace feedwitness::views::crowdtangle
