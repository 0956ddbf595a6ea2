#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "parser/record.h"

// What stands around an advertisement: a pure question to one timeline's posts by their order. Orders are those in
// which the page showed its posts, so the post above stands at order - 1 and at no other; where that was not captured,
// what stood there is unknown, and the next one that is known is no neighbour.
namespace feedwitness::views::adjacency {

// A post as a timeline showed it. Of one that is not public nothing but order and time is known.
struct Post {
  int order = 0;
  Time time;
  bool is_public = false;
  parser::Nature nature = parser::Nature::unknown;
  std::string impression_id;  // 40 hex digits
  std::string ad_id;
  std::string id;
  std::string owner;  // who published it, as shown
  std::string owner_link;
  std::string owner_id;  // a number
  std::string perma_link;
  std::string root_id;  // of the post that it shares
  std::string root_owner_id;
  std::string text;  // its own, else that of the post which it shares
  std::optional<double> seen_ratio;
  std::optional<std::int64_t> seen_milliseconds;
};

enum class Side : std::uint8_t { above, below };
std::string_view name_of(Side side);

// What is known of a place.
enum class Sight : std::uint8_t {
  observed,    // the post that stood there is known
  unobserved,  // something may have stood there; it was not captured
  none,        // above the first post of a timeline stands nothing
};
std::string_view name_of(Sight sight);

struct Neighbour {
  Side side = Side::above;
  int distance = 1;
  Sight sight = Sight::unobserved;
  const Post* post = nullptr;  // where it was observed
};

// Of posts by their order, the one at exactly this order; nullptr: it was not captured.
const Post* post_at(std::span<const Post> posts, int order);

// Above and below at distance 1, above and below at distance 2, and so on: always two for each.
std::vector<Neighbour> neighbours_of(std::span<const Post> posts, int order, int distance);

}  // namespace feedwitness::views::adjacency
