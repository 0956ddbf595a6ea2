#include "store/observations.h"

#include <algorithm>
#include <cstring>

#include "identity/identity.h"
#include "store/failure.h"
#include "store/inner.h"
#include "store/row_reader.h"
#include "store/search.h"
#include "store/store.h"

// Every statement is short: a long read holds no snapshot of the store.
namespace feedwitness::store {
namespace {

Observation read_observation(const Statement& row) {
  Observation seen;
  seen.impression = row.integer(0);
  seen.time = row.time(1);
  seen.account = row.bytes(2);
  if (const auto video = row.optional_integer(3)) seen.video = *video != 0;
  seen.images_count = row.optional_integer(4);
  seen.fblinktype = row.bytes(5);
  seen.card_type = row.bytes(6);
  seen.card_link = row.bytes(7);
  seen.reactions_total = row.optional_integer(8);
  seen.comments = row.optional_integer(9);
  seen.shares = row.optional_integer(10);
  int column = 11;
  for (auto& reaction : seen.reactions) reaction = row.optional_integer(column++);
  return seen;
}

// A phrase as FTS5 takes it; empty when there is no word in it.
std::string phrase_of(std::string_view phrase) {
  std::string quoted;
  for (const char c : phrase) quoted += c == '"' ? ' ' : c;
  return match_of(quoted).empty() ? std::string{} : '"' + quoted + '"';
}

std::string match_of(const SearchTerms& terms) {
  std::string match;
  for (const auto& phrases : terms) {
    std::string all;
    for (const std::string& phrase : phrases) {
      const std::string quoted = phrase_of(phrase);
      if (!quoted.empty()) all.append(all.empty() ? "" : " AND ").append(quoted);
    }
    if (!all.empty()) match.append(match.empty() ? "(" : " OR (").append(all).append(")");
  }
  return match;
}

// The numbers of a statement's rows, all of their columns, into a hash.
void add_rows(identity::Sha256& hash, Statement statement, int columns) {
  while (statement.step()) {
    std::array<std::int64_t, 2> row{};
    for (int i = 0; i < columns; ++i) row.at(static_cast<std::size_t>(i)) = statement.integer(i);
    std::array<char, sizeof row> bytes{};
    std::memcpy(bytes.data(), row.data(), sizeof row);
    hash.add({bytes.data(), bytes.size()});
  }
}

}  // namespace

Result<std::optional<std::string>> Store::next_account(const std::optional<std::string>& after) {
  return guarded([&]() -> std::optional<std::string> {
    if (!after) {
      const Use nameless = inner_->database.use(
          "SELECT 1 FROM impressions INDEXED BY impressions_by_account WHERE source_link IS NULL AND post_id IS NOT "
          "NULL "
          "AND publication_time IS NOT NULL LIMIT 1");
      if (nameless->step()) return std::string{};
    }
    const Use next = inner_->database.use(
        "SELECT source_link FROM impressions INDEXED BY impressions_by_account WHERE source_link > coalesce(?, '') AND "
        "post_id IS NOT NULL AND publication_time IS NOT NULL ORDER BY source_link LIMIT 1");
    next->bind(std::string_view{after ? *after : std::string_view{}});
    if (!next->step()) return std::nullopt;
    return std::string{next->bytes(0)};
  });
}

Result<std::vector<PublishedPost>> Store::posts_of(std::string_view account) {
  return guarded([&] {
    std::vector<PublishedPost> posts;
    std::string last;
    const Use find = inner_->database.use(
        "SELECT post_id, publication_time, publication_precision, key FROM impressions "
        "INDEXED BY impressions_by_account WHERE source_link IS ? AND post_id IS NOT NULL AND publication_time IS NOT "
        "NULL ORDER BY post_id, publication_precision, publication_time, key");
    find->bind(account);
    while (find->step()) {
      if (find->bytes(0) == last) continue;
      last = find->bytes(0);
      posts.push_back({find->integer(3), {find->time(1), std::chrono::seconds{find->integer(2)}}});
    }
    std::sort(posts.begin(), posts.end(), [](const PublishedPost& a, const PublishedPost& b) {
      return std::tie(a.published.time, a.impression) < std::tie(b.published.time, b.impression);
    });
    return posts;
  });
}

Result<std::optional<PublishedPost>> Store::find_post(std::string_view post_id) {
  return guarded([&]() -> std::optional<PublishedPost> {
    const Use find = inner_->database.use(
        "SELECT key, publication_time, publication_precision FROM impressions WHERE post_id = ? AND publication_time "
        "IS "
        "NOT NULL ORDER BY publication_precision, publication_time, key LIMIT 1");
    find->bind(post_id);
    if (!find->step()) return std::nullopt;
    return PublishedPost{find->integer(0), {find->time(1), std::chrono::seconds{find->integer(2)}}};
  });
}

Result<void> Store::each_observation(std::int64_t impression, const std::function<void(const Observation&)>& use) {
  return guarded([&] {
    const Use find = inner_->database.use(
        "SELECT key, time, source_link, video, images_count, fblinktype, card_type, card_link, reactions_total, "
        "comments, "
        "shares, reaction_like, reaction_love, reaction_wow, reaction_haha, reaction_sad, reaction_angry, "
        "reaction_care "
        "FROM impressions WHERE post_id = (SELECT post_id FROM impressions WHERE key = ?) ORDER BY time, key");
    find->bind(impression);
    while (find->step()) use(read_observation(*find));
  });
}

Result<void> Store::each_impression(std::span<const std::int64_t> keys,
                                    const std::function<bool(const ImpressionRow&)>& use) {
  return guarded([&] {
    static const std::string kSql =
        "SELECT " + RowReader::columns({}) + " FROM impressions WHERE impressions.key = ? AND is_public";
    Statement find = inner_->database.prepare(kSql);
    RowReader reader{*inner_, {}};
    for (const std::int64_t key : keys) {
      find.bind(key);
      const bool wanted = !find.step() || use(reader.read(find));
      find.reset();
      if (!wanted) return;
    }
  });
}

Result<std::vector<std::int64_t>> Store::matching(const SearchTerms& terms) {
  return guarded([&] {
    std::vector<std::int64_t> keys;
    const std::string match = match_of(terms);
    if (match.empty()) return keys;
    index_all(inner_->database);
    Statement find = inner_->database.prepare("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid");
    find.bind(std::string_view{match});
    while (find.step()) keys.push_back(find.integer(0));
    return keys;
  });
}

Result<std::string> Store::snapshot() {
  return guarded([&] {
    identity::Sha256 hash;
    if (const Owner* owner = find_owner(*inner_)) hash.add(identity::hex(owner->supporter_id));
    add_rows(hash,
             inner_->database.prepare("SELECT time, key FROM impressions INDEXED BY impressions_by_audience WHERE "
                                      "is_public = 1 ORDER BY time, key"),
             2);
    add_rows(
        hash,
        inner_->database.prepare("SELECT parser_version, key FROM impressions INDEXED BY "
                                 "impressions_by_parser_version WHERE is_public ORDER BY parser_version, nature, key"),
        2);
    // What was read again stays under its key.
    add_rows(hash, inner_->database.prepare("SELECT value FROM upkeep WHERE name = 'replaced'"), 1);
    return hash.hex();
  });
}

}  // namespace feedwitness::store
