#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

// Small files, read and written whole.
namespace feedwitness::manifest {

// nullopt when there is no such file. Errors: io_error, too_large above 1 MiB.
Result<std::optional<std::string>> read_small_file(const std::filesystem::path& file);

// Makes the missing folders (`folder_mode`), writes beside the file and renames into place, so that a reader sees the
// old file or the new one. The mode holds whatever the umask says. Error: io_error.
Result<void> write_small_file(const std::filesystem::path& file, std::string_view text,
                              std::filesystem::perms file_mode, std::filesystem::perms folder_mode);

}  // namespace feedwitness::manifest
