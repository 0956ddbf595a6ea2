#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "base/time.h"
#include "parser/record.h"

// The ages at which posts are compared: short steps while a post is young, days when it is old. Numbered from 0; a step
// begins with its first instant and ends before its last: 15 minutes after publication step 1 begins.
namespace feedwitness::views::crowdtangle {

// Steps of equal width, up to an age.
struct Timesteps {
  std::chrono::minutes width;
  std::chrono::minutes until;
};

// Raised whenever the table changes; named in each manifest.
inline constexpr int kTimestepsVersion = 1;

// Steps 0 to 38 are CrowdTangle's, recovered from published histories, in which they fit all 18 values. The tail from
// 24 hours on is ours: CrowdTangle's own is not preserved, only that its steps end at 24 hours each, that the sixth day
// is one step and that nineteen days and two hours share a step with nineteen days and ten.
inline constexpr std::array<Timesteps, 7> kTimesteps{{
    {std::chrono::minutes{15}, std::chrono::minutes{90}},
    {std::chrono::minutes{30}, std::chrono::hours{12}},
    {std::chrono::hours{1}, std::chrono::hours{24}},
    {std::chrono::hours{3}, std::chrono::hours{48}},
    {std::chrono::hours{6}, std::chrono::hours{96}},
    {std::chrono::hours{12}, std::chrono::hours{144}},
    {std::chrono::hours{24}, std::chrono::hours{480}},
}};

inline constexpr int kTimestepCount = [] {
  int count = 0;
  std::chrono::minutes from{0};
  for (const Timesteps& steps : kTimesteps) {
    count += static_cast<int>((steps.until - from) / steps.width);
    from = steps.until;
  }
  return count;
}();
static_assert(kTimestepCount == 73);

// nullopt before publication and after 20 days.
std::optional<int> timestep_of(std::chrono::milliseconds age);

// The step of a post that was seen at an instant. A page that says "3 h" tells an age between three and four hours:
// nullopt where the ages that are possible fall into different steps.
std::optional<int> timestep_of(const parser::PublicationTime& published, Time seen);

}  // namespace feedwitness::views::crowdtangle
