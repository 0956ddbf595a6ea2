#pragma once

#include <filesystem>
#include <mutex>
#include <vector>

#include "base/error.h"
#include "store/store.h"

namespace feedwitness::server {

// Open stores, each used by one thread at a time: opening one for each request would cost more than most answers.
class Stores {
 public:
  explicit Stores(std::filesystem::path folder) : folder_{std::move(folder)} {}

  // A store for the duration of an answer.
  class Lease {
   public:
    Lease(Stores& stores, store::Store store) : stores_{&stores}, store_{std::move(store)} {}
    Lease(Lease&& other) noexcept : stores_{std::exchange(other.stores_, nullptr)}, store_{std::move(other.store_)} {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (stores_ != nullptr) stores_->give_back(std::move(store_));
    }

    store::Store& operator*() { return store_; }
    store::Store* operator->() { return &store_; }

   private:
    Stores* stores_;
    store::Store store_;
  };

  // Errors: those of store::Store::open().
  Result<Lease> borrow();

 private:
  void give_back(store::Store store);

  std::filesystem::path folder_;
  std::mutex mutex_;
  std::vector<store::Store> free_;
};

}  // namespace feedwitness::server
