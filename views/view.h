#pragma once

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
  std::string_view name;       // "fbtrex/summary"
  std::string_view gives;      // "rows": JSON objects; else the media type of the file
  std::string_view help;       // one line
  Result<void> (*answer)(store::Store& store, const Parameters& parameters, const Sink& sink);
};

// Every view, in the order of the documentation. A new one is a new file and one line here.
std::span<const View> all();
const View* find(std::string_view name);

// The `amount-skip` grammar of the seed ("200-0"; "200" skips nothing). Errors: bad_request, with the limits in words.
struct Paging {
  std::int64_t amount = 0;
  std::int64_t skip = 0;
};
Result<Paging> read_paging(std::string_view text, std::int64_t standard, std::int64_t maximum);

}  // namespace feedwitness::views
