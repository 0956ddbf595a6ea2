#pragma once

#include "store/inner.h"
#include "store/maintenance.h"
#include "store/sample.h"
#include "store/store.h"

namespace feedwitness::store {

// Erases the traces of what was deleted and looks for the sample in the raw bytes of every file beside the key file.
// Strings that rows which stay hold as well prove nothing and are left out. The file is rewritten if asked for, and
// else if a trace is left. Fills sampled, found and scanned.
void prove(Inner& inner, const Sample& sample, Rewrite rewrite, Receipt& receipt);

}  // namespace feedwitness::store
