#pragma once

#include "views/view.h"

namespace feedwitness::views::crowdtangle {

// Raised whenever the same store would give another table; named in each manifest.
inline constexpr int kViewVersion = 2;

// What was written, for the manifest.
struct Written {
  std::int64_t rows = 0;
};

// CrowdTangle's file of posts: the 40 columns of 2021 to 2024 with the same bytes in its header, `header`=groups for
// its variant, 2020 for the columns before. `benchmarks` adds columns behind them.
Result<Written> write_table(const Question& question, const Sink& sink);

}  // namespace feedwitness::views::crowdtangle
