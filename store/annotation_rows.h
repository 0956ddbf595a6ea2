#pragma once

#include <string>
#include <string_view>

#include "store/annotations.h"
#include "store/sample.h"
#include "store/sqlite.h"

// Annotations for the rest of this room.
namespace feedwitness::store {

// The columns of an AnnotationRow, of the table `annotations`; and the row that a statement stands on, from `first` on.
inline constexpr std::string_view kAnnotationColumns =
    "annotations.key, kind, CASE kind WHEN 0 THEN (SELECT pseudonym FROM supporters WHERE key = supporter) "
    "WHEN 4 THEN (SELECT lower(hex(timeline_id)) FROM timelines WHERE key = CAST(node AS INTEGER)) "
    "WHEN 5 THEN (SELECT lower(hex(timeline_id)) || '_' || \"order\" FROM impressions JOIN timelines ON timelines.key "
    "= "
    "timeline WHERE impressions.key = CAST(node AS INTEGER)) ELSE node END, name, annotations.value, coder, "
    "created_time, updated_time";
AnnotationRow annotation_of(const Statement& row, int first);

// A condition on `annotations`: what they are about is not there once the impressions of which `gone` is true and the
// timelines of the query `gone_timelines` ("SELECT key FROM ...") are deleted.
std::string is_orphaned(const std::string& gone, const std::string& gone_timelines);

// Deletes the annotations of which the condition is true, and adds what they said to the sample; how many.
std::int64_t remove_annotations(Database& database, const std::string& condition, Sample& sample);

}  // namespace feedwitness::store
