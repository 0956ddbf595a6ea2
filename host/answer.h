#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "intake/intake.h"
#include "store/store.h"

// The answers of docs/protocol.md as JSON texts, each the whole body of one frame.
namespace feedwitness::host {

// What the person is told of the store, and the command line prints for programs, too.
struct Report {
  store::Status status;
  std::optional<std::string> attention;   // intake::attention()
  std::optional<std::int64_t> html_days;  // store::html_days()
};
Result<Report> report(store::Store& store);
std::string status_json(const Report& report);

std::string error_answer(std::optional<std::int64_t> id, const Error& error);
std::string welcome_answer(std::int64_t id, const store::Supporter& supporter,
                           const std::optional<store::Consent>& consent);
std::string stored_answer(std::int64_t id, const store::Stored& stored, std::span<const intake::Rejected> rejected);
std::string part_answer(std::int64_t id, std::string_view name, int number);
std::string preview_answer(std::int64_t id, const store::DeletionCounts& counts);
std::string deleted_answer(std::int64_t id, const store::Receipt& receipt);
std::string status_answer(std::int64_t id, const std::filesystem::path& folder, const Report& report);
// To a status with `from`.
std::string counts_answer(std::int64_t id, const store::ImpressionCounts& counts);
std::string consent_answer(std::int64_t id, const std::optional<store::Consent>& consent);
std::string retention_answer(std::int64_t id, std::optional<std::int64_t> html_days);
std::string pong_answer(std::int64_t id);

}  // namespace feedwitness::host
