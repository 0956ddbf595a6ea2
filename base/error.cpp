#include "base/error.h"

namespace feedwitness {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::internal: return "internal";
    case ErrorCode::bad_request: return "bad_request";
    case ErrorCode::unknown_protocol: return "unknown_protocol";
    case ErrorCode::forbidden_caller: return "forbidden_caller";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::unsafe_html: return "unsafe_html";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::store_busy: return "store_busy";
    case ErrorCode::store_damaged: return "store_damaged";
    case ErrorCode::store_newer: return "store_newer";
    case ErrorCode::io_error: return "io_error";
    case ErrorCode::check_failed: return "check_failed";
    case ErrorCode::not_confirmed: return "not_confirmed";
    case ErrorCode::host_unavailable: return "host_unavailable";
    case ErrorCode::unauthorized: return "unauthorized";
    case ErrorCode::wrong_method: return "wrong_method";
  }
  return "internal";
}

}  // namespace feedwitness
