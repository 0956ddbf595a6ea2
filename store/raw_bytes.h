#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "store/inner.h"

namespace feedwitness::store {

// Every file in the store's folder but the key file, by name.
std::vector<std::filesystem::path> files_of(const Inner& inner);

// The bytes of a file in pieces of about 1 MiB. Each piece begins with the last `overlap` bytes of the one before.
//
// The database and its -shm are read through SQLite's own handle: to open and close them besides would take away the
// locks that this process holds on them (https://sqlite.org/howtocorrupt.html, 2.2).
void read_raw(Inner& inner, const std::filesystem::path& file, std::size_t overlap,
              const std::function<void(std::string_view)>& piece);

}  // namespace feedwitness::store
