#pragma once

#include "views/view.h"

// The functions behind the table in crowdtangle.cpp.
namespace feedwitness::views::crowdtangle {

// posts.cpp: {"status":200,"result":{"posts":[...],"pagination":{...}}}
Result<void> posts(const Question& question, const Sink& sink);
// The same with one post, or {"status":200,"notes":"Post not found"}.
Result<void> post(const Question& question, const Sink& sink);
// table.cpp
Result<void> csv(const Question& question, const Sink& sink);

}  // namespace feedwitness::views::crowdtangle
