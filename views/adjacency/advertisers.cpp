#include "views/adjacency/advertisers.h"

#include <array>

#include "views/source.h"

namespace feedwitness::views::adjacency {

std::string advertiser_id_of(const store::Ad& ad) {
  return std::string{ad.source_id.empty() ? handle_of(ad.source_link) : std::string_view{ad.source_id}};
}

bool is_of(const store::Ad& ad, std::string_view id) {
  constexpr std::string_view kAccount = "act_";
  if (id == "me") return true;
  if (id.starts_with(kAccount)) id.remove_prefix(kAccount.size());
  if (id.empty()) return false;
  return id == ad.source_id || id == ad.ad_id || id == ad.source_link || id == handle_of(ad.source_link);
}

}  // namespace feedwitness::views::adjacency
