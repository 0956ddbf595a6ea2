#pragma once

#include "store/inner.h"

// One dictionary makes the html of a supporter a third smaller (it holds what their feed's markup repeats). It is made
// of some of their html, which `dictionary_samples` names: when one of those goes, the dictionary retires, everything
// that needs it is compressed anew, and it goes too.
namespace feedwitness::store {

// Trains a dictionary when the supporter has none and enough html; whether it did. Outside a transaction.
bool train_if_due(Inner& inner);

// Compresses the next html of a retired dictionary anew, or removes the dictionary when none is left; false when there
// is no retired one. Outside a transaction.
bool replace_retired(Inner& inner);

}  // namespace feedwitness::store
