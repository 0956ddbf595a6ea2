#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/feed.h"

// What a subscriber is sent. The sender itself (push/) is a program of its own.
namespace feedwitness::views::activity {

// Where to: "https://reader.example:8443/in?from=me" in its parts.
struct Subscriber {
  std::string host;
  int port = 443;
  std::string target;
};
// Error: bad_request for anything else than https with a host, without a user's name and without a fragment.
Result<Subscriber> read_subscriber(std::string_view url);

// The items as one Atom document, in this order; what is not there any more is left out.
Result<std::string> document_of(store::Store& store, const std::vector<store::FeedPlace>& places);

}  // namespace feedwitness::views::activity
