#include "store/search.h"

#include <algorithm>

namespace feedwitness::store {
namespace {

constexpr std::int64_t kStep = 500;

std::int64_t indexed_up_to(Database& database) {
  const Use find = database.use("SELECT value FROM upkeep WHERE name = 'indexed'");
  return find->step() ? find->integer(0) : 0;
}

std::int64_t last_impression(Database& database) {
  const Use find = database.use("SELECT coalesce(max(key), 0) FROM impressions");
  return find->step() ? find->integer(0) : 0;
}

// The key of the last of the next `limit` impressions.
std::int64_t end_of_step(Database& database, std::int64_t from, std::int64_t limit) {
  const Use find = database.use(
      "SELECT coalesce(max(key), ?1) FROM (SELECT key FROM impressions WHERE key > ?1 ORDER BY key LIMIT ?2)");
  find->bind(from, limit);
  return find->step() ? find->integer(0) : from;
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool index_some(Database& database, std::int64_t limit) {
  if (indexed_up_to(database) >= last_impression(database)) return false;
  Transaction transaction{database};
  const std::int64_t from = indexed_up_to(database);
  const std::int64_t to = end_of_step(database, from, limit);
  {
    const Use fill = database.use(
        "INSERT INTO search (rowid, text, source, card_title, card_description) "
        "SELECT key, text, source, card_title, card_description FROM impressions WHERE key > ? AND key <= ? AND "
        "is_public");
    fill->bind(from, to).run();
    const Use move = database.use("UPDATE upkeep SET value = ? WHERE name = 'indexed'");
    move->bind(to).run();
  }
  const bool has_more = to < last_impression(database);
  transaction.commit();
  return has_more;
}

void index_all(Database& database) {
  while (index_some(database, kStep)) {
  }
}

std::string match_of(std::string_view words) {
  std::string match;
  while (!words.empty()) {
    const std::size_t size = std::min(words.find_first_of(" \t\r\n"), words.size());
    const std::string_view word = words.substr(0, size);
    words.remove_prefix(std::min(size + 1, words.size()));
    if (std::none_of(word.begin(), word.end(), is_word_byte)) continue;
    if (!match.empty()) match += ' ';
    match += '"';
    for (const char c : word) match += c == '"' || static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    match += '"';
  }
  return match;
}

}  // namespace feedwitness::store
