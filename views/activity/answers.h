#pragma once

#include "views/view.h"

// The calls of activity.cpp's table, each in the file of its name.
namespace feedwitness::views::activity {

Result<void> feed(const Question& question, const Sink& sink);
Result<void> remove(const Question& question, const Sink& sink);

}  // namespace feedwitness::views::activity
