#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace feedwitness::parser {

// Memory that lives as long as one parse, under a limit.
//
// Small pieces are cut from blocks and go with the arena; releasing one does nothing, so that a stale pointer in the
// library that it serves reads what was written there and not another's piece. Large pieces come from the heap and go
// back to it, so that the doublings of a growing buffer do not pile up. Not safe for two threads at once.
class Arena {
 public:
  explicit Arena(std::size_t limit = SIZE_MAX) : limit_(limit) {}
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Aligned for pointers. nullptr when the arena would hold more than its limit.
  void* allocate(std::size_t size);
  void release(void* pointer);

  // A copy that lives as long as the arena.
  std::string_view keep(std::string_view text);

  // The most bytes that it ever held.
  std::size_t peak() const { return peak_; }

 private:
  // In front of a large piece: a ring of all of them. Its size puts large pieces 8 bytes past a multiple of 16, where
  // no small one lies; so release() can tell them apart.
  struct Large {
    Large* previous;
    Large* next;
    std::size_t size;
  };
  static_assert(sizeof(Large) % 16 == 8);

  bool take(std::size_t size);
  void* allocate_in_new_block(std::size_t size);
  void* allocate_large(std::size_t size);

  std::size_t limit_;
  std::size_t held_ = 0;
  std::size_t peak_ = 0;
  std::byte* next_ = nullptr;
  std::byte* block_end_ = nullptr;
  Large* large_ = nullptr;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
};

}  // namespace feedwitness::parser
