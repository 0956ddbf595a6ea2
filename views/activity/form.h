#pragma once

#include <optional>
#include <string>

#include "store/feed.h"

namespace feedwitness::views::activity {

// What stands above the items of a feed.
struct Head {
  std::string id;  // "urn:uuid:..."
  std::string title;
  Time updated;      // of the newest item
  std::string self;  // links; those that are empty do not exist
  std::string first;
  std::string previous;
  std::string next;
  std::string last;
  bool is_complete = false;  // the whole feed in one document, and no page of it
};

// One of the forms that a feed is written in. Each call gives the next piece.
struct Form {
  std::string (*begin)(const Head& head);
  // An item; `is_first` of the document.
  void (*append)(std::string& out, const store::FeedItem& item, bool is_first);
  std::string_view end;
};

// Atom 1.0 (RFC 4287) with the Activity Streams 1.0 elements of the Public Feed API, tombstones (RFC 6721) and paging
// (RFC 5005).
extern const Form kAtom;
// Activity Streams 2.0: an OrderedCollectionPage, or an OrderedCollection when it is complete.
extern const Form kActivityStreams2;

}  // namespace feedwitness::views::activity
