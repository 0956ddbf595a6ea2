#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.h"
#include "base/time.h"
#include "store/store.h"

namespace feedwitness::intake {

// What the answers of an archive say of each other. `summary` names a timeline by two pseudonyms, `stats` by an id, and
// since February 2020 without the summaries inside that told both; then only the ids of the html join them.
class FbtrexNames {
 public:
  // Reads the names of one answer. What is no answer teaches nothing: read_fbtrex_archive() says so.
  void learn(std::string_view json);

  // The pseudonymous name of the timeline with this id; the id itself where nothing told.
  std::string name_of(std::string_view timeline_id) const;
  std::optional<Time> start_of(std::string_view name) const;
  // Whether a summary told what this html showed.
  bool has_summary(std::string_view html_id) const { return by_html_.contains(html_id); }

 private:
  template <typename Value>
  using Map = std::map<std::string, Value, std::less<>>;

  void learn_summary(const boost::json::object& summary);
  void learn_stats(const boost::json::object& row);
  void join(const std::string& timeline_id, const std::string& name);

  Map<std::string> by_html_;         // html id -> name
  Map<std::string> timeline_ids_;    // html id -> timeline id
  Map<std::string> by_timeline_id_;  // timeline id -> name
  Map<Time> starts_;                 // timeline id, or name -> start
};

// Reads an answer of the former service (facebook.tracking.exposed): `summary`, an array of rows, or `stats`, an object
// with `content`. Each of its timelines becomes one with the position "archive", and each row an impression whose
// evidence says fbtrex-archive: what was read then, by another parser, stays apart from what is read here. The same
// timeline in several answers, or twice, is one, if `names` has learnt from all of them before the first is read.
//
// The ids of the answer are not kept: an id here is keyed with the supporter's secret. What joins is postId, and the
// semanticId of the same text with --legacy-ids.
//
// Errors: bad_request for anything else than such an answer; it says at which row, never what stands there.
Result<std::vector<store::Capture>> read_fbtrex_archive(std::string_view json, const FbtrexNames& names);

}  // namespace feedwitness::intake
