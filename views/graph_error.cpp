#include "views/graph_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/json_text.h"
#include "identity/identity.h"

namespace feedwitness::views {
namespace {

constexpr int kInvalidParameter = 100;
constexpr int kNoObject = 33;
constexpr int kBadToken = 190;

struct Codes {
  int code = 0;
  int subcode = 0;
};

// Feed Verification API, "Error Codes".
struct Title {
  int subcode;
  std::string_view title;
};
constexpr std::array kTitles{Title{2349046, "Invalid Platform Parameter"}, Title{2349047, "Invalid Position Parameter"},
                             Title{2349048, "Date Out Of Range"}, Title{2349049, "Invalid Cursor"}};

std::string_view title_of(int subcode) {
  const auto* const found =
      std::find_if(kTitles.begin(), kTitles.end(), [&](const Title& known) { return known.subcode == subcode; });
  return found == kTitles.end() ? std::string_view{} : found->title;
}

// Our kind of an error without codes.
Codes codes_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request: return {kInvalidParameter, 0};
    case ErrorCode::not_found: return {kInvalidParameter, kNoObject};
    case ErrorCode::unauthorized: return {kBadToken, 0};
    case ErrorCode::forbidden_caller:
    case ErrorCode::not_confirmed: return {200, 0};
    case ErrorCode::wrong_method: return {3, 0};
    case ErrorCode::store_busy: return {2, 0};
    default: return {1, 0};
  }
}

ErrorCode kind_of(const Codes& codes) {
  if (codes.code == kBadToken) return ErrorCode::unauthorized;
  return codes.subcode == kNoObject ? ErrorCode::not_found : ErrorCode::bad_request;
}

// Takes "(#100/33) " from the beginning; code 0 where it is not there.
Codes take_codes(std::string_view& message) {
  constexpr std::string_view kBegin = "(#";
  const std::size_t end = message.find(") ");
  if (!message.starts_with(kBegin) || end == std::string_view::npos) return {};
  Codes codes;
  const char* const last = message.data() + end;
  const auto [slash, failed] = std::from_chars(message.data() + kBegin.size(), last, codes.code);
  if (failed != std::errc{}) return {};
  if (slash != last) std::from_chars(slash + 1, last, codes.subcode);
  message.remove_prefix(end + 2);
  return codes;
}

// 8 random bytes as base64url: 11 characters.
std::string trace_id() {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const auto random = *identity::id_from_hex(identity::new_token());
  std::string text;
  std::uint64_t bits = 0;
  for (std::size_t at = 0; at < 8; ++at) bits = bits << 8U | random.at(at);
  for (int left = 0; left < 11; ++left, bits >>= 6U) text += kDigits[bits & 0x3FU];
  return text;
}

}  // namespace

Error graph_error(int code, int subcode, std::string_view message) {
  std::string text = "(#" + std::to_string(code);
  if (subcode != 0) text += "/" + std::to_string(subcode);
  return {kind_of({code, subcode}), text.append(") ").append(message)};
}

std::string graph_error_body(const Error& error) {
  std::string_view message = error.message;
  Codes codes = take_codes(message);
  if (codes.code == 0) codes = codes_of(error.code);
  // Graph repeats the code in the message of these alone.
  const bool is_repeated = (codes.code == kInvalidParameter || codes.code == 200) && codes.subcode == 0;
  const std::string_view title = title_of(codes.subcode);
  std::string text;
  JsonObject answer{text};
  JsonObject object{answer.member("error")};
  object.text("message", (is_repeated ? "(#" + std::to_string(codes.code) + ") " : "") + std::string{message});
  object.text("type", codes.subcode == kNoObject ? "GraphMethodException" : "OAuthException");
  object.number("code", codes.code);
  if (codes.subcode != 0) object.number("error_subcode", codes.subcode);
  object.text_if_any("error_user_title", title);
  if (!title.empty()) object.text("error_user_msg", message);
  object.text("fbtrace_id", trace_id());
  object.close();
  answer.close();
  return text + "\n";
}

int graph_status(int status) { return status >= 500 ? status : 400; }

}  // namespace feedwitness::views
