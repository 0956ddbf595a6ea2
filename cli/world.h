#pragma once

#include <filesystem>

#include "base/error.h"
#include "cli/command.h"

namespace feedwitness::cli {

// The world of this process. `called_as` is argv[0].
World this_world(const char* called_as);

// The feedwitness-host that belongs to this program: beside it, in ../libexec, or in the build tree.
// Error: host_unavailable.
Result<std::filesystem::path> find_host(const World& world);

}  // namespace feedwitness::cli
