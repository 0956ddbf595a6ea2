#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"
#include "cli/command.h"

namespace feedwitness::cli {

// The world of this process. `called_as` is argv[0].
World this_world(const char* called_as);

// The program that belongs to this one: beside it, in ../libexec, or in its room of the build tree.
// Error: host_unavailable.
Result<std::filesystem::path> find_beside(const World& world, const std::string& program, const std::string& room);
inline Result<std::filesystem::path> find_host(const World& world) {
  return find_beside(world, "feedwitness-host", "host");
}

}  // namespace feedwitness::cli
