#include "push/sender.h"

#include <algorithm>
#include <chrono>
#include <httplib.h>

#include "identity/signature.h"
#include "views/activity/delivery.h"

namespace feedwitness::push {
namespace {

constexpr std::int64_t kMostItems = 20;
constexpr std::chrono::seconds kConnectTimeout{10};
constexpr std::chrono::seconds kAnswerTimeout{30};
constexpr std::chrono::seconds kLongestPause{3600};
constexpr std::int64_t kDoublings = 12;  // 2^12 s are more than the longest pause

std::chrono::seconds pause_after(std::int64_t failures) {
  return std::min(std::chrono::seconds{1LL << std::min(failures, kDoublings)}, kLongestPause);
}

// The status; nullopt: there was no answer.
std::optional<int> post(const Options& options, const views::activity::Subscriber& to, const std::string& secret,
                        const std::string& body) {
  httplib::SSLClient client{to.host, to.port};
  client.set_connection_timeout(kConnectTimeout);
  client.set_read_timeout(kAnswerTimeout);
  client.set_write_timeout(kAnswerTimeout);
  client.set_follow_location(false);
  client.enable_server_certificate_verification(true);
  if (!options.ca.empty()) client.set_ca_cert_path(options.ca.c_str());
  const httplib::Headers headers{{"X-Hub-Signature", "sha256=" + identity::hmac_sha256_hex(secret, body)}};
  const auto answer = client.Post(to.target, headers, body, "application/atom+xml");
  return answer ? std::optional{answer->status} : std::nullopt;
}

}  // namespace

// true: there may be more.
Result<bool> Sender::send_some(store::Subscription& subscription, const std::function<void(const std::string&)>& log) {
  const auto delivery = store::next_delivery(store_, subscription, kMostItems);
  if (!delivery) return delivery.error();
  if (delivery->places.empty()) return false;
  const auto to = views::activity::read_subscriber(subscription.url);
  if (!to) return to.error();
  const auto secret = store::subscription_secret(store_, subscription.key);
  if (!secret) return secret.error();
  const auto body = views::activity::document_of(store_, delivery->places);
  if (!body) return body.error();
  const auto status = post(options_, *to, *secret, *body);
  if (status && *status >= 200 && *status < 300) {
    log(to->host + ": " + std::to_string(delivery->places.size()) + " taken");
    subscription.sent_impression = delivery->impression;
    subscription.sent_removal = delivery->removal;
    if (auto noted = store::note_taken(store_, subscription, *delivery); !noted) return noted.error();
    return true;
  }
  const auto pause = pause_after(subscription.failures);
  log(to->host + ": " + (status ? "status " + std::to_string(*status) : "no answer") + ", next try in " +
      std::to_string(pause.count()) + " s");
  if (auto noted = store::note_failure(store_, subscription, now_() + pause); !noted) return noted.error();
  return Error{ErrorCode::io_error, "a delivery was not taken"};
}

Result<int> Sender::send_all(bool at_once, const std::function<void(const std::string&)>& log) {
  auto list = store::subscriptions(store_);
  if (!list) return list.error();
  int failed = 0;
  for (store::Subscription& subscription : *list) {
    if (!at_once && subscription.next_try && *subscription.next_try > now_()) continue;
    while (true) {
      const auto more = send_some(subscription, log);
      if (!more && more.error().code != ErrorCode::io_error) return more.error();
      failed += more ? 0 : 1;
      if (!more || !*more) break;
    }
  }
  return failed;
}

}  // namespace feedwitness::push
