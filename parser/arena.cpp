#include "parser/arena.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace feedwitness::parser {

namespace {

constexpr std::size_t kFirstBlock = std::size_t{64} << 10U;
constexpr std::size_t kLargestBlock = std::size_t{1} << 20U;

}  // namespace

Arena::~Arena() {
  while (large_ != nullptr) std::free(std::exchange(large_, large_->next));
}

std::size_t Arena::class_of(std::size_t size) {
  if (size <= kClassWidth * kFineClasses) return size == 0 ? 0 : (size - 1) / kClassWidth;
  return kFineClasses - 8 + static_cast<std::size_t>(std::bit_width(size - 1)) - 1;
}

std::size_t Arena::size_of(std::size_t size_class) {
  if (size_class < kFineClasses) return (size_class + 1) * kClassWidth;
  return std::size_t{1} << (size_class - kFineClasses + 9);
}

bool Arena::take(std::size_t size) {
  if (size > limit_ || held_ > limit_ - size) return false;
  held_ += size;
  peak_ = std::max(peak_, held_);
  return true;
}

void* Arena::allocate(std::size_t size) {
  if (size > kLargest) return allocate_large(size);
  const std::size_t size_class = class_of(size);
  if (Free* piece = free_[size_class]; piece != nullptr) {
    free_[size_class] = piece->next;
    return piece;
  }
  return cut(size_class);
}

void* Arena::cut(std::size_t size_class) {
  const std::size_t size = sizeof(Header) + size_of(size_class);
  if (static_cast<std::size_t>(block_end_ - next_) < size) {
    const std::size_t block = std::min(kFirstBlock << std::min(blocks_.size(), std::size_t{8}), kLargestBlock);
    if (!take(block)) return nullptr;
    blocks_.emplace_back(new std::byte[block]);
    next_ = blocks_.back().get();
    block_end_ = next_ + block;
  }
  auto* header = new (next_) Header{size_class};
  next_ += size;
  return header + 1;
}

void* Arena::allocate_large(std::size_t size) {
  const std::size_t whole = sizeof(Large) + size;
  if (whole < size || !take(whole)) return nullptr;
  void* memory = std::malloc(whole);
  if (memory == nullptr) return nullptr;
  auto* large = new (memory) Large{nullptr, large_, whole, {kLargeClass}};
  if (large_ != nullptr) large_->previous = large;
  large_ = large;
  return large + 1;
}

void Arena::release(void* pointer) {
  if (pointer == nullptr) return;
  const auto* header = static_cast<Header*>(pointer) - 1;
  if (header->size_class != kLargeClass) {
    free_[header->size_class] = new (pointer) Free{free_[header->size_class]};
    return;
  }
  Large* large = static_cast<Large*>(pointer) - 1;
  (large->previous != nullptr ? large->previous->next : large_) = large->next;
  if (large->next != nullptr) large->next->previous = large->previous;
  held_ -= large->size;
  std::free(large);
}

std::string_view Arena::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* copy = static_cast<char*>(allocate(text.size()));
  if (copy == nullptr) throw std::bad_alloc{};
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

}  // namespace feedwitness::parser
