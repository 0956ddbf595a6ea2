#pragma once

#include <algorithm>

#include "parser/tree/tree.h"

namespace feedwitness::test {

// The first node in which two trees differ, in its name, text, attributes or place; kNoNode when they are the same.
inline parser::NodeIndex first_difference(const parser::Tree& one, const parser::Tree& other) {
  using namespace parser;
  const auto same_attribute = [](const Attribute& a, const Attribute& b) {
    return a.name == b.name && a.raw_name == b.raw_name && a.value == b.value;
  };
  const NodeIndex size = std::min(one.size(), other.size());
  for (NodeIndex node = 0; node < size; ++node) {
    const Node& a = one[node];
    const Node& b = other[node];
    const auto one_attributes = one.attributes(node);
    const auto other_attributes = other.attributes(node);
    if (a.tag != b.tag || a.text != b.text || a.parent != b.parent || (one.size() == other.size() && a.end != b.end) ||
        !std::equal(one_attributes.begin(), one_attributes.end(), other_attributes.begin(), other_attributes.end(),
                    same_attribute)) {
      return node;
    }
  }
  return one.size() == other.size() ? kNoNode : size;
}

}  // namespace feedwitness::test
