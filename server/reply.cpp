#include "server/reply.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_text.h"
#include "identity/identity.h"

namespace feedwitness::server {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request:
    case ErrorCode::unknown_protocol: return 400;
    case ErrorCode::unauthorized: return 401;
    case ErrorCode::forbidden_caller:
    case ErrorCode::not_confirmed: return 403;
    case ErrorCode::not_found: return 404;
    case ErrorCode::wrong_method: return 405;
    case ErrorCode::too_large: return 413;
    case ErrorCode::store_busy: return 503;
    case ErrorCode::internal:
    case ErrorCode::unsafe_html:
    case ErrorCode::store_damaged:
    case ErrorCode::store_newer:
    case ErrorCode::io_error:
    case ErrorCode::check_failed:
    case ErrorCode::host_unavailable: return 500;
  }
  return 500;
}

std::string error_body(const Error& error) {
  std::string text;
  JsonObject object{text};
  object.boolean("error", true);
  object.text("code", name_of(error.code));
  object.text("message", error.message);
  object.close();
  return text + "\n";
}

std::string entity_tag(std::string_view body) { return "W/\"" + identity::sha256_hex(body).substr(0, 32) + "\""; }

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  const std::string_view opaque = tag.substr(tag.find('"'));
  return if_none_match == "*" || if_none_match.find(opaque) != std::string_view::npos;
}

std::string disposition_of(std::string_view view, std::string_view media_type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kFiles{
      {{"text/csv", "csv"}, {"application/jsonl", "jsonl"}}};
  const auto* const file = std::find_if(kFiles.begin(), kFiles.end(),
                                        [&](const auto& known) { return media_type.starts_with(known.first); });
  if (file == kFiles.end()) return {};
  std::string name{view};
  std::replace(name.begin(), name.end(), '/', '-');
  return "attachment; filename=\"" + name + "." + std::string{file->second} + "\"";
}

}  // namespace feedwitness::server
