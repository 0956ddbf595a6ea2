// bench_gumbo FOLDER ROUNDS: what a C or C++ user would pick instead, as packaged: parse every file, free it, nothing
// else.
#include <gumbo.h>

#include "bench/measure.h"

int main(int argc, char** argv) {
  return feedwitness::bench::measure(argc, argv, [](const std::string& html) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    const std::size_t nodes = output->root == nullptr ? 0 : output->root->v.element.children.length;
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return nodes;
  });
}
