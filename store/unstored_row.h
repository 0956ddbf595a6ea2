#pragma once

#include <string>

#include "parser/record.h"
#include "store/encode.h"
#include "store/rows.h"

namespace feedwitness::store {

// The row that an impression would become, without a store: what `feedwitness parse` prints, and what the store itself
// writes. Ids that need the supporter's secret, the timeline and the times are empty, as before any storing; the
// metadata is there whatever the visibility, which is the caller's to judge.
class UnstoredRow {
 public:
  // The row points into `impression` and into this object: both must stay where they are.
  explicit UnstoredRow(const parser::Impression& impression);
  UnstoredRow(const parser::Metadata& metadata, parser::Understanding understanding);
  UnstoredRow(const UnstoredRow&) = delete;
  UnstoredRow& operator=(const UnstoredRow&) = delete;

  const ImpressionRow& row() const { return row_; }

 private:
  Texts texts_;
  std::string captions_;
  std::string shared_;
  std::string evidence_;
  std::string semantic_id_;
  ImpressionRow row_;
};

}  // namespace feedwitness::store
