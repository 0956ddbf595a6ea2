#include "views/fbtrex/summary.h"

#include <array>

#include "views/fbtrex/summary_row.h"

namespace feedwitness::views::fbtrex {
namespace {

constexpr PagingLimits kLimits{.standard = 200, .maximum = 10'000};

Result<void> answer(store::Store& store, const Parameters& parameters, const Sink& sink) {
  const auto query = read_query(parameters, kLimits);
  if (!query) return query.error();
  auto rows = store.impressions(*query);
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

}  // namespace

const View kSummary{"fbtrex/summary", "rows", "what was shown: one row per public impression, newest first", answer};

Result<store::ImpressionQuery> read_query(const Parameters& parameters, const PagingLimits& limits) {
  static constexpr std::array<std::string_view, 2> kKnown{"paging", "search"};
  if (const auto known = only_known(parameters, kKnown); !known) return known.error();
  const auto paging = read_paging(parameters, limits);
  if (!paging) return paging.error();
  store::ImpressionQuery query;
  query.amount = paging->amount;
  query.skip = paging->skip;
  if (const auto search = parameters.find("search"); search != parameters.end()) query.search = search->second;
  return query;
}

}  // namespace feedwitness::views::fbtrex
