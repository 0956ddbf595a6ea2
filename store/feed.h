#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "identity/identity.h"
#include "parser/record.h"
#include "store/rows.h"
#include "store/store.h"

// The feed to subscribe to: every public post once, as the newest impression shows it, and every post that was removed.
// Ordered by time, the newest first; of the same time posts before removals, then by key.
namespace feedwitness::store {

struct FeedPlace {
  Time time;             // of the impression, or of the removal
  bool is_post = false;  // else it is a removal
  std::int64_t key = 0;  // impressions.key or removals.key

  bool operator<(const FeedPlace& other) const {
    return std::tie(time, is_post, key) < std::tie(other.time, other.is_post, other.key);
  }
};

struct FeedQuery {
  std::string source_link;               // only posts of this publisher; empty: any
  std::optional<parser::Nature> nature;  // only posts of this nature
  // The impressions up to this key alone, so that a post that is shown again during a walk does not move. nullopt: all.
  std::optional<std::int64_t> newest_impression;
  std::optional<FeedPlace> older_than;
  std::optional<FeedPlace> newer_than;  // those nearest to it, the oldest first; else the newest come first
  std::int64_t amount = 0;
};

// A removal has neither a source nor a nature: each is in every feed.
Result<std::vector<FeedPlace>> feed_places(Store& store, const FeedQuery& query);

// For FeedQuery::newest_impression; 0: there is none.
Result<std::int64_t> newest_impression_key(Store& store);

// What stands at a place.
struct FeedItem {
  FeedPlace place;
  identity::Id post{};                 // keyed: the same for the post and for its removal
  std::optional<identity::Id> shared;  // of the post that it shares
  const ImpressionRow* row = nullptr;  // nullptr: a removal
};

// Reads items one at a time. Must not outlive the store.
class FeedReader {
 public:
  static Result<FeedReader> open(Store& store);
  FeedReader(FeedReader&&) noexcept;
  FeedReader& operator=(FeedReader&&) noexcept;
  ~FeedReader();

  // Lives until the next read(), or until the store's cursors pause. nullptr: it is not there any more.
  Result<const FeedItem*> read(const FeedPlace& place);

 private:
  struct State;
  explicit FeedReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// An id that names a feed, its filters in `name`: keyed like those of the posts in it.
Result<identity::Id> feed_id(Store& store, const std::string& name);

}  // namespace feedwitness::store
