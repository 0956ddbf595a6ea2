#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "views/activity/notice.h"

// Whatever bytes are sent as a notice: an answer, and never a removal that names neither a post nor an author.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto notice = feedwitness::views::activity::read_notice({reinterpret_cast<const char*>(data), size});
  if (!notice) return 0;
  for (const auto& removal : notice->removals) {
    const bool names_post = !removal.post_id.empty() || !removal.perma_link.empty();
    const bool names_author = !removal.source_links.empty();
    if (names_post == names_author) std::abort();
  }
  return 0;
}
