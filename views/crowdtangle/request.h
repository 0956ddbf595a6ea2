#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "views/crowdtangle/account.h"
#include "views/crowdtangle/metrics.h"
#include "views/view.h"

namespace feedwitness::views::crowdtangle {

// By what posts are ordered, and what their score says then. Unknown ones come last, equal ones by their publication,
// the newest first.
// An interaction rate needs followers, which no feed shows: it is unknown for all.
enum class Sort : std::uint8_t { overperforming, underperforming, total_interactions, interaction_rate, date };

// Which posts, in which order.
struct Request {
  std::optional<Time> from;           // publication, inclusive
  std::optional<Time> to;             // exclusive
  std::vector<std::string> accounts;  // addresses, handles or numbers; empty: all
  std::vector<Type> types;            // empty: all
  std::int64_t least_interactions = 0;
  bool only_groups = false;
  bool is_search = false;
  std::vector<std::int64_t> found;  // by a search: impressions, ascending
  Sort sort = Sort::overperforming;
  Weights weights = kStandardWeights;
};

// The parameters that every call on posts takes. Errors: bad_request.
Result<Request> read_request(const Question& question);

// What a text must hold: all phrases of `with`, none of `without`.
struct Alternative {
  std::vector<std::string> with;
  std::vector<std::string> without;
};
// space: and; comma or OR: or; NOT: without the next; "quotes": these words side by side. AND may be written.
std::vector<Alternative> read_search(std::string_view text);

// A post of a table, before its row is read.
struct Found {
  double score = 0;  // that is shown; NaN: unknown
  Time published;
  std::int64_t impression = 0;  // the newest
  std::int64_t detail = 0;      // where it stands in Findings::details, if they were asked for
};

struct Detail {
  std::optional<int> timestep;
  Counts expected;
};

// Details one behind the other, about 20 bytes each: numbers of seven bits a byte, the last of which is below 128, one
// more than what they stand for; 0 is unknown.
class Details {
 public:
  std::int64_t add(const Detail& detail);
  Detail at(std::int64_t place) const;

 private:
  void append(const std::optional<std::int64_t>& number);
  std::optional<std::int64_t> take(std::size_t& at) const;

  std::string bytes_;
};

struct Findings {
  std::vector<Found> posts;  // in the order of the request
  Details details;           // empty unless they were asked for
};

// 32 bytes for each post that is found.
Result<Findings> find_posts(store::Store& store, const Request& request, bool with_details = false);

}  // namespace feedwitness::views::crowdtangle
