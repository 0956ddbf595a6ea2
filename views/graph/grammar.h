#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

// fields=, Graph's field expansion: names with commas between them, each with modifiers in any order and, in braces,
// what is asked of the rows of an edge.
//
//   fields=id,feed.limit(3).order(chronological){message,impressions.limit(2){created_time}}
namespace feedwitness::views::graph {

struct Item {
  std::string name;
  std::map<std::string, std::string, std::less<>> modifiers;  // "limit" -> "3"
  std::vector<Item> children;                                 // empty: what is given by default
};
using Items = std::vector<Item>;

inline constexpr int kDeepest = 5;              // levels, the outermost included
inline constexpr std::size_t kMostItems = 200;  // in all

// Modifiers: limit, order, since, until, after, before, offset, summary; .fields(a,b) is {a,b}, as older versions wrote
// it. Error: 2500 with the place of the mistake, and what is too deep or too much.
Result<Items> read_fields(std::string_view text);

// The text that reads the same.
std::string text_of(const Items& items);

}  // namespace feedwitness::views::graph
