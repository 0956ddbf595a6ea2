#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace feedwitness::tests {

// Every byte of every file of the folder.
inline std::string all_bytes(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    std::ifstream file{entry.path(), std::ios::binary};
    bytes.append(std::istreambuf_iterator<char>{file}, {});
  }
  return bytes;
}

}  // namespace feedwitness::tests
