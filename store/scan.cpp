#include "store/scan.h"

#include <algorithm>
#include <cstring>
#include <fstream>

#include "store/failure.h"

namespace feedwitness::store {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20U;

std::size_t pair_of(const char* bytes) {
  return static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8U | static_cast<unsigned char>(bytes[1]);
}

}  // namespace

ByteScan::ByteScan(std::vector<std::string> strings)
    : strings_{std::move(strings)}, found_(strings_.size()), by_pair_(std::size_t{1} << 16U) {
  for (std::size_t i = 0; i < strings_.size(); ++i) {
    longest_ = std::max(longest_, strings_[i].size());
    if (strings_[i].size() >= 2) by_pair_[pair_of(strings_[i].data())].push_back(i);
  }
}

void ByteScan::read(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  if (!input) throw Failure{{ErrorCode::io_error, "cannot read " + file.string()}};
  // What is too near the end of one piece to be judged is looked at again with the next.
  std::string bytes;
  std::size_t kept = 0;
  while (input) {
    bytes.resize(kept + kPiece);
    input.read(bytes.data() + kept, static_cast<std::streamsize>(kPiece));
    bytes.resize(kept + static_cast<std::size_t>(input.gcount()));
    search(bytes);
    kept = std::min(bytes.size(), longest_ == 0 ? 0 : longest_ - 1);
    bytes.erase(0, bytes.size() - kept);
  }
  if (input.bad()) throw Failure{{ErrorCode::io_error, "cannot read " + file.string()}};
}

void ByteScan::search(std::string_view bytes) {
  for (std::size_t at = 0; at + 2 <= bytes.size(); ++at) {
    for (const std::size_t i : by_pair_[pair_of(bytes.data() + at)]) {
      const std::string& wanted = strings_[i];
      if (bytes.size() - at >= wanted.size() && std::memcmp(bytes.data() + at, wanted.data(), wanted.size()) == 0) {
        found_[i] = true;
      }
    }
  }
}

}  // namespace feedwitness::store
