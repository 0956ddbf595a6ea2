#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "store/feed.h"
#include "store/store.h"

// Where the feed is sent, and how far it has been sent. What signs a delivery is in a file of its own (0600) beside the
// database, as the supporter's secret is.
namespace feedwitness::store {

struct Subscription {
  std::int64_t key = 0;
  std::string url;
  Time created_at;
  std::int64_t sent_impression = 0;  // up to these keys everything has been taken
  std::int64_t sent_removal = 0;
  std::int64_t failures = 0;     // since the last delivery that was taken
  std::optional<Time> next_try;  // nullopt: at once
};

// The secret of a new subscription, 64 hex digits: to be shown once. `from_beginning`: what is kept already is sent,
// too. Errors: bad_request when the address has one.
Result<std::string> subscribe(Store& store, std::string_view url, bool from_beginning, Time now);
// false: there was none.
Result<bool> unsubscribe(Store& store, std::string_view url);
Result<std::vector<Subscription>> subscriptions(Store& store);
// Error: io_error when the file is not there.
Result<std::string> subscription_secret(Store& store, std::int64_t key);

// What comes next for a subscription, in the order in which it was stored: at most `amount` posts and removals, and
// how far they reach. A post is left out when it was shown again later: then it comes later.
struct Delivery {
  std::vector<FeedPlace> places;
  std::int64_t impression = 0;
  std::int64_t removal = 0;
};
Result<Delivery> next_delivery(Store& store, const Subscription& subscription, std::int64_t amount);

// Notes that a delivery was taken; or that one failed, and when to try again. Nothing happens when the subscription is
// gone meanwhile.
Result<void> note_taken(Store& store, const Subscription& subscription, const Delivery& delivery);
Result<void> note_failure(Store& store, const Subscription& subscription, Time next_try);

}  // namespace feedwitness::store
