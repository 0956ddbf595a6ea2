// Any href has an answer, and the answer is its own canonical form.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/grammar/links.h"

using namespace feedwitness::parser;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view href(reinterpret_cast<const char*>(data), size);

  if (const auto link = read_permalink(href)) {
    const auto again = read_permalink(link->perma_link);
    require(link->perma_link.starts_with('/'));
    require(again && again->perma_link == link->perma_link && again->type == link->type);
    require(is_site_address(href));
  }
  if (const std::string profile = profile_link(href); !profile.empty()) {
    require(profile_link(profile) == profile);
  }
  if (const auto target = external_target(href)) {
    require(target->starts_with("http://") || target->starts_with("https://"));
    require(external_target(*target) == target);
    require(!is_opaque_link(href) && !is_site_address(href));
  }
  query_parameter(href, "u");
  return 0;
}
