#include "store/deletion.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/annotation_rows.h"
#include "store/failure.h"
#include "store/inner.h"
#include "store/key_file.h"
#include "store/maintenance.h"
#include "store/private_files.h"
#include "store/proof.h"
#include "store/sample.h"
#include "store/selection.h"
#include "store/store.h"
#include "store/subscription_files.h"

// A deletion goes in steps, each a transaction of its own, so that a large one needs no second copy of the store in the
// write-ahead log and lets captures in between. The first one notes in `upkeep` that traces are to be erased: whoever
// comes after a crash does it. Rows first, then the search index and the log, then the proof.
namespace feedwitness::store {
namespace {

constexpr int kStep = 1000;

struct Taken {
  DeletionCounts counts;
  Sample sample;
};

std::int64_t count(Database& database, const Selection& selection, const std::string& sql) {
  Statement statement = database.prepare("SELECT count(*) FROM " + sql);
  if (sqlite3_bind_parameter_count(statement.handle()) > 0) selection.bind(statement);
  return statement.step() ? statement.integer(0) : 0;
}

std::string emptied_timelines(const Selection& selection) {
  return "timelines WHERE (" + selection.empty_timelines() + " OR key IN (SELECT timeline FROM impressions WHERE " +
         selection.impressions() + ")) AND NOT EXISTS (SELECT 1 FROM impressions WHERE timeline = timelines.key AND (" +
         selection.impressions() + ") IS NOT TRUE)";
}

DeletionCounts count_selected(Database& database, const Selection& selection, bool everything) {
  DeletionCounts counts;
  const std::string& condition = selection.impressions();
  counts.impressions = count(database, selection, "impressions WHERE " + condition);
  counts.metadata = count(database, selection, "impressions WHERE is_public AND (" + condition + ")");
  counts.html = count(database, selection, "html WHERE key IN (SELECT key FROM impressions WHERE " + condition + ")");
  counts.timelines = count(database, selection, emptied_timelines(selection));
  counts.annotations = count(
      database, selection,
      everything ? "annotations"
                 : "annotations WHERE " + is_orphaned(condition, "SELECT key FROM " + emptied_timelines(selection)));
  if (!everything) return counts;
  counts.dictionaries = count(database, selection, "dictionaries");
  counts.consents = count(database, selection, "consents");
  counts.supporters = count(database, selection, "supporters");
  return counts;
}

// ---- Rows

// The next impressions of the selection, by key in a table of this connection's memory; how many.
std::int64_t choose_some(Database& database, const Selection& selection) {
  database.execute(
      "CREATE TEMP TABLE IF NOT EXISTS chosen (key INTEGER PRIMARY KEY, timeline INTEGER); DELETE FROM temp.chosen");
  Statement choose = database.prepare("INSERT INTO temp.chosen SELECT key, timeline FROM impressions WHERE " +
                                      selection.impressions() + " LIMIT " + std::to_string(kStep));
  selection.bind(choose);
  return choose.run();
}

void sample_chosen(Database& database, Sample& sample) {
  const Use read = database.use(
      "SELECT text, source, source_link, post_id, perma_link, card_title, captions, shared, html.rendered, "
      "impression_id, html_id, semantic_id, html.content FROM temp.chosen "
      "JOIN impressions USING (key) LEFT JOIN html USING (key) WHERE is_public");
  constexpr int kTexts = 9;
  constexpr int kIds = 3;
  while (read->step()) {
    for (int column = 0; column < kTexts; ++column) sample.add_text(read->bytes(column));
    for (int column = kTexts; column < kTexts + kIds; ++column) sample.add_id(read->bytes(column));
    sample.add_blob(read->bytes(kTexts + kIds));
    sample.add_words(read->bytes(0));
  }
}

// Removes the timelines that the condition names and that have no impressions.
std::int64_t remove_empty_timelines(Database& database, const Selection& selection, const std::string& condition,
                                    Sample& sample) {
  const std::string where = " FROM timelines WHERE (" + condition +
                            ") AND NOT EXISTS (SELECT 1 FROM impressions WHERE timeline = timelines.key)";
  const auto prepare = [&](const std::string& sql) {
    Statement statement = database.prepare(sql);
    if (sqlite3_bind_parameter_count(statement.handle()) > 0) selection.bind(statement);
    return statement;
  };
  Statement read = prepare("SELECT pseudonym, location, timeline_id" + where);
  while (read.step()) {
    sample.add_text(read.bytes(0));
    sample.add_text(read.bytes(1));
    sample.add_id(read.bytes(2));
  }
  read.reset();
  return prepare("DELETE" + where).run();
}

// The notes on what is not there any more.
std::int64_t remove_orphans(Database& database, Sample& sample) {
  if (database.integer("SELECT 1 FROM annotations LIMIT 1") == 0) return 0;
  return remove_annotations(database, is_orphaned("FALSE", "SELECT NULL"), sample);
}

// One step; false when nothing of the selection was left.
bool remove_some(Database& database, const Selection& selection, Taken& taken) {
  Transaction transaction{database};
  if (choose_some(database, selection) == 0) return false;
  database.execute("UPDATE upkeep SET value = 1 WHERE name = 'erase'");
  sample_chosen(database, taken.sample);
  taken.counts.metadata +=
      database.integer("SELECT count(*) FROM temp.chosen JOIN impressions USING (key) WHERE is_public");
  taken.counts.html += database.prepare("DELETE FROM html WHERE key IN (SELECT key FROM temp.chosen)").run();
  taken.counts.impressions +=
      database.prepare("DELETE FROM impressions WHERE key IN (SELECT key FROM temp.chosen)").run();
  taken.counts.timelines +=
      remove_empty_timelines(database, selection, "key IN (SELECT timeline FROM temp.chosen)", taken.sample);
  taken.counts.annotations += remove_orphans(database, taken.sample);
  database.execute("DELETE FROM temp.chosen");
  transaction.commit();
  return true;
}

// ---- Everything

// The index of a store that is given up is dropped as a whole, instead of row by row, and the notes before what they
// are about.
void forget_index(Database& database, Taken& taken) {
  Transaction transaction{database};
  taken.counts.annotations += remove_annotations(database, "TRUE", taken.sample);
  database.execute(
      "UPDATE upkeep SET value = 0 WHERE name = 'indexed'; UPDATE upkeep SET value = 1 WHERE name = 'erase';"
      "INSERT INTO search (search) VALUES ('delete-all')");
  transaction.commit();
}

void sample_supporter(Inner& inner, Sample& sample) {
  const Use read = inner.database.use("SELECT pseudonym, supporter_id FROM supporters");
  while (read->step()) {
    sample.add_text(read->bytes(0));
    sample.add_id(read->bytes(1));
  }
  const auto bytes = read_private_file(key_file(inner.folder));
  if (bytes) sample.add_text(*bytes);
}

void sample_subscriptions(Database& database, Sample& sample) {
  const Use read = database.use("SELECT url FROM subscriptions");
  while (read->step()) sample.add_text(read->bytes(0));
}

// Impressions that another process added meanwhile go here, too. The key file goes before the commit: a crash in
// between leaves rows that nobody can name any more, not a key to rows that are gone.
bool remove_supporter(Inner& inner, Taken& taken) {
  Database& database = inner.database;
  Transaction transaction{database};
  sample_supporter(inner, taken.sample);
  const auto remove = [&database](const char* table) {
    return database.prepare(std::string{"DELETE FROM "} + table).run();
  };
  taken.counts.html += remove("html");
  taken.counts.metadata += database.integer("SELECT count(*) FROM impressions WHERE is_public");
  taken.counts.impressions += remove("impressions");
  taken.counts.timelines += remove("timelines");
  remove("dictionary_samples");
  taken.counts.dictionaries += remove("dictionaries");
  taken.counts.consents += remove("consents");
  taken.counts.annotations += remove_annotations(database, "TRUE", taken.sample);
  remove("health");
  remove("removals");
  sample_subscriptions(database, taken.sample);
  remove("subscriptions");
  remove("rank_marks");
  taken.counts.supporters += remove("supporters");
  // The keys of dictionaries are never given twice: other processes remember dictionaries by them.
  database.execute(
      "DELETE FROM sqlite_sequence WHERE name <> 'dictionaries';"
      "UPDATE upkeep SET value = 0 WHERE name = 'indexed'; INSERT INTO search (search) VALUES ('delete-all')");
  shred_secrets(inner.folder);
  const bool had_key = shred(key_file(inner.folder));
  inner.known_owner.reset();
  transaction.commit();
  return had_key;
}

}  // namespace

Result<DeletionCounts> Store::preview(const Deletion& deletion) {
  return guarded([&] {
    const Selection selection{deletion};
    Transaction transaction{inner_->database, Transaction::Kind::read};
    return count_selected(inner_->database, selection, deletion.everything);
  });
}

Result<Receipt> Store::remove(const Deletion& deletion, Time now) {
  return guarded([&] { return erase(*inner_, Selection{deletion}, deletion.everything, now); });
}

Receipt erase(Inner& inner, const Selection& selection, bool everything, Time now) {
  Taken taken;
  Receipt receipt;
  if (everything) forget_index(inner.database, taken);
  while (remove_some(inner.database, selection, taken)) {
  }
  if (everything) {
    receipt.key_removed = remove_supporter(inner, taken);
  } else {
    Transaction transaction{inner.database};
    taken.counts.timelines +=
        remove_empty_timelines(inner.database, selection, selection.empty_timelines(), taken.sample);
    taken.counts.annotations += remove_orphans(inner.database, taken.sample);
    transaction.commit();
  }
  receipt.id = identity::new_token();
  receipt.time = now;
  receipt.deleted = taken.counts;
  // SQLite overwrites what it deletes, but where it rebuilt a page before, old copies of rows can lie between the
  // rows. All of a small deletion is looked for, so that the file is rewritten only when there is such a copy.
  const bool is_large = everything || !taken.sample.is_complete();
  prove(inner, taken.sample, is_large ? Rewrite::yes : Rewrite::no, receipt);
  return receipt;
}

}  // namespace feedwitness::store
