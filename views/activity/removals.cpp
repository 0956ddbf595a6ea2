#include "views/activity/removals.h"

#include "base/json_text.h"
#include "views/activity/answers.h"
#include "views/receipt.h"

namespace feedwitness::views::activity {

Result<Applied> apply_notice(store::Store& store, std::string_view xml, bool dry_run, Time now) {
  const auto notice = read_notice(xml);
  if (!notice) return notice.error();
  auto removed =
      dry_run ? store::preview_removals(store, notice->removals) : store::remove_posts(store, notice->removals, now);
  if (!removed) return removed.error();
  return Applied{*std::move(removed), notice->unreadable, notice->others, dry_run};
}

std::string applied_json(const Applied& applied) {
  std::string json;
  JsonObject object{json};
  object.number("removed", applied.removed.removed);
  object.number("sharing", applied.removed.sharing);
  object.number("unknown", applied.removed.unknown);
  object.number("alreadyRemoved", applied.removed.already_removed);
  object.number("unreadable", applied.unreadable);
  object.number("others", applied.others);
  object.boolean("dryRun", applied.dry_run);
  object.json("receipt", applied.removed.receipt ? receipt_json(*applied.removed.receipt) : "null");
  object.close();
  return json;
}

Result<void> remove(const Question& question, const Sink& sink) {
  const auto applied = apply_notice(question.store, question.text("body"), question.flag("dryRun"), question.now);
  if (!applied) return applied.error();
  sink(applied_json(*applied) + "\n");
  return applied->removed.receipt ? proved(*applied->removed.receipt) : Result<void>{};
}

}  // namespace feedwitness::views::activity
