#pragma once

#include "store/inner.h"
#include "store/selection.h"
#include "store/store.h"

namespace feedwitness::store {

// Deletes what is selected, step by step, erases the traces and proves it. `everything`: the supporter, too.
Receipt erase(Inner& inner, const Selection& selection, bool everything, Time now);

}  // namespace feedwitness::store
