#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

// Errors as Graph conventions write them, for every call under /graph.
namespace feedwitness::views {

// A failure with its Graph code, and the subcode where there is one (0: none). Its message begins with them, "(#100)
// ..." or "(#100/33) ...", as Graph's own messages do: so they reach every door inside the one Error, and a person at
// the command line reads them, too.
//
//   100       a parameter or a field is wrong          190   the token is missing or wrong
//   100/33    no such object                           200   not permitted
//   2500      path or fields cannot be understood      2349046 to 2349049 (under 100): see the table in the source
Error graph_error(int code, int subcode, std::string_view message);

// {"error":{"message","type","code","error_subcode","error_user_title","error_user_msg","fbtrace_id"}}; subcode, title
// and user message only where there is a subcode that has them. An Error of another room has the code that its kind is
// nearest to. fbtrace_id: 11 random characters, kept nowhere.
std::string graph_error_body(const Error& error);

// 400 for all that the caller can mend, whatever kind it is; `status` where it is the server's fault (5xx).
int graph_status(int status);

}  // namespace feedwitness::views
