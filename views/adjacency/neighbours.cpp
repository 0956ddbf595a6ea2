#include "views/adjacency/neighbours.h"

#include <algorithm>
#include <array>

namespace feedwitness::views::adjacency {
namespace {

constexpr std::array<std::string_view, 2> kSides{"above", "below"};
constexpr std::array<std::string_view, 3> kSights{"observed", "unobserved", "none"};

}  // namespace

std::string_view name_of(Side side) { return kSides.at(static_cast<std::size_t>(side)); }
std::string_view name_of(Sight sight) { return kSights.at(static_cast<std::size_t>(sight)); }

const Post* post_at(std::span<const Post> posts, int order) {
  const auto found =
      std::lower_bound(posts.begin(), posts.end(), order, [](const Post& post, int at) { return post.order < at; });
  return found == posts.end() || found->order != order ? nullptr : &*found;
}

std::vector<Neighbour> neighbours_of(std::span<const Post> posts, int order, int distance) {
  std::vector<Neighbour> neighbours;
  for (int away = 1; away <= distance; ++away) {
    for (const Side side : {Side::above, Side::below}) {
      const int place = side == Side::above ? order - away : order + away;
      const Post* post = post_at(posts, place);
      const Sight sight = post != nullptr ? Sight::observed : place < 1 ? Sight::none : Sight::unobserved;
      neighbours.push_back({side, away, sight, post});
    }
  }
  return neighbours;
}

}  // namespace feedwitness::views::adjacency
