#include "store/subscriptions.h"

#include <limits>

#include "store/failure.h"
#include "store/inner.h"
#include "store/newest.h"
#include "store/private_files.h"
#include "store/subscription_files.h"

namespace feedwitness::store {
namespace {

constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();

std::optional<std::int64_t> find(Database& database, std::string_view url) {
  const Use find = database.use("SELECT key FROM subscriptions WHERE url = ?");
  find->bind(url);
  return find->step() ? std::optional{find->integer(0)} : std::nullopt;
}

std::vector<Subscription> read_all(Database& database) {
  std::vector<Subscription> list;
  const Use read = database.use(
      "SELECT key, url, created_at, sent_impression, sent_removal, failures, next_try FROM subscriptions ORDER BY key");
  while (read->step()) {
    list.push_back({read->integer(0), std::string{read->bytes(1)}, read->time(2), read->integer(3), read->integer(4),
                    read->integer(5), read->optional_time(6)});
  }
  return list;
}

// Both kinds in the order of their storing: a removal stands behind the impression that was the newest then.
struct Next {
  FeedPlace place;
  std::int64_t impression = 0;  // of the post, or the newest one at the removal
};

std::vector<Next> posts_after(Database& database, std::int64_t after, std::int64_t amount) {
  std::vector<Next> found;
  Statement find = database.prepare("SELECT key, time FROM impressions WHERE key > ?2 AND is_public" +
                                    std::string{kIsNewest} + " ORDER BY key LIMIT ?3");
  find.bind(kAll, after, amount);
  while (find.step()) found.push_back({{find.time(1), true, find.integer(0)}, find.integer(0)});
  return found;
}

std::vector<Next> removals_after(Database& database, std::int64_t after, std::int64_t amount) {
  std::vector<Next> found;
  const Use find = database.use(
      "SELECT key, time, newest_impression FROM removals WHERE key > ?1 AND was_here ORDER BY key LIMIT ?2");
  find->bind(after, amount);
  while (find->step()) found.push_back({{find->time(1), false, find->integer(0)}, find->integer(2)});
  return found;
}

}  // namespace

std::filesystem::path secret_file(const std::filesystem::path& folder, std::int64_t subscription) {
  return folder / ("push-" + std::to_string(subscription) + ".secret");
}

void shred_secrets(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("push-") && name.ends_with(".secret")) shred(entry.path());
  }
}

// The file comes first: a row without it could not be sent.
Result<std::string> subscribe(Store& store, std::string_view url, bool from_beginning, Time now) {
  return guarded([&] {
    Inner& inner = store.inner();
    Transaction transaction{inner.database};
    const Owner& owner = find_or_make_owner(inner);
    if (find(inner.database, url)) throw Failure{{ErrorCode::bad_request, "the feed is sent there already"}};
    const Use insert = inner.database.use(
        "INSERT INTO subscriptions (supporter, url, created_at, sent_impression, sent_removal, failures) VALUES (?1, "
        "?2, "
        "?3, iif(?4, 0, (SELECT coalesce(max(key), 0) FROM impressions)), iif(?4, 0, (SELECT coalesce(max(key), 0) "
        "FROM "
        "removals)), 0)");
    insert->bind(owner.key, url, now, from_beginning).run();
    std::string secret = identity::Secret::random().hex();
    write_private_file(secret_file(inner.folder, inner.database.last_key()), secret);
    transaction.commit();
    return secret;
  });
}

Result<bool> unsubscribe(Store& store, std::string_view url) {
  return guarded([&] {
    Inner& inner = store.inner();
    Transaction transaction{inner.database};
    const auto key = find(inner.database, url);
    if (!key) return false;
    const Use remove = inner.database.use("DELETE FROM subscriptions WHERE key = ?");
    remove->bind(*key).run();
    shred(secret_file(inner.folder, *key));
    transaction.commit();
    return true;
  });
}

Result<std::vector<Subscription>> subscriptions(Store& store) {
  return guarded([&] { return read_all(store.inner().database); });
}

Result<std::string> subscription_secret(Store& store, std::int64_t key) {
  return guarded([&] {
    auto secret = read_private_file(secret_file(store.inner().folder, key));
    if (!secret)
      throw Failure{{ErrorCode::io_error, "the secret of a subscription is missing: unsubscribe, and subscribe again"}};
    return *std::move(secret);
  });
}

Result<Delivery> next_delivery(Store& store, const Subscription& subscription, std::int64_t amount) {
  return guarded([&] {
    Database& database = store.inner().database;
    Transaction transaction{database, Transaction::Kind::read};
    const auto posts = posts_after(database, subscription.sent_impression, amount);
    const auto removals = removals_after(database, subscription.sent_removal, amount);
    Delivery delivery{{}, subscription.sent_impression, subscription.sent_removal};
    auto post = posts.begin();
    auto removal = removals.begin();
    while (static_cast<std::int64_t>(delivery.places.size()) < amount) {
      const bool has_post = post != posts.end();
      const bool has_removal = removal != removals.end();
      if (!has_post && !has_removal) break;
      const bool takes_post = has_post && (!has_removal || post->impression <= removal->impression);
      delivery.places.push_back(takes_post ? post->place : removal->place);
      if (takes_post) {
        delivery.impression = (post++)->place.key;
      } else {
        delivery.removal = (removal++)->place.key;
      }
    }
    return delivery;
  });
}

Result<void> note_taken(Store& store, const Subscription& subscription, const Delivery& delivery) {
  return guarded([&] {
    const Use update = store.inner().database.use(
        "UPDATE subscriptions SET sent_impression = ?2, sent_removal = ?3, failures = 0, next_try = NULL WHERE key = "
        "?1");
    update->bind(subscription.key, delivery.impression, delivery.removal).run();
  });
}

Result<void> note_failure(Store& store, const Subscription& subscription, Time next_try) {
  return guarded([&] {
    const Use update =
        store.inner().database.use("UPDATE subscriptions SET failures = failures + 1, next_try = ?2 WHERE key = ?1");
    update->bind(subscription.key, next_try).run();
  });
}

}  // namespace feedwitness::store
