#include "server/stores.h"

namespace feedwitness::server {

Result<Stores::Lease> Stores::borrow() {
  {
    const std::lock_guard lock{mutex_};
    if (!free_.empty()) {
      Lease lease{*this, std::move(free_.back())};
      free_.pop_back();
      return lease;
    }
  }
  auto opened = store::Store::open(folder_);
  if (!opened) return opened.error();
  return Lease{*this, *std::move(opened)};
}

void Stores::give_back(store::Store store) {
  const std::lock_guard lock{mutex_};
  free_.push_back(std::move(store));
}

}  // namespace feedwitness::server
