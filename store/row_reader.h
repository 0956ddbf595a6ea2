#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "store/encode.h"
#include "store/inner.h"
#include "store/rows.h"

namespace feedwitness::store {

// An id of 20 bytes as the 40 hex digits that everybody sees.
using HexBuffer = std::array<char, 40>;
std::string_view write_hex(HexBuffer& buffer, std::string_view bytes);

// Turns the rows of a statement over `impressions` into ImpressionRows, without a copy and without allocating for each.
class RowReader {
 public:
  // The html needs `LEFT JOIN html ON html.key = impressions.key`.
  RowReader(Inner& inner, bool with_html);
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  // What the statement must select, in order: "impressions.key, timeline, ...".
  static const std::string& columns(bool with_html);

  // The row that the statement stands on; until its next step.
  const ImpressionRow& read(const Statement& statement);

 private:
  void read_timeline(std::int64_t timeline);
  void read_html(const Statement& statement, int column);

  Inner& inner_;
  bool with_html_;
  std::array<HexBuffer, 3> ids_{};
  Texts texts_;
  // What all rows of a timeline share is looked up when the timeline changes, not for each row; the statement stands on
  // that timeline as long as the row points into it.
  Statement find_timeline_;
  std::int64_t timeline_ = 0;
  HexBuffer timeline_id_{};
  ImpressionRow row_;
};

}  // namespace feedwitness::store
