#include "views/fbtrex/answers.h"
#include "views/fbtrex/query.h"
#include "views/fbtrex/summary_row.h"

namespace feedwitness::views::fbtrex {

store::ImpressionQuery query_of(const Question& question) {
  store::ImpressionQuery query;
  query.amount = question.paging().amount;
  query.skip = question.paging().skip;
  query.search = question.text("search");
  return query;
}

Result<void> summary(const Question& question, const Sink& sink) {
  auto query = query_of(question);
  query.with_repetition = true;
  auto rows = question.store.impressions(query);
  if (!rows) return rows.error();
  std::string text;
  while (const store::ImpressionRow* row = rows->next()) {
    text.clear();
    append_summary_row(text, *row, parser::Visibility::public_post);
    if (!sink(text)) return {};
  }
  if (rows->failed()) return *rows->failed();
  return {};
}

}  // namespace feedwitness::views::fbtrex
