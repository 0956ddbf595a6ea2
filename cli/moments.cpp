#include "cli/moments.h"

#include <array>
#include <ctime>

namespace feedwitness::cli {
namespace {

std::tm local_calendar(Time time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(time));
  std::tm calendar{};
  localtime_r(&seconds, &calendar);
  return calendar;
}

}  // namespace

Result<Time> read_moment(std::string_view text) {
  if (const auto time = parse_time(text)) return *time;
  if (const auto midnight = parse_time(std::string(text) + "T00:00:00Z"); midnight && text.size() == 10) {
    return *midnight - local_offset(*midnight);
  }
  return Error{ErrorCode::bad_request,
               "'" + std::string(text) + "' is not a time: write 2026-11-22, or 2026-11-22T14:03:00+01:00"};
}

std::string local_text(Time time) {
  const std::tm calendar = local_calendar(time);
  std::array<char, 32> text{};
  const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &calendar);
  return {text.data(), size};
}

std::chrono::minutes local_offset(Time time) {
  return std::chrono::duration_cast<std::chrono::minutes>(std::chrono::seconds(local_calendar(time).tm_gmtoff));
}

}  // namespace feedwitness::cli
