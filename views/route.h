#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "views/view.h"

namespace feedwitness::views {

// A request as a path names it.
struct Routed {
  const View* view = nullptr;
  Parameters parameters;  // from path and query, decoded; not yet read
  // What stands at {token}: 40 hex digits, or "me", the supporter of this store, for those who prove by other means who
  // they are. Empty: the path has no such place.
  std::string token;
  // "v2.11": Graph conventions name a version before the path; any is taken, and there is one. For Links.
  std::string version;
};

// Whether the path is of the calls that follow Graph conventions: those under /graph. Their errors have that shape, too
// (views/graph_error.h).
bool is_graph(std::string_view target);

// Adds the parameters of "search=ferry&paging=20-0", decoded. Errors: bad_request, also for one that is there already.
Result<void> read_query(std::string_view query, Parameters& parameters);

// Adds the parameters of a body: a form, or the members of a JSON object ("application/json"), texts as they are and
// everything else as JSON. A body of another type has none. Errors: bad_request.
Result<void> read_body(std::string_view media_type, std::string_view body, Parameters& parameters);

// Finds the call of "/api/v2/personal/me/summary/20-0?search=ferry". Errors: bad_request for a target that is none,
// not_found for a path of no call, wrong_method where the path is that of calls with other methods; then the
// message says with which.
Result<Routed> route(std::string_view method, std::string_view target);

}  // namespace feedwitness::views
