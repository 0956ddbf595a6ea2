#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace feedwitness::server {

// The HTTP status of an error, by its code: what the client may do about it.
int status_of(ErrorCode code);

// {"error":true,"code":"bad_request","message":"..."}: the former service's shape, and our stable code.
std::string error_body(const Error& error);

// A weak validator of an answer: equal bodies have equal ones.
std::string entity_tag(std::string_view body);
// Whether the If-None-Match header names it (RFC 9110, section 13.1.2).
bool names_tag(std::string_view if_none_match, std::string_view tag);

// `attachment; filename="fbtrex-csv.csv"` for what is no page of a browser; empty for JSON and feeds.
std::string disposition_of(std::string_view view, std::string_view media_type);

}  // namespace feedwitness::server
