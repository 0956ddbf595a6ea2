#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/adjacency.h"
#include "store/store.h"
#include "views/adjacency/neighbours.h"
#include "views/calendar.h"

// Advertisements with what stood around them, out of the store.
namespace feedwitness::views::adjacency {

// Which advertisements, and how far around them.
struct Selection {
  store::Placement placement;
  Time from = Time::min();
  Time to = Time::max();               // exclusive
  std::string_view advertiser = "me";  // is_of()
  int distance = 1;
};

// An advertisement and its neighbours, both until the next one.
struct Adjacency {
  const store::Ad& ad;
  const Post& post;
  const std::vector<Neighbour>& neighbours;
};

// The advertisements of a selection, by timeline and order. Ask for a stretch that fits into memory.
Result<std::vector<store::Ad>> ads_of(store::Store& store, const Selection& selection);

// These, which are by timeline and order, each once, until `use` gives false; whether all were taken. A post between
// two of them is read once. Memory: one run of posts that belong together.
Result<bool> each_adjacency(store::Store& store, std::span<const store::Ad> ads, int distance,
                            const std::function<bool(const Adjacency&)>& use);
Result<bool> each_adjacency(store::Store& store, const Selection& selection,
                            const std::function<bool(const Adjacency&)>& use);

// The hours in which an advertisement was shown, of a clock, each cut to the selection; until `use` gives false.
Result<void> each_hour(store::Store& store, const Selection& selection, std::string_view zone,
                       const std::function<Result<bool>(const Hour&)>& use);

}  // namespace feedwitness::views::adjacency
