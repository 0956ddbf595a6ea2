#pragma once

#include <string_view>

#include "parser/record.h"
#include "store/inner.h"

namespace feedwitness::store {

// Tells posts whose removal was asked for, before they are written.
class KeptOut {
 public:
  // Call inside the transaction that writes.
  explicit KeptOut(Inner& inner);

  bool any() const { return owner_ != nullptr; }
  // Whether this post, or the one that it shares, may not be kept; counts the refusal.
  bool refuses(const parser::Metadata& post, std::string_view impression_id);

 private:
  bool refuse(const identity::Id& post);

  Inner& inner_;
  const Owner* owner_ = nullptr;  // nullptr: nothing is kept out
};

}  // namespace feedwitness::store
