#include "store/scan.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace feedwitness::store {
namespace {

constexpr unsigned kFilterBits = 20;

std::uint64_t first_bytes_of(const char* bytes) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes, sizeof number);
  return number;
}

// Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
std::size_t filter_place(std::uint64_t first_bytes) {
  return (first_bytes * 0x9E3779B97F4A7C15ULL) >> (64U - kFilterBits);
}

}  // namespace

ByteScan::ByteScan(std::vector<std::string> strings)
    : strings_{std::move(strings)}, is_found_(strings_.size()), filter_(std::size_t{1} << kFilterBits) {
  for (std::size_t i = 0; i < strings_.size(); ++i) {
    if (strings_[i].size() < kShortest) continue;
    const std::uint64_t first_bytes = first_bytes_of(strings_[i].data());
    filter_[filter_place(first_bytes)] = true;
    by_first_bytes_[first_bytes].push_back(i);
    longest_ = std::max(longest_, strings_[i].size());
  }
}

void ByteScan::search(std::string_view bytes) {
  for (; bytes.size() >= kShortest; bytes.remove_prefix(1)) {
    const std::uint64_t first_bytes = first_bytes_of(bytes.data());
    if (filter_[filter_place(first_bytes)]) compare(first_bytes, bytes);
  }
}

void ByteScan::compare(std::uint64_t first_bytes, std::string_view bytes) {
  const auto candidates = by_first_bytes_.find(first_bytes);
  if (candidates == by_first_bytes_.end()) return;
  for (const std::size_t i : candidates->second) {
    if (bytes.substr(0, strings_[i].size()) == strings_[i]) is_found_[i] = true;
  }
}

std::vector<std::string> ByteScan::found() const { return chosen(true); }

std::vector<std::string> ByteScan::missing() const { return chosen(false); }

std::vector<std::string> ByteScan::chosen(bool found) const {
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < strings_.size(); ++i) {
    if (is_found_[i] == found) strings.push_back(strings_[i]);
  }
  return strings;
}

}  // namespace feedwitness::store
