#pragma once

#include <exception>
#include <filesystem>
#include <type_traits>
#include <utility>

#include "base/error.h"

namespace feedwitness::store {

// How an error leaves the depth of the room: every statement may fail, and a transaction must roll back on the way out.
// It never leaves the room: each public function turns it into a Result in guarded().
struct Failure {
  Error error;
};

// Runs `work` and gives what it returns, or the error that stopped it.
template <typename Work>
auto guarded(Work&& work) -> Result<std::invoke_result_t<Work>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
      std::forward<Work>(work)();
      return {};
    } else {
      return std::forward<Work>(work)();
    }
  } catch (Failure& failure) {
    return std::move(failure.error);
  } catch (const std::filesystem::filesystem_error& error) {
    return Error{ErrorCode::io_error, error.what()};
  } catch (const std::exception& error) {
    return Error{ErrorCode::internal, error.what()};
  }
}

}  // namespace feedwitness::store
