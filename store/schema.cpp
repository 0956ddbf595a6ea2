#include "store/schema.h"

#include <array>
#include <chrono>
#include <string>
#include <thread>

#include "store/failure.h"

namespace feedwitness::store {
namespace {

// Version 1. docs/store.md says what each table and column is for.
//
// The promises that must hold whoever writes are in the schema itself: a private impression has no content (the CHECK),
// the search index follows every change of a row that it knows, a rank mark goes when rows before it change, and a
// dictionary retires when an html that it learnt from goes (the triggers).
constexpr const char* kVersion1 = R"sql(
CREATE TABLE supporters (
  key           INTEGER PRIMARY KEY,
  supporter_id  BLOB NOT NULL UNIQUE,
  pseudonym     TEXT NOT NULL UNIQUE
);

CREATE TABLE consents (
  key           INTEGER PRIMARY KEY,
  supporter     INTEGER NOT NULL REFERENCES supporters,
  version       TEXT,
  text_hash     TEXT,
  locale        TEXT,
  accepted_at   INTEGER NOT NULL,
  withdrawn_at  INTEGER
);

CREATE TABLE timelines (
  key           INTEGER PRIMARY KEY,
  supporter     INTEGER NOT NULL REFERENCES supporters,
  timeline_id   BLOB NOT NULL UNIQUE,
  pseudonym     TEXT NOT NULL UNIQUE,
  start_time    INTEGER NOT NULL,
  location      TEXT,
  platform      TEXT,
  position      TEXT
);
CREATE INDEX timelines_by_start_time ON timelines (start_time);

CREATE TABLE impressions (
  key                         INTEGER PRIMARY KEY AUTOINCREMENT,
  timeline                    INTEGER NOT NULL REFERENCES timelines,
  "order"                     INTEGER NOT NULL,
  time                        INTEGER NOT NULL,
  is_public                   INTEGER NOT NULL,
  impression_id               BLOB,
  html_id                     BLOB,
  seen_ratio                  REAL,
  seen_milliseconds           INTEGER,
  parser_version              INTEGER,
  era                         INTEGER,
  nature                      INTEGER,
  understanding               INTEGER,
  semantic_id                 BLOB,
  textsize                    INTEGER,
  truncated                   INTEGER,
  publication_time            INTEGER,
  publication_precision       INTEGER,
  images_count                INTEGER,
  video                       INTEGER,
  video_autoplay              INTEGER,
  has_card                    INTEGER,
  card_is_valid               INTEGER,
  reaction_like               INTEGER,
  reaction_like_precision     INTEGER,
  reaction_love               INTEGER,
  reaction_love_precision     INTEGER,
  reaction_wow                INTEGER,
  reaction_wow_precision      INTEGER,
  reaction_haha               INTEGER,
  reaction_haha_precision     INTEGER,
  reaction_sad                INTEGER,
  reaction_sad_precision      INTEGER,
  reaction_angry              INTEGER,
  reaction_angry_precision    INTEGER,
  reaction_care               INTEGER,
  reaction_care_precision     INTEGER,
  reactions_total             INTEGER,
  reactions_total_precision   INTEGER,
  comments                    INTEGER,
  comments_precision          INTEGER,
  shares                      INTEGER,
  shares_precision            INTEGER,
  fblinktype                  TEXT,
  post_id                     TEXT,
  source_id                   TEXT,
  ad_id                       TEXT,
  source                      TEXT,
  source_link                 TEXT,
  perma_link                  TEXT,
  display_source              TEXT,
  reason                      TEXT,
  card_type                   TEXT,
  card_link                   TEXT,
  card_site_name              TEXT,
  card_title                  TEXT,
  card_description            TEXT,
  text                        TEXT,
  captions                    TEXT,
  shared                      TEXT,
  evidence                    TEXT,
  UNIQUE (timeline, "order"),
  CHECK (is_public OR coalesce(
    impression_id, html_id, seen_ratio, seen_milliseconds, parser_version, era, nature, understanding, semantic_id,
    textsize, truncated, publication_time, publication_precision, images_count, video, video_autoplay, has_card,
    card_is_valid, reaction_like, reaction_like_precision, reaction_love, reaction_love_precision, reaction_wow,
    reaction_wow_precision, reaction_haha, reaction_haha_precision, reaction_sad, reaction_sad_precision,
    reaction_angry, reaction_angry_precision, reaction_care, reaction_care_precision, reactions_total,
    reactions_total_precision, comments, comments_precision, shares, shares_precision, fblinktype, post_id, source_id,
    ad_id, source, source_link, perma_link, display_source, reason, card_type, card_link, card_site_name, card_title,
    card_description, text, captions, shared, evidence) IS NULL)
);
CREATE INDEX impressions_by_time ON impressions (time);
CREATE INDEX impressions_by_audience ON impressions (is_public, time);
CREATE INDEX impressions_by_post_id ON impressions (post_id) WHERE post_id IS NOT NULL;
CREATE INDEX impressions_by_source_link ON impressions (source_link) WHERE source_link IS NOT NULL;
CREATE INDEX impressions_by_shared_post_id ON impressions (json_extract(shared, '$.postId')) WHERE shared IS NOT NULL;
CREATE INDEX impressions_by_shared_source_link ON impressions (json_extract(shared, '$.sourceLink'))
  WHERE shared IS NOT NULL;
CREATE INDEX impressions_by_parser_version ON impressions (parser_version, nature) WHERE is_public;

CREATE TABLE dictionaries (
  key         INTEGER PRIMARY KEY AUTOINCREMENT,
  supporter   INTEGER NOT NULL REFERENCES supporters,
  is_retired  INTEGER NOT NULL DEFAULT 0,
  content     BLOB NOT NULL
);

CREATE TABLE html (
  key          INTEGER PRIMARY KEY REFERENCES impressions ON DELETE CASCADE,
  dictionary   INTEGER REFERENCES dictionaries,
  size         INTEGER NOT NULL,
  stored_size  INTEGER NOT NULL,
  utc_offset   INTEGER NOT NULL,
  language     TEXT,
  rendered     TEXT,
  content      BLOB NOT NULL
);
CREATE INDEX html_by_dictionary ON html (dictionary, size, stored_size);

CREATE TABLE dictionary_samples (
  html        INTEGER NOT NULL,
  dictionary  INTEGER NOT NULL REFERENCES dictionaries ON DELETE CASCADE,
  PRIMARY KEY (html, dictionary)
);
CREATE TRIGGER dictionary_retires AFTER DELETE ON html
WHEN EXISTS (SELECT 1 FROM dictionary_samples WHERE html = old.key)
BEGIN
  UPDATE dictionaries SET is_retired = 1
  WHERE key IN (SELECT dictionary FROM dictionary_samples WHERE html = old.key);
  UPDATE upkeep SET value = 1 WHERE name = 'erase';
END;

CREATE TABLE health (
  supporter         INTEGER NOT NULL REFERENCES supporters,
  day               TEXT NOT NULL,
  era               INTEGER NOT NULL,
  parser_version    INTEGER NOT NULL,
  seen              INTEGER NOT NULL,
  understood        INTEGER NOT NULL,
  partly            INTEGER NOT NULL,
  unknown           INTEGER NOT NULL,
  unknown_audience  INTEGER NOT NULL,
  PRIMARY KEY (supporter, day, era, parser_version)
);

CREATE TABLE upkeep (
  name   TEXT PRIMARY KEY,
  value  INTEGER NOT NULL
);
INSERT INTO upkeep VALUES ('indexed', 0), ('erase', 0);

CREATE VIRTUAL TABLE search USING fts5 (
  text, source, card_title, card_description,
  content='impressions', content_rowid='key', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER search_forgets AFTER DELETE ON impressions
WHEN old.is_public AND old.key <= (SELECT value FROM upkeep WHERE name = 'indexed')
BEGIN
  INSERT INTO search (search, rowid, text, source, card_title, card_description)
  VALUES ('delete', old.key, old.text, old.source, old.card_title, old.card_description);
END;
CREATE TRIGGER search_follows AFTER UPDATE OF is_public, text, source, card_title, card_description ON impressions
WHEN old.key <= (SELECT value FROM upkeep WHERE name = 'indexed')
BEGIN
  INSERT INTO search (search, rowid, text, source, card_title, card_description)
  SELECT 'delete', old.key, old.text, old.source, old.card_title, old.card_description WHERE old.is_public;
  INSERT INTO search (rowid, text, source, card_title, card_description)
  SELECT new.key, new.text, new.source, new.card_title, new.card_description WHERE new.is_public;
END;

CREATE TRIGGER erasure_is_due AFTER UPDATE OF is_public ON impressions WHEN old.is_public AND NOT new.is_public
BEGIN
  UPDATE upkeep SET value = 1 WHERE name = 'erase';
END;

CREATE TABLE rank_marks (
  rank  INTEGER PRIMARY KEY,
  time  INTEGER NOT NULL,
  key   INTEGER NOT NULL,
  UNIQUE (time, key)
);
CREATE TRIGGER ranks_move_at_insert AFTER INSERT ON impressions WHEN new.is_public
BEGIN
  DELETE FROM rank_marks WHERE (time, key) >= (new.time, new.key);
END;
CREATE TRIGGER ranks_move_at_delete AFTER DELETE ON impressions WHEN old.is_public
BEGIN
  DELETE FROM rank_marks WHERE (time, key) >= (old.time, old.key);
END;
CREATE TRIGGER ranks_move_at_update AFTER UPDATE OF time, is_public ON impressions
WHEN old.time <> new.time OR old.is_public <> new.is_public
BEGIN
  DELETE FROM rank_marks WHERE (time, key) >= (min(old.time, new.time), old.key);
END;
)sql";

// Version 2: what the views count. A text is found by its semantic_id, a day or an hour is counted without reading a
// row, and publishers without an address have an order of their own.
constexpr const char* kVersion2 = R"sql(
CREATE INDEX impressions_by_semantic_id ON impressions (semantic_id, time) WHERE semantic_id IS NOT NULL;
CREATE INDEX impressions_for_counts ON impressions (time, timeline, is_public, nature, source);
CREATE INDEX impressions_by_source ON impressions (source) WHERE source_link IS NULL AND source IS NOT NULL;
)sql";

// Version 3: an account's posts are listed without reading a row.
constexpr const char* kVersion3 = R"sql(
CREATE INDEX impressions_by_account ON impressions (source_link, post_id, publication_precision, publication_time)
  WHERE post_id IS NOT NULL AND publication_time IS NOT NULL;
)sql";

// Version 4: what the graph walks. The posts of the store, of a publisher and of a link by their creation, the
// impressions of a post by their time, publishers by their number; and the supporter's own notes, which go with what
// they are about (deletion.cpp), also when it turns out to be private.
constexpr const char* kVersion4 = R"sql(
DROP INDEX impressions_by_post_id;
CREATE INDEX impressions_by_post_id ON impressions (post_id, time) WHERE post_id IS NOT NULL;
DROP INDEX impressions_by_source_link;
CREATE INDEX impressions_by_source_link ON impressions (source_link, coalesce(publication_time, time))
  WHERE source_link IS NOT NULL;
CREATE INDEX impressions_by_creation ON impressions (coalesce(publication_time, time)) WHERE post_id IS NOT NULL;
CREATE INDEX impressions_by_card_link ON impressions (card_link, coalesce(publication_time, time))
  WHERE card_link IS NOT NULL;
CREATE INDEX impressions_by_source_id ON impressions (source_id) WHERE source_id IS NOT NULL;

CREATE TABLE annotations (
  key           INTEGER PRIMARY KEY AUTOINCREMENT,
  supporter     INTEGER NOT NULL REFERENCES supporters,
  kind          INTEGER NOT NULL,
  node          TEXT,
  name          TEXT NOT NULL,
  value         TEXT,
  coder         TEXT,
  created_time  INTEGER NOT NULL,
  updated_time  INTEGER NOT NULL
);
CREATE INDEX annotations_by_node ON annotations (kind, node);
CREATE TRIGGER annotations_of_private_posts AFTER UPDATE OF is_public ON impressions
WHEN old.is_public AND NOT new.is_public
BEGIN
  DELETE FROM annotations WHERE (kind = 5 AND node = CAST(old.key AS TEXT))
    OR (kind = 1 AND node = old.post_id AND NOT EXISTS (SELECT 1 FROM impressions WHERE post_id = old.post_id))
    OR (kind = 2 AND node = old.source_link
        AND NOT EXISTS (SELECT 1 FROM impressions WHERE source_link = old.source_link))
    OR (kind = 3 AND node = old.card_link AND NOT EXISTS (SELECT 1 FROM impressions WHERE card_link = old.card_link));
END;
)sql";

// Version 5: advertisements are found by time, and told apart by whose they are, without reading a row; and how often
// what was read of an impression has been replaced is counted, so that whoever cites the store can name its state.
constexpr const char* kVersion5 = R"sql(
CREATE INDEX impressions_sponsored ON impressions
  (time, timeline, "order", source, source_link, source_id, ad_id) WHERE nature = 2;
INSERT INTO upkeep VALUES ('replaced', 0);
CREATE TRIGGER replacement_counts AFTER UPDATE OF parser_version ON impressions WHEN old.is_public
BEGIN
  UPDATE upkeep SET value = value + 1 WHERE name = 'replaced';
END;
)sql";

// Version 6: what was removed because a notice said so, and is kept out. The lookups of notices that had
// no index have one; of a shared post the publisher's address is `link`.
constexpr const char* kVersion6 = R"sql(
CREATE TABLE removals (
  key                INTEGER PRIMARY KEY AUTOINCREMENT,
  supporter          INTEGER NOT NULL REFERENCES supporters,
  post               BLOB NOT NULL UNIQUE,
  time               INTEGER NOT NULL,
  is_kept_out        INTEGER NOT NULL,
  was_here           INTEGER NOT NULL,
  refused            INTEGER NOT NULL DEFAULT 0,
  newest_impression  INTEGER NOT NULL
);
CREATE INDEX removals_by_time ON removals (time) WHERE was_here;
DROP INDEX impressions_by_shared_source_link;
CREATE INDEX impressions_by_shared_source_link ON impressions (json_extract(shared, '$.link')) WHERE shared IS NOT NULL;
CREATE INDEX impressions_by_perma_link ON impressions (perma_link, time)
  WHERE post_id IS NULL AND perma_link IS NOT NULL;
)sql";

// Version 7: where the feed is sent.
constexpr const char* kVersion7 = R"sql(
CREATE TABLE subscriptions (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  supporter        INTEGER NOT NULL REFERENCES supporters,
  url              TEXT NOT NULL UNIQUE,
  created_at       INTEGER NOT NULL,
  sent_impression  INTEGER NOT NULL,
  sent_removal     INTEGER NOT NULL,
  failures         INTEGER NOT NULL,
  next_try         INTEGER
);
)sql";

struct Migration {
  int version;
  const char* sql;
};

// Append only: what a released program has written must be read for ever.
constexpr std::array kMigrations{Migration{1, kVersion1}, Migration{2, kVersion2}, Migration{3, kVersion3},
                                 Migration{4, kVersion4}, Migration{5, kVersion5}, Migration{6, kVersion6},
                                 Migration{7, kVersion7}};

constexpr std::chrono::milliseconds kPatience{10'000};
constexpr std::chrono::milliseconds kPause{5};

[[noreturn]] void refuse(const Database& database, const std::string& reason) {
  throw Failure{{ErrorCode::store_damaged, database.file().string() + " is not a feedwitness store: " + reason +
                                               ". Nothing was changed. Move it away to begin a new store there"}};
}

bool is_empty(Database& database) {
  return database.integer("PRAGMA schema_version") == 0 && database.integer("PRAGMA user_version") == 0 &&
         database.integer("PRAGMA application_id") == 0 && database.integer("SELECT count(*) FROM sqlite_schema") == 0;
}

void check_origin(Database& database) {
  if (database.integer("PRAGMA application_id") != kApplicationId) refuse(database, "another program made this file");
  const std::int64_t version = database.integer("PRAGMA user_version");
  if (version < 1) refuse(database, "its schema has no version");
  if (version > newest_schema_version()) {
    throw Failure{{ErrorCode::store_newer, database.file().string() + " was written by a newer feedwitness (schema " +
                                               std::to_string(version) + ", this program knows " +
                                               std::to_string(newest_schema_version()) +
                                               "). Nothing was changed. Update feedwitness"}};
  }
}

// Going over to WAL needs the file for oneself, and SQLite does not wait for that: two programs that make the same
// store at the same moment meet here.
void enter_wal(Database& database) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (true) {
    const int code = sqlite3_exec(database.handle(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return;
    if ((code & 0xFF) != SQLITE_BUSY || std::chrono::steady_clock::now() > end) fail(database.handle(), code);
    std::this_thread::sleep_for(kPause);
  }
}

void migrate(Database& database) {
  Transaction transaction{database};
  if (!is_empty(database)) check_origin(database);
  const std::int64_t version = database.integer("PRAGMA user_version");
  for (const Migration& migration : kMigrations) {
    if (migration.version <= version) continue;
    database.execute(migration.sql);
    database.execute(("PRAGMA user_version = " + std::to_string(migration.version)).c_str());
  }
  database.execute(("PRAGMA application_id = " + std::to_string(kApplicationId)).c_str());
  transaction.commit();
}

}  // namespace

std::filesystem::path database_file(const std::filesystem::path& folder) { return folder / "feedwitness.db"; }

int newest_schema_version() { return kMigrations.back().version; }

void prepare_schema(Database& database) {
  if (is_empty(database)) {
    database.execute("PRAGMA page_size = 8192");  // only an empty file takes it
  } else {
    check_origin(database);
  }
  enter_wal(database);
  // secure_delete: what is deleted is overwritten. temp_store: a sort never spills content into /tmp. The log may grow
  // to 64 MB before a writer has to check it in: idle() does it in time.
  database.execute(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
      "PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 67108864");
  if (database.integer("PRAGMA user_version") < newest_schema_version()) migrate(database);
}

}  // namespace feedwitness::store
