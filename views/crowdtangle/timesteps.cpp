#include "views/crowdtangle/timesteps.h"

#include <algorithm>

namespace feedwitness::views::crowdtangle {

std::optional<int> timestep_of(std::chrono::milliseconds age) {
  if (age.count() < 0) return std::nullopt;
  int first = 0;
  std::chrono::minutes from{0};
  for (const Timesteps& steps : kTimesteps) {
    if (age < steps.until) return first + static_cast<int>((age - from) / steps.width);
    first += static_cast<int>((steps.until - from) / steps.width);
    from = steps.until;
  }
  return std::nullopt;
}

// The true instant lies in [time, time + precision), so the age lies in (age - precision, age]. The site cuts: "3 h" is
// from three hours up to a moment before four, which moves both ends by that moment.
std::optional<int> timestep_of(const parser::PublicationTime& published, Time seen) {
  const std::chrono::milliseconds age = seen - published.time;
  if (published.precision <= std::chrono::seconds{1}) return timestep_of(age);
  constexpr std::chrono::milliseconds kMoment{1};
  const auto oldest = timestep_of(age - kMoment);
  const auto youngest = timestep_of(std::max<std::chrono::milliseconds>(age - published.precision, {}));
  return oldest == youngest ? oldest : std::nullopt;
}

}  // namespace feedwitness::views::crowdtangle
