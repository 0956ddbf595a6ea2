#include "store/selection.h"

#include "store/failure.h"

namespace feedwitness::store {
namespace {

[[noreturn]] void refuse(const char* message) { throw Failure{{ErrorCode::bad_request, message}}; }

}  // namespace

Selection::Selection(const Deletion& deletion) {
  const bool has_range = deletion.from || deletion.to;
  const int named = static_cast<int>(deletion.everything) + static_cast<int>(!deletion.post_id.empty()) +
                    static_cast<int>(!deletion.source_link.empty()) + static_cast<int>(!deletion.timeline_id.empty()) +
                    static_cast<int>(!deletion.timelines.empty()) + static_cast<int>(has_range);
  if (named != 1) refuse("say one thing to delete: everything, a post, a source, a timeline, or a time range");
  if (deletion.everything) {
    impressions_ = "TRUE";
    empty_timelines_ = "TRUE";
  } else if (!deletion.post_id.empty()) {
    impressions_ = "(post_id = ?1 OR (shared IS NOT NULL AND json_extract(shared, '$.postId') = ?1))";
    text_ = deletion.post_id;
  } else if (!deletion.source_link.empty()) {
    impressions_ = "(source_link = ?1 OR (shared IS NOT NULL AND json_extract(shared, '$.link') = ?1))";
    text_ = deletion.source_link;
  } else if (!deletion.timeline_id.empty()) {
    id_ = identity::id_from_hex(deletion.timeline_id);
    if (!id_) refuse("a timeline's id has 40 hex digits");
    impressions_ = "timeline = (SELECT key FROM timelines WHERE timeline_id = ?1)";
    empty_timelines_ = "timeline_id = ?1";
  } else if (!deletion.timelines.empty()) {
    impressions_ = "timeline IN (SELECT value FROM json_each(?1))";
    empty_timelines_ = "key IN (SELECT value FROM json_each(?1))";
    for (const std::int64_t key : deletion.timelines)
      text_.append(text_.empty() ? "[" : ",").append(std::to_string(key));
    text_ += ']';
  } else {
    impressions_ = "time >= ?1 AND time < ?2";
    empty_timelines_ = "start_time >= ?1 AND start_time < ?2";
    from_ = deletion.from.value_or(Time::min());
    to_ = deletion.to.value_or(Time::max());
  }
}

Selection Selection::named() {
  Selection selection;
  selection.impressions_ = "key IN (SELECT key FROM temp.named)";
  return selection;
}

void Selection::bind(Statement& statement) const {
  if (from_) {
    statement.bind(*from_, to_);
  } else if (id_) {
    statement.bind(*id_);
  } else if (!text_.empty()) {
    statement.bind(std::string_view{text_});
  }
}

}  // namespace feedwitness::store
