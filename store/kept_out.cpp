#include "store/kept_out.h"

#include "store/post_name.h"

namespace feedwitness::store {

KeptOut::KeptOut(Inner& inner) : inner_{inner} {
  const Use any = inner.database.use("SELECT 1 FROM removals WHERE is_kept_out LIMIT 1");
  if (any->step()) owner_ = find_owner(inner);
}

bool KeptOut::refuses(const parser::Metadata& post, std::string_view impression_id) {
  if (owner_ == nullptr) return false;
  if (refuse(id_of(owner_->secret, {post.post_id, post.perma_link, impression_id}))) return true;
  if (!post.shared) return false;
  const PostName shared{post.shared->post_id, post.shared->perma_link, {}};
  return shared.is_known() && refuse(id_of(owner_->secret, shared));
}

bool KeptOut::refuse(const identity::Id& post) {
  const Use count = inner_.database.use("UPDATE removals SET refused = refused + 1 WHERE post = ? AND is_kept_out");
  return count->bind(post).run() > 0;
}

}  // namespace feedwitness::store
