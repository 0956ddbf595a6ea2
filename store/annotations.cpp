#include "store/annotations.h"

#include <array>

#include "store/annotation_rows.h"
#include "store/failure.h"
#include "store/inner.h"

namespace feedwitness::store {
namespace {

// Whether what an annotation is about is there; by Noted.
constexpr std::array<const char*, 6> kIsThere{"SELECT 1",
                                              "SELECT 1 FROM impressions WHERE post_id = ? LIMIT 1",
                                              "SELECT 1 FROM impressions WHERE source_link = ? LIMIT 1",
                                              "SELECT 1 FROM impressions WHERE card_link = ? LIMIT 1",
                                              "SELECT 1 FROM timelines WHERE key = CAST(? AS INTEGER)",
                                              "SELECT 1 FROM impressions WHERE key = CAST(? AS INTEGER)"};

bool is_there(Database& database, const Annotation& annotation) {
  const Use find = database.use(kIsThere.at(static_cast<std::size_t>(annotation.kind)));
  if (annotation.kind != Noted::supporter) find->bind(annotation.node);
  return find->step();
}

// What was written over or removed lies in the write-ahead log until it is erased.
void leave_traces_to_erase(Database& database) { database.execute("UPDATE upkeep SET value = 1 WHERE name = 'erase'"); }

}  // namespace

AnnotationRow annotation_of(const Statement& row, int first) {
  AnnotationRow annotation;
  annotation.key = row.integer(first);
  annotation.kind = static_cast<Noted>(row.integer(first + 1));
  annotation.node = row.bytes(first + 2);
  annotation.name = row.bytes(first + 3);
  annotation.value = row.bytes(first + 4);
  annotation.coder = row.bytes(first + 5);
  annotation.created_time = row.time(first + 6);
  annotation.updated_time = row.time(first + 7);
  return annotation;
}

std::string is_orphaned(const std::string& gone, const std::string& gone_timelines) {
  const auto without = [&](const char* kind, const char* column) {
    return std::string{"(kind = "} + kind + " AND NOT EXISTS (SELECT 1 FROM impressions WHERE " + column + " AND (" +
           gone + ") IS NOT TRUE))";
  };
  return without("1", "post_id = annotations.node") + " OR " + without("2", "source_link = annotations.node") + " OR " +
         without("3", "card_link = annotations.node") + " OR " +
         without("5", "impressions.key = CAST(annotations.node AS INTEGER)") +
         " OR (kind = 4 AND (CAST(node AS INTEGER) NOT IN (SELECT key FROM timelines) OR CAST(node AS INTEGER) IN (" +
         gone_timelines + ")))";
}

std::int64_t remove_annotations(Database& database, const std::string& condition, Sample& sample) {
  Statement read = database.prepare("SELECT name, value, coder, node FROM annotations WHERE " + condition);
  while (read.step()) {
    for (int column = 0; column < 4; ++column) sample.add_text(read.bytes(column));
  }
  read.reset();
  return database.prepare("DELETE FROM annotations WHERE " + condition).run();
}

Result<std::int64_t> add_annotation(Store& store, const Annotation& annotation, Time now) {
  return guarded([&] {
    Inner& inner = store.inner();
    Transaction transaction{inner.database};
    if (!is_there(inner.database, annotation)) {
      throw Failure{{ErrorCode::not_found, "what the annotation is about is not in the store"}};
    }
    const Owner& owner = find_or_make_owner(inner);
    {
      const Use insert = inner.database.use(
          "INSERT INTO annotations (supporter, kind, node, name, value, coder, created_time, updated_time) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
      insert
          ->bind(owner.key, static_cast<int>(annotation.kind), std::string_view{annotation.node},
                 std::string_view{annotation.name}, std::string_view{annotation.value},
                 std::string_view{annotation.coder}, annotation.created_time, now)
          .run();
    }
    const std::int64_t key = inner.database.last_key();
    transaction.commit();
    return key;
  });
}

Result<bool> change_annotation(Store& store, std::int64_t key, const AnnotationChange& change, Time now) {
  return guarded([&] {
    Database& database = store.inner().database;
    Transaction transaction{database};
    const auto view = [](const std::optional<std::string>& text) {
      return text ? std::optional<std::string_view>{*text} : std::nullopt;
    };
    std::int64_t changed = 0;
    {
      const Use update = database.use(
          "UPDATE annotations SET name = coalesce(?2, name), value = iif(?3, ?4, value), coder = iif(?5, ?6, coder), "
          "created_time = coalesce(?7, created_time), updated_time = ?8 WHERE key = ?1");
      changed = update
                    ->bind(key, view(change.name), change.value.has_value(), view(change.value),
                           change.coder.has_value(), view(change.coder), change.created_time, now)
                    .run();
    }
    if (changed > 0) leave_traces_to_erase(database);
    transaction.commit();
    return changed > 0;
  });
}

Result<bool> remove_annotation(Store& store, std::int64_t key) {
  return guarded([&] {
    Database& database = store.inner().database;
    Transaction transaction{database};
    std::int64_t removed = 0;
    {
      const Use remove = database.use("DELETE FROM annotations WHERE key = ?");
      removed = remove->bind(key).run();
    }
    if (removed > 0) leave_traces_to_erase(database);
    transaction.commit();
    return removed > 0;
  });
}

Result<void> each_annotation(Store& store, const std::function<bool(const AnnotationRow&)>& use) {
  return guarded([&] {
    static const std::string kSql =
        "SELECT " + std::string{kAnnotationColumns} + " FROM annotations WHERE key > ? ORDER BY key LIMIT 1";
    // One statement for each row, and its texts copied: a slow reader holds no snapshot of the store.
    Statement next = store.inner().database.prepare(kSql);
    for (std::int64_t key = 0;;) {
      next.bind(key);
      if (!next.step()) return;
      AnnotationRow row = annotation_of(next, 0);
      key = row.key;
      const std::array<std::string, 4> texts{std::string{row.node}, std::string{row.name}, std::string{row.value},
                                             std::string{row.coder}};
      next.reset();
      row.node = texts[0];
      row.name = texts[1];
      row.value = texts[2];
      row.coder = texts[3];
      if (!use(row)) return;
    }
  });
}

}  // namespace feedwitness::store
