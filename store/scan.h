#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace feedwitness::store {

// Looks for many byte strings at once, at about a nanosecond a byte however many they are.
class ByteScan {
 public:
  // Shorter strings are not looked for: they are found everywhere.
  static constexpr std::size_t kShortest = 8;

  explicit ByteScan(std::vector<std::string> strings);

  // Adds what is found in `bytes` to what was found before. What lies across two calls is not seen: whoever reads a
  // file in pieces gives the last longest() - 1 bytes of a piece again, in front of the next.
  void search(std::string_view bytes);

  std::size_t longest() const { return longest_; }
  std::vector<std::string> found() const;
  std::vector<std::string> missing() const;

 private:
  void compare(std::uint64_t first_bytes, std::string_view bytes);
  std::vector<std::string> chosen(bool found) const;

  std::vector<std::string> strings_;
  std::vector<bool> is_found_;
  std::size_t longest_ = 0;
  std::vector<bool> filter_;  // by a hash of the first eight bytes
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_first_bytes_;
};

}  // namespace feedwitness::store
