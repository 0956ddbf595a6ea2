#include "cli/progress.h"

#include <ostream>

namespace feedwitness::cli {
namespace {

constexpr std::chrono::milliseconds kEvery{100};
constexpr std::int64_t kBar = 30;

}  // namespace

void Progress::show(std::int64_t done, std::int64_t all) {
  const auto now = std::chrono::steady_clock::now();
  if (!screen_.is_terminal || all <= 0 || (shown_ && now - last_ < kEvery)) return;
  last_ = now;
  shown_ = true;
  const auto filled = static_cast<std::size_t>(kBar * done / all);
  screen_.stream << "\r\x1b[K" << what_ << " [" << std::string(filled, '=') << std::string(kBar - filled, ' ') << "] "
                 << done << " of " << all << std::flush;
}

void Progress::clear() {
  if (shown_) screen_.stream << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace feedwitness::cli
