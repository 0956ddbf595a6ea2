#pragma once

#include "store/inner.h"

namespace feedwitness::store {

// Notes that a post is gone (`was_here`), or must not come (`is_kept_out`). What is noted already stays as it is, so
// that the same notice again changes nothing; a post that was here now gets a new row, behind all others.
void note_removal(Database& database, const Owner& owner, const identity::Id& post, bool is_kept_out, bool was_here,
                  Time time);

// Notes that the post of a public impression is gone, unless another impression shows it: the impression turned out not
// to be public. Call before its content is removed.
void note_withdrawal(Inner& inner, std::int64_t impression, Time time);

}  // namespace feedwitness::store
