#include <string>

#include "base/json_text.h"
#include "views/fbtrex/answers.h"
#include "views/receipt.h"

namespace feedwitness::views::fbtrex {
namespace {

Result<store::Deletion> deletion_of(const Question& question) {
  const Paging paging = question.paging();
  auto timelines = question.store.timelines({.amount = paging.amount, .skip = paging.skip});
  if (!timelines) return timelines.error();
  store::Deletion deletion;
  while (const store::TimelineRow* timeline = timelines->next()) deletion.timelines.push_back(timeline->key);
  if (timelines->failed()) return *timelines->failed();
  return deletion;
}

// {"timelines":2,"impressions":85,"htmls":77,"summaries":77,"metadata":77,"dryRun":false,"receipt":{...}}
void append_counts(JsonObject& object, const store::DeletionCounts& counts, bool dry_run) {
  object.number("timelines", counts.timelines);
  object.number("impressions", counts.impressions);
  object.number("htmls", counts.html);
  object.number("summaries", counts.metadata);
  object.number("metadata", counts.metadata);
  object.boolean("dryRun", dry_run);
}

}  // namespace

Result<void> remove(const Question& question, const Sink& sink) {
  const auto deletion = deletion_of(question);
  if (!deletion) return deletion.error();
  std::string text;
  JsonObject object{text};
  if (deletion->timelines.empty() || question.flag("dryRun")) {
    const auto counts = deletion->timelines.empty() ? store::DeletionCounts{} : question.store.preview(*deletion);
    if (!counts) return counts.error();
    append_counts(object, *counts, question.flag("dryRun"));
  } else {
    const auto receipt = question.store.remove(*deletion, question.now);
    if (!receipt) return receipt.error();
    if (auto is_proved = proved(*receipt); !is_proved) return is_proved;
    append_counts(object, receipt->deleted, false);
    object.json("receipt", receipt_json(*receipt));
  }
  object.close();
  sink(text + "\n");
  return {};
}

}  // namespace feedwitness::views::fbtrex
