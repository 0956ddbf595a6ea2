#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "identity/identity.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace feedwitness::store {

// What a deletion names, as conditions on the tables. Throws bad_request unless it is exactly one thing.
class Selection {
 public:
  explicit Selection(const Deletion& deletion);
  // The impressions whose keys stand in temp.named, a table (key INTEGER PRIMARY KEY) of this connection's memory.
  static Selection named();

  // On a row of `impressions`. A post and a source are named by those who share them, too: their text is there.
  const std::string& impressions() const { return impressions_; }
  // On a row of `timelines` that has no impressions.
  const std::string& empty_timelines() const { return empty_timelines_; }

  // Binds ?1 and ?2 of both conditions. The selection must outlive the statement's run.
  void bind(Statement& statement) const;

 private:
  Selection() = default;

  std::string impressions_;
  std::string empty_timelines_ = "FALSE";
  std::string text_;
  std::optional<identity::Id> id_;
  std::optional<Time> from_;
  Time to_;
};

}  // namespace feedwitness::store
