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
enum class Sort : std::uint8_t { overperforming, underperforming, total_interactions, date };

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

// space: and; comma or OR: or; "quotes": these words side by side. AND may be written.
store::SearchTerms read_search(std::string_view text);

// A post of a table, before its row is read.
struct Found {
  double value = 0;  // by which it is ordered, in Request::sort; NaN: unknown
  double score = 0;  // that is shown; NaN: unknown
  Time published;
  std::int64_t impression = 0;  // the newest
  std::uint32_t detail = 0;     // index of Findings::details, where they were asked for
};

struct Detail {
  std::optional<int> timestep;
  Counts expected;
};

struct Findings {
  std::vector<Found> posts;     // in the order of the request
  std::vector<Detail> details;  // empty unless they were asked for
};

// 40 bytes for each post that is found.
Result<Findings> find_posts(store::Store& store, const Request& request, bool with_details = false);

}  // namespace feedwitness::views::crowdtangle
