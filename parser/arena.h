#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace feedwitness::parser {

// Memory that lives as long as one parse, under a limit.
//
// Small pieces are cut from blocks and kept for the next piece of their size class when they are released; large ones
// come from the heap and go back to it, so that the doublings of a growing buffer do not pile up. Everything that is
// not released is released with the arena. Not safe for two threads at once.
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

  // Bytes taken from the heap at this moment, and the most that there ever were.
  std::size_t held() const { return held_; }
  std::size_t peak() const { return peak_; }

 private:
  // In front of each piece. A large piece is a member of a ring, to be found again when the arena ends.
  struct Header {
    std::size_t size_class;
  };
  struct Large {
    Large* previous;
    Large* next;
    std::size_t size;
    Header header;
  };
  struct Free {
    Free* next;
  };
  static constexpr std::size_t kClassWidth = 16;
  static constexpr std::size_t kFineClasses = 16;            // 16, 32 ... 256 bytes
  static constexpr std::size_t kClasses = kFineClasses + 7;  // ... 512, 1024 ... 32768
  static constexpr std::size_t kLargest = std::size_t{32} << 10U;
  static constexpr std::size_t kLargeClass = kClasses;

  static std::size_t class_of(std::size_t size);
  static std::size_t size_of(std::size_t size_class);
  bool take(std::size_t size);
  void* cut(std::size_t size_class);
  void* allocate_large(std::size_t size);

  std::size_t limit_;
  std::size_t held_ = 0;
  std::size_t peak_ = 0;
  std::byte* next_ = nullptr;
  std::byte* block_end_ = nullptr;
  std::array<Free*, kClasses> free_{};
  Large* large_ = nullptr;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
};

}  // namespace feedwitness::parser
