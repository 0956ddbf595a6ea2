#include "views/receipt.h"

#include <utility>

#include "base/json_text.h"

namespace feedwitness::views {

std::string counts_json(const store::DeletionCounts& counts) {
  std::string json;
  JsonObject fields(json);
  fields.number("timelines", counts.timelines);
  fields.number("impressions", counts.impressions);
  fields.number("html", counts.html);
  fields.number("metadata", counts.metadata);
  fields.number("dictionaries", counts.dictionaries);
  fields.number("consents", counts.consents);
  fields.number("supporters", counts.supporters);
  fields.number("annotations", counts.annotations);
  fields.close();
  return json;
}

std::string receipt_json(const store::Receipt& receipt) {
  std::string json;
  JsonObject fields(json);
  fields.text("id", receipt.id);
  fields.text("time", format_time(receipt.time));
  fields.json("deleted", counts_json(receipt.deleted));
  fields.boolean("keyRemoved", receipt.key_removed);
  fields.number("sampled", receipt.sampled);
  fields.number("found", receipt.found);
  std::string& scanned = fields.member("scanned");
  char before = '[';
  for (const std::string& file : receipt.scanned) {
    scanned += std::exchange(before, ',');
    append_json_string(scanned, file);
  }
  scanned += receipt.scanned.empty() ? "[]" : "]";
  fields.close();
  return json;
}

Result<void> proved(const store::Receipt& receipt) {
  if (receipt.found == 0) return {};
  return Error{ErrorCode::check_failed,
               "it was deleted, but traces of it are still in the files: end what reads or keeps the store, close the "
               "browser, and delete again"};
}

}  // namespace feedwitness::views
