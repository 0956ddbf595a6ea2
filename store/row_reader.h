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
  struct With {
    bool details = true;      // each_detail_column()
    bool html = false;        // needs `LEFT JOIN html ON html.key = impressions.key`
    bool repetition = false;  // ImpressionRow::seen_before
    int first = 0;            // the statement's column from which on the others stand
  };
  RowReader(Inner& inner, With with);
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  // What the statement must select, in order: "impressions.key, timeline, ...".
  static std::string columns(With with);

  // The row that the statement stands on; until its next step.
  const ImpressionRow& read(const Statement& statement);
  // The last row that was read; its key is 0 before. Its texts lived until the next step.
  const ImpressionRow& row() const { return row_; }

 private:
  void read_timeline(std::int64_t timeline);
  void read_html(const Statement& statement, int column);
  void count_earlier(std::string_view semantic_id);

  Inner& inner_;
  With with_;
  std::array<HexBuffer, 3> ids_{};
  Texts texts_;
  // What all rows of a timeline share is looked up when the timeline changes, not for each row, and copied: a statement
  // that stood on it would hold its snapshot of the store.
  Statement find_timeline_;
  std::int64_t timeline_ = 0;
  HexBuffer timeline_id_{};
  std::string timeline_pseudonym_;
  std::string user_;
  std::string location_;
  std::string platform_;
  std::string position_;
  ImpressionRow row_;
};

}  // namespace feedwitness::store
