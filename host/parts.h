#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"

namespace feedwitness::host {

// Html that comes in parts, while it comes. Belongs to one connection and goes with it.
class Parts {
 public:
  // Of all html that is open at once: room for two of the largest.
  static constexpr std::size_t kOpenLimit = std::size_t{32} << 20U;

  // Adds part `number` to the html `name`; number 1 begins it anew. After an error nothing of that html is kept.
  // Errors: bad_request (not the number that follows), too_large (the html, or all that are open together).
  Result<void> add(std::string_view name, int number, std::string_view html);

  // The html of `count` parts, which is no longer open then. Error: bad_request (no such html, or another count).
  Result<std::string> take(std::string_view name, int count);

 private:
  struct Open {
    std::string html;
    int parts = 0;
  };
  Error drop(std::map<std::string, Open, std::less<>>::iterator open, Error error);

  std::map<std::string, Open, std::less<>> open_;
  std::size_t size_ = 0;
};

}  // namespace feedwitness::host
