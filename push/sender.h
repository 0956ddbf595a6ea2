#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "store/subscriptions.h"

namespace feedwitness::push {

struct Options {
  std::filesystem::path ca;  // a file of certificates to trust instead of the system's; empty: the system's
};

// One POST at a time:
//
//   Content-Type: application/atom+xml
//   X-Hub-Signature: sha256=HMAC-SHA256 of the body with the subscription's secret, in hex (as WebSub has it)
//
// whose body is an Atom document like the feed's: at most 20 entries and tombstones in the order in which they came.
//
// Each subscription is sent what it has not taken yet, in order, at least once. Nothing is marked as sent before a
// status of 200 to 299; redirects are not followed, and the certificate must be good. A failure is noted with the time
// of the next try: 1 second later, then 2, 4 ... at most an hour.
class Sender {
 public:
  Sender(store::Store& store, Options options, std::function<Time()> now)
      : store_{store}, options_{std::move(options)}, now_{std::move(now)} {}

  // All that there is for every subscription whose time has come, or for all of them with `at_once`. What became of a
  // delivery is told to `log`, without content. How many of the subscriptions failed.
  Result<int> send_all(bool at_once, const std::function<void(const std::string&)>& log);

 private:
  Result<bool> send_some(store::Subscription& subscription, const std::function<void(const std::string&)>& log);

  store::Store& store_;
  Options options_;
  std::function<Time()> now_;
};

}  // namespace feedwitness::push
