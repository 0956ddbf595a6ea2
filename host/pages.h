#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace feedwitness::host {

// Sends one frame to the browser; false when the browser no longer reads.
using Send = std::function<bool(std::string_view json)>;

// An answer of rows, cut into frames that a browser takes:
//   {"type":"rows","id":3,"rows":[{...},{...}],"more":true}
class RowPages {
 public:
  RowPages(std::int64_t id, const Send& send) : id_(id), send_(send) { begin(); }

  // One JSON object. false: no more rows are wanted.
  bool add(std::string_view row);
  // Sends what is left, with "more":false. Error: too_large when a row by itself is larger than a frame.
  Result<void> finish();

 private:
  void begin();
  bool end(bool more);

  std::int64_t id_;
  const Send& send_;
  std::string page_;
  bool is_empty_ = true;
  bool too_large_ = false;
};

// An answer of text, cut likewise, never inside a character:
//   {"type":"text","id":3,"text":"...","more":true}
class TextPages {
 public:
  TextPages(std::int64_t id, const Send& send) : id_(id), send_(send) {}

  bool add(std::string_view text);
  Result<void> finish();

 private:
  bool send(std::string_view text, bool more);

  std::int64_t id_;
  const Send& send_;
  std::string waiting_;
};

}  // namespace feedwitness::host
