#pragma once

#include <cstdint>
#include <optional>

#include "base/error.h"
#include "base/time.h"

// For how long the captured html is kept. What was read from it, times and counts stay; it can only not be read again
// by a better parser.
namespace feedwitness::store {

class Store;

// Days; nullopt: for good, which is so until somebody says otherwise.
Result<std::optional<std::int64_t>> html_days(Store& store);
Result<void> keep_html(Store& store, std::optional<std::int64_t> days);

// Work for a quiet moment, like Store::idle(), and to be called before it: erases some html that was kept for long
// enough, by the impression's time; whether there is more. Html goes in batches of a tenth of the days that it is kept,
// since with each batch the compression may have to learn anew: it is kept for nine tenths of them at least, and for
// all of them at most.
Result<bool> drop_old_html(Store& store, Time now);

}  // namespace feedwitness::store
