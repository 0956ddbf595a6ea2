// Any bytes are a message or an error; and what splice() takes out of a JSON text, Boost.JSON would have read the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "host/message.h"
#include "host/splice.h"

namespace {

namespace json = boost::json;
using namespace feedwitness::host;

json::string put_back(const json::string& text, const Spliced& spliced) {
  if (text.empty() || text[0] != Spliced::kMark) return text;
  return json::string(spliced.large.at(std::stoul(text.c_str() + 1)));
}

json::value put_back(const json::value& value, const Spliced& spliced) {
  if (value.is_string()) return put_back(value.get_string(), spliced);
  if (value.is_array()) {
    json::array items;
    for (const json::value& item : value.get_array()) items.push_back(put_back(item, spliced));
    return items;
  }
  if (!value.is_object()) return value;
  json::object fields;
  for (const auto& [key, item] : value.get_object()) {
    fields[put_back(json::string(key), spliced)] = put_back(item, spliced);
  }
  return fields;
}

void compare(std::string_view text) {
  const auto spliced = splice(text);
  if (!spliced) return;
  json::error_code failed;
  json::error_code failed_spliced;
  const json::value whole = json::parse({text.data(), text.size()}, failed);
  const json::value rest = json::parse(spliced->rest, failed_spliced);
  if (static_cast<bool>(failed) != static_cast<bool>(failed_spliced)) std::abort();
  if (!failed && put_back(rest, *spliced) != whole) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Message message = read_message(text);
  if (!message.request && message.request.error().code != feedwitness::ErrorCode::bad_request) std::abort();
  compare(text);
  // Long strings are rare among a fuzzer's inputs: each input is tried as a part of one, too.
  compare("{\"html\":\"" + std::string(text) + std::string(3000, 'x') + "\",\"id\":1}");
  return 0;
}
