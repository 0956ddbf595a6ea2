#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace feedwitness::store {

// A random sample of the byte strings that a deletion removes: each of them has the same chance, however many there
// are.
class Sample {
 public:
  static constexpr std::size_t kSize = 100;

  // A text is taken by a slice of it, small enough to lie in one piece in a page. What is too short to be found by
  // nothing but itself is left out.
  void add_text(std::string_view text);
  // An id of 20 bytes, as bytes and as hex digits.
  void add_id(std::string_view bytes);
  // The end of a long word as the search index keeps it: in small letters, and without the beginning, which the index
  // shares among neighbours.
  void add_word(std::string_view text);

  const std::vector<std::string>& strings() const { return strings_; }

 private:
  void add(std::string string);

  std::vector<std::string> strings_;
  std::size_t offered_ = 0;
  std::minstd_rand random_{std::random_device{}()};
};

}  // namespace feedwitness::store
