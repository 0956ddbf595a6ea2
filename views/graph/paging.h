#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "identity/identity.h"
#include "store/graph.h"
#include "views/view.h"

// A page of an edge: what is asked of it, and the links to its neighbours, in the three ways of Graph conventions.
namespace feedwitness::views::graph {

inline constexpr std::int64_t kUsualLimit = 25;
inline constexpr std::int64_t kMostRows = 1000;  // in one page

// Given with cursors, unless the question itself pages by time (since, until) or by offset.
enum class Way : std::uint8_t { cursors, times, offsets };

struct Asked {
  Way way = Way::cursors;
  bool ascending = false;  // order(chronological)
  bool is_usual_order = true;
  std::int64_t limit = kUsualLimit;
  std::int64_t offset = 0;
  std::optional<Time> since;
  std::optional<Time> until;
  std::optional<store::GraphPlace> from;  // a cursor's place
  bool backwards = false;                 // the page before `from`, not the one after it
  bool summary = false;

  store::Range range() const;  // one row more than `limit`: whether there is a next page
};

// What a cursor is bound to: "NODE/EDGE". What a timeline showed is not ordered by a time but from its first post on:
// there since and until choose among the rows, and pages go by cursors.
struct Bound {
  const identity::Secret& key;
  std::string edge;
  bool by_time = true;
};

// Finds a modifier or a parameter by its name; empty: it is not given.
using PageGiven = std::function<std::string_view(std::string_view name)>;

// Errors: 100 for a value that is not of its kind, 100/2349049 for a cursor that is not of this edge and store.
Result<Asked> read_asked(const PageGiven& given, const Bound& bound, Time now);

// The places of a page's ends, and whether there is more beyond.
struct Ends {
  store::GraphPlace first = {};
  store::GraphPlace last = {};
  bool is_empty = true;
  bool has_next = false;
  bool has_previous = false;
};

// {"cursors":{"before","after"},"previous","next"}; the cursors by that way alone. `base` is the link without paging:
// "http://127.0.0.1:8642/graph/v2.11/me/feed?access_token=...&fields=...". Empty where there is nothing to say.
std::string paging_json(const Asked& asked, const Ends& ends, const Bound& bound, const std::string& base);

}  // namespace feedwitness::views::graph
