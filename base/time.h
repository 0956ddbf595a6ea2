#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace feedwitness {

// Every instant in feedwitness: UTC, to the millisecond.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// Reads ISO 8601 with a zone: "2019-04-19T18:06:49.000Z", "2019-04-19T18:06:49Z", "2019-04-19T20:06:49+02:00".
// nullopt for anything else.
std::optional<Time> parse_time(std::string_view text);

// "2019-04-19T18:06:49.000Z": the form of every date in every answer.
std::string format_time(Time time);
void append_time(std::string& out, Time time);

}  // namespace feedwitness
