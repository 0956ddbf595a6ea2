#pragma once

#include "views/view.h"

// The functions behind the table in adjacency.cpp.
namespace feedwitness::views::adjacency {

Result<void> report(const Question& question, const Sink& sink);

}  // namespace feedwitness::views::adjacency
