#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace feedwitness::store {

// Looks for byte strings in the raw bytes of files: what a person with a hex editor would find. One pass over each file
// whatever the number of strings.
class ByteScan {
 public:
  // Strings of fewer than two bytes are never found.
  explicit ByteScan(std::vector<std::string> strings);

  // Which of the strings are in the file, by index. Adds to what earlier calls found. Throws when it cannot be read.
  void read(const std::filesystem::path& file);

  const std::vector<bool>& found() const { return found_; }

 private:
  void search(std::string_view bytes);

  std::vector<std::string> strings_;
  std::vector<bool> found_;
  std::size_t longest_ = 0;
  // For each pair of first bytes, the strings that begin so.
  std::vector<std::vector<std::size_t>> by_pair_;
};

}  // namespace feedwitness::store
