#include "store/failure.h"
#include "store/inner.h"
#include "store/kept_out.h"
#include "store/removal_rows.h"
#include "store/row_reader.h"
#include "store/store.h"
#include "store/unstored_row.h"
#include "store/write.h"

namespace feedwitness::store {
namespace {

// So many html are read in one transaction: a capture waits no longer than their parsing takes.
constexpr int kStep = 16;

void replace(Inner& inner, KeptOut& kept_out, const ImpressionRow& old, const Store::Reread& reread) {
  const bool is_public = reread.is_public && !kept_out.refuses(reread.metadata, old.impression_id);
  const UnstoredRow unstored{reread.metadata, reread.understanding};
  ImpressionRow row = unstored.row();
  row.impression_id = old.impression_id;
  row.html_id = old.html_id;
  row.seen_ratio = old.seen_ratio;
  row.seen_milliseconds = old.seen_milliseconds;
  if (!is_public) note_withdrawal(inner, old.key, old.time + std::chrono::milliseconds{1});
  replace_content(inner, old.key, old.time, is_public, row);
  if (!is_public) remove_html(inner.database, old.key);
}

// Reads the next html after `after` again; its key, or nullopt when there is none.
std::optional<std::int64_t> reread_next(
    Inner& inner, RowReader& reader, KeptOut& kept_out, std::int64_t after,
    const std::function<std::optional<Store::Reread>(const ImpressionRow&)>& reread) {
  static const std::string kNext = "SELECT " + RowReader::columns({.html = true}) +
                                   " FROM html JOIN impressions ON impressions.key = html.key WHERE html.key > ? "
                                   "ORDER BY html.key LIMIT 1";
  const Use next = inner.database.use(kNext);
  next->bind(after);
  if (!next->step()) return std::nullopt;
  const ImpressionRow& row = reader.read(*next);
  if (const auto answer = reread(row)) replace(inner, kept_out, row, *answer);
  return row.key;
}

}  // namespace

Result<void> Store::reread_all(const std::function<std::optional<Reread>(const ImpressionRow& row)>& reread) {
  return guarded([&] {
    RowReader reader{*inner_, {.html = true}};
    std::optional<std::int64_t> last = 0;
    while (last) {
      Transaction transaction{inner_->database};
      KeptOut kept_out{*inner_};
      for (int i = 0; i < kStep && last; ++i) last = reread_next(*inner_, reader, kept_out, *last, reread);
      transaction.commit();
    }
  });
}

}  // namespace feedwitness::store
