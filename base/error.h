#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace feedwitness {

// The kinds of failure. A kind's name is the `code` of an error answer on the wire, its number is the exit status of a
// command. Both are promises: append, never renumber (docs/protocol.md, "Errors").
enum class ErrorCode : std::uint8_t {
  internal = 1,           // a defect of feedwitness itself
  bad_request = 2,        // the request cannot be understood: unknown message, view, parameter or option
  unknown_protocol = 3,   // the extension speaks a version of the protocol that this host does not
  forbidden_caller = 4,   // the program that started the host is not a known extension
  too_large = 5,          // above a documented limit: frame, html, page size
  unsafe_html = 6,        // markup that would cost more than the stated bounds to read
  not_found = 7,          // the thing named does not exist
  store_busy = 8,         // another process held the store for longer than we wait; try again
  store_damaged = 9,      // the database file is not a sound feedwitness store
  store_newer = 10,       // the store was written by a newer feedwitness
  io_error = 11,          // a file or a pipe failed
  check_failed = 12,      // `doctor` found something to mend
  not_confirmed = 13,     // the person did not confirm
  host_unavailable = 14,  // the host could not be started or stopped answering
  unauthorized = 15,      // the token is missing or not this supporter's
  wrong_method = 16,      // the call exists, and is made with another method
};
inline constexpr int kErrorCodes = 16;  // numbered from 1

// "bad_request", "store_busy", ...
std::string_view name_of(ErrorCode code);

// A failure, with the whole message for the person: what is wrong and what to do. Never holds captured content.
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
};

// A value or the Error that stands in its place.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return state_.index() == 0; }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return !error_; }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace feedwitness
