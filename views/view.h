#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "store/store.h"

// A view is a pure question to the store and an encoder; it streams, and never loads the whole store.
namespace feedwitness::views {

using Parameters = std::map<std::string, std::string, std::less<>>;

// Receives each finished piece of an answer: one JSON object for row views, any piece of text for file views. false
// stops the view (the reader has gone).
using Sink = std::function<bool(std::string_view piece)>;

// One call that can be asked for by name, from the command line, over native messaging and over HTTP alike.
struct View {
  std::string_view name;   // "fbtrex/summary"
  std::string_view gives;  // "rows": JSON objects; else the media type of the file
  std::string_view help;   // one line
  Result<void> (*answer)(store::Store& store, const Parameters& parameters, const Sink& sink);
};

// Every view, in the order of the documentation. A new one is a new file and one line here.
std::span<const View> all();
const View* find(std::string_view name);

// The parameter `paging` in the seed's `amount-skip` grammar: "200-50" is 200 rows after the newest 50; "200" skips
// none.
struct Paging {
  std::int64_t amount = 0;
  std::int64_t skip = 0;
};
struct PagingLimits {
  std::int64_t standard = 0;  // without the parameter
  std::int64_t maximum = 0;   // of the amount
};
// Errors: bad_request, with the limits in words.
Result<Paging> read_paging(const Parameters& parameters, const PagingLimits& limits);

// bad_request when a parameter is not one of `known`: a misspelt one must not be ignored.
Result<void> only_known(const Parameters& parameters, std::span<const std::string_view> known);

}  // namespace feedwitness::views
