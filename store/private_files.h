#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// Files that nobody but their owner may read, whatever the umask says. Failures are thrown as a Failure.
namespace feedwitness::store {

// Makes the folder with mode 0700, and those above it where they are missing. An existing folder is left as it is.
void make_private_folder(const std::filesystem::path& folder);

// Makes an empty file with mode 0600 unless it exists; one that exists gets that mode. Never opens the file under its
// name: closing it again would take away the locks that SQLite holds on it elsewhere in this process.
void make_private_file(const std::filesystem::path& file);

// Puts `bytes` in the place of the file: after a crash it holds the old content or the new one, never a part.
void write_private_file(const std::filesystem::path& file, std::string_view bytes);

// nullopt when there is no such file.
std::optional<std::string> read_private_file(const std::filesystem::path& file);

// Overwrites the file with zeros and removes it. false when there is none.
bool shred(const std::filesystem::path& file);

// Whether group or others may do anything with it.
bool is_open_to_others(const std::filesystem::path& path);

}  // namespace feedwitness::store
