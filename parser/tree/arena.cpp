#include "parser/tree/arena.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace feedwitness::parser {

namespace {

constexpr std::size_t kPiece = 16;
constexpr std::size_t kLargestPiece = std::size_t{32} << 10U;
constexpr std::size_t kFirstBlock = std::size_t{64} << 10U;
constexpr std::size_t kLargestBlock = std::size_t{1} << 20U;
static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ >= kPiece && alignof(std::max_align_t) >= kPiece);

}  // namespace

Arena::~Arena() {
  while (large_ != nullptr) std::free(std::exchange(large_, large_->next));
}

bool Arena::take(std::size_t size) {
  if (size > limit_ || held_ > limit_ - size) return false;
  held_ += size;
  peak_ = std::max(peak_, held_);
  return true;
}

void* Arena::allocate(std::size_t size) {
  if (size > kLargestPiece) return allocate_large(size);
  const std::size_t whole = (size + kPiece - 1) / kPiece * kPiece;
  if (static_cast<std::size_t>(block_end_ - next_) < whole) return allocate_in_new_block(whole);
  return std::exchange(next_, next_ + whole);
}

void* Arena::allocate_in_new_block(std::size_t size) {
  const std::size_t block = std::min(kFirstBlock << std::min(blocks_.size(), std::size_t{8}), kLargestBlock);
  if (!take(block)) return nullptr;
  blocks_.emplace_back(new std::byte[block]);
  next_ = blocks_.back().get();
  block_end_ = next_ + block;
  return std::exchange(next_, next_ + size);
}

void* Arena::allocate_large(std::size_t size) {
  const std::size_t whole = sizeof(Large) + size;
  if (whole < size || !take(whole)) return nullptr;
  void* memory = std::malloc(whole);
  if (memory == nullptr) return nullptr;
  auto* large = new (memory) Large{nullptr, large_, whole};
  if (large_ != nullptr) large_->previous = large;
  large_ = large;
  return large + 1;
}

void Arena::release(void* pointer) {
  if (reinterpret_cast<std::uintptr_t>(pointer) % kPiece == 0) return;
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
