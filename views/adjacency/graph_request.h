#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "views/adjacency/around.h"
#include "views/view.h"

// What the calls of the Feed Verification API have in common: their parameters, and the errors that it gives for them.
namespace feedwitness::views::adjacency {

// platform and position as that API names them. Errors: 100/2349046 and 100/2349047.
Result<store::Placement> read_placement(const Question& question);

// The hours in which something was captured.
struct Range {
  Hour earliest;
  Hour latest;
};
// nullopt: nothing was.
Result<std::optional<Range>> range_of(store::Store& store, const store::Placement& placement, std::string_view zone);

// `datetime` by the clock of a zone; without one, the latest hour. nullopt: it was not given, and there is none.
// Errors: 100 for what is no hour, 100/2349048 for one before the earliest or after the latest.
Result<std::optional<Hour>> read_datetime(const Question& question, const std::optional<Range>& range,
                                          std::string_view zone);

// Which of `known` a list of `fields` (or `summary`) names, in the order of `known`; all where it was not given.
// Errors: 100.
Result<std::vector<std::string_view>> read_fields(const Question& question, std::string_view parameter,
                                                  std::span<const std::string_view> known);

// The clock of ad sets: Pacific time.
inline constexpr std::string_view kPacific = "America/Los_Angeles";

}  // namespace feedwitness::views::adjacency
