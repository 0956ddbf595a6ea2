// Any text is read or refused, in bounds, and what was read is written so that it reads the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "views/graph/grammar.h"

using namespace feedwitness::views::graph;

namespace {

int depth_of(const Items& items) {
  int deepest = 0;
  for (const Item& item : items) deepest = std::max(deepest, depth_of(item.children));
  return deepest + 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto items = read_fields({reinterpret_cast<const char*>(data), size});
  if (!items) return 0;
  if (depth_of(*items) > kDeepest + 1) std::abort();
  const std::string text = text_of(*items);
  const auto again = read_fields(text);
  if (!again || text_of(*again) != text) std::abort();
  return 0;
}
