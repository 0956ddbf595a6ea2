// Any html is read or refused, in bounded memory; and what was read is written and read again as the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/parse.h"
#include "parser/text.h"
#include "parser/tree.h"
#include "parser/tree_guard.h"

using namespace feedwitness::parser;

namespace {

// Gumbo moves elements about, but what it makes is hardly deeper than what was open.
constexpr NodeIndex kDeepest = 4 * kDepthLimit;

void check_shape(const Tree& tree) {
  for (NodeIndex node = 1; node < tree.size(); ++node) {
    const NodeIndex parent = tree.parent(node);
    if (parent >= node || tree.end(node) > tree.end(parent) || tree.end(node) <= node) std::abort();
  }
  NodeIndex depth = 0;
  for (NodeIndex node = tree.size() - 1; node != kNoNode; node = tree.parent(node)) ++depth;
  if (depth > kDeepest) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  Context context;
  context.with_html = true;
  const auto feed = parse(html, context);

  const auto tree = build_tree(html);
  if (!tree) return 0;
  check_shape(*tree);
  visible_text(*tree, 0);
  const std::string written = serialise(*tree, 0);
  if (!build_tree(written)) return 0;
  if (!feed) return 0;
  for (const Impression& impression : feed->impressions) {
    if (!parse(impression.html, context) && html.size() < kDepthLimit) std::abort();
  }
  return 0;
}
