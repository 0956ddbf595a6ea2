#pragma once

#include <string_view>

#include "identity/identity.h"

namespace feedwitness::store {

// What tells one post from another: the platform's id; where the page did not show it, the permalink; where there is
// neither, the one impression that showed it.
struct PostName {
  std::string_view post_id;
  std::string_view perma_link;
  std::string_view impression_id;  // 40 hex digits

  bool is_known() const { return !post_id.empty() || !perma_link.empty() || !impression_id.empty(); }
};

// The same for every impression of a post. Keyed, so that whoever reads it learns nothing of the post.
inline identity::Id id_of(const identity::Secret& secret, const PostName& name) {
  const auto keyed = [&](std::string_view kind, std::string_view value) {
    return identity::keyed_id(secret, identity::IdKind::post, {kind, value});
  };
  if (!name.post_id.empty()) return keyed("id", name.post_id);
  if (!name.perma_link.empty()) return keyed("link", name.perma_link);
  return keyed("impression", name.impression_id);
}

}  // namespace feedwitness::store
