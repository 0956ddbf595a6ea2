#include "store/store.h"

#include <utility>

#include "store/failure.h"
#include "store/inner.h"
#include "store/key_file.h"
#include "store/private_files.h"
#include "store/schema.h"

namespace feedwitness::store {

Inner::Inner(const std::filesystem::path& store_folder)
    : folder{store_folder}, database{database_file(store_folder)}, codec{database} {
  prepare_schema(database);
}

Store::Store(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& folder, const OpenOptions& options) {
  return guarded([&] {
    const std::filesystem::path file = database_file(folder);
    if (!options.create && !std::filesystem::exists(file)) {
      throw Failure{{ErrorCode::not_found, "there is no store in " + folder.string() + " yet: nothing was collected"}};
    }
    make_private_folder(folder);
    make_private_file(file);
    return Store{std::make_unique<Inner>(folder)};
  });
}

Result<Supporter> Store::supporter() {
  return guarded([&] {
    const Owner* owner = find_owner(*inner_);
    if (owner == nullptr) {
      Transaction transaction{inner_->database};
      owner = &find_or_make_owner(*inner_);
      transaction.commit();
    }
    const auto keys = read_keys(inner_->folder);
    if (!keys) throw Failure{{ErrorCode::store_busy, "the store is being erased; try again in a moment"}};
    return Supporter{owner->key, owner->pseudonym, keys->token};
  });
}

Result<bool> Store::is_token(std::string_view token) {
  return guarded([&] {
    if (find_owner(*inner_) == nullptr) return false;  // to be asked for a token makes none
    const auto keys = read_keys(inner_->folder);
    return keys && identity::equal_tokens(token, keys->token);
  });
}

Result<Supporter> Store::rotate_token() {
  return guarded([&] {
    // The transaction keeps other processes from writing the key file at the same time.
    Transaction transaction{inner_->database};
    const Owner& owner = find_or_make_owner(*inner_);
    const Keys keys{owner.secret, identity::new_token()};
    write_keys(inner_->folder, keys);
    transaction.commit();
    return Supporter{owner.key, owner.pseudonym, keys.token};
  });
}

Result<std::optional<Consent>> Store::consent() {
  return guarded([&]() -> std::optional<Consent> {
    const Use find = inner_->database.use(
        "SELECT version, text_hash, locale, accepted_at, withdrawn_at FROM consents ORDER BY key DESC LIMIT 1");
    if (!find->step()) return std::nullopt;
    return Consent{std::string{find->bytes(0)}, std::string{find->bytes(1)}, std::string{find->bytes(2)}, find->time(3),
                   find->optional_time(4)};
  });
}

Result<void> Store::set_consent(const Consent& consent) {
  return guarded([&] {
    Transaction transaction{inner_->database};
    const Owner& owner = find_or_make_owner(*inner_);
    const Use insert = inner_->database.use(
        "INSERT INTO consents (supporter, version, text_hash, locale, accepted_at, withdrawn_at) "
        "VALUES (?, ?, ?, ?, ?, ?)");
    insert
        ->bind(owner.key, std::string_view{consent.version}, std::string_view{consent.text_hash},
               std::string_view{consent.locale}, consent.accepted_at, consent.withdrawn_at)
        .run();
    transaction.commit();
  });
}

}  // namespace feedwitness::store
