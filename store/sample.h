#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace feedwitness::store {

// The byte strings that a deletion removes, by which its traces are looked for afterwards: all of a small deletion, a
// random sample of a large one, in which each string has the same chance.
class Sample {
 public:
  static constexpr std::size_t kSize = 4096;

  // A text is taken in slices small enough to lie in one piece in a page.
  void add_text(std::string_view text);
  // Compressed html, by slices here and there.
  void add_blob(std::string_view bytes);
  // An id of 20 bytes, as bytes and as hex digits.
  void add_id(std::string_view bytes);
  // The ends of the long words as the search index keeps them: in small letters, and without the beginning, which the
  // index shares among neighbours.
  void add_words(std::string_view text);

  // Whether nothing was left out.
  bool is_complete() const { return offered_ <= kSize; }
  const std::vector<std::string>& strings() const { return strings_; }

 private:
  void add(std::string_view string);

  std::vector<std::string> strings_;
  std::unordered_set<std::string> known_;  // until the sample is full
  std::size_t offered_ = 0;
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace feedwitness::store
