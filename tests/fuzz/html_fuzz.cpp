// Any html is read or refused; a tree has a sound shape and a bounded depth; and both builders agree on it: what Gumbo
// made of any html, once written as a browser writes, the strict one reads as the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "parser/parse.h"
#include "parser/text.h"
#include "parser/tree/guard.h"
#include "parser/tree/gumbo.h"
#include "parser/tree/strict.h"
#include "parser/tree/tree.h"
#include "tests/support/same_tree.h"

using namespace feedwitness::parser;

namespace {

void check(bool promise) {
  if (!promise) std::abort();
}

// An element that is taken off the stack of open elements, as a form is, still has what was open in it.
constexpr NodeIndex kDeepest = 3 * kDepthLimit;

void check_shape(const Tree& tree) {
  std::vector<NodeIndex> depths(tree.size());
  for (NodeIndex node = 1; node < tree.size(); ++node) {
    const NodeIndex parent = tree.parent(node);
    check(parent < node && tree.end(node) > node && tree.end(node) <= tree.end(parent));
    depths[node] = depths[parent] + 1;
    check(depths[node] <= kDeepest);
  }
}

// `written` is what serialise() made of `tree`.
void check_agreement(const Tree& tree, const std::string& written) {
  TreeBuilder builder;
  if (!build_strictly(written, builder)) return;
  const Tree again = builder.finish();
  check(feedwitness::test::first_difference(tree, again) == kNoNode);
  check(serialise(again, 0) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  Context context;
  context.with_html = true;
  static_cast<void>(parse(html, context));

  const auto tree = build_tree(html);
  if (!tree) return 0;
  check_shape(*tree);
  static_cast<void>(visible_text(*tree, 0));
  check_agreement(*tree, serialise(*tree, 0));

  TreeBuilder builder;
  if (!build_with_gumbo(html, builder)) return 0;
  const Tree repaired = builder.finish();
  check_shape(repaired);
  check_agreement(repaired, serialise(repaired, 0));
  return 0;
}
