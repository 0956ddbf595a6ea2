#include "store/dictionary.h"

#include <string>
#include <utility>
#include <vector>

#define ZDICT_STATIC_LINKING_ONLY  // the trainer whose memory can be bounded is declared for these only
#include <zdict.h>

namespace feedwitness::store {
namespace {

constexpr std::int64_t kEnough = 200;
// More teaches little, and all of it must be in memory at once.
constexpr std::int64_t kMostSamples = 256;
constexpr std::size_t kMostBytes = std::size_t{4} << 20U;
constexpr std::size_t kDictionarySize = std::size_t{110} << 10U;
constexpr int kStep = 50;

struct Samples {
  std::vector<std::int64_t> keys;
  std::vector<std::size_t> sizes;
  std::string bytes;  // one after the other
};

std::optional<std::int64_t> supporter_without_dictionary(Database& database) {
  const Use find = database.use(
      "SELECT key FROM supporters WHERE NOT EXISTS "
      "(SELECT 1 FROM dictionaries WHERE supporter = supporters.key AND NOT is_retired) "
      "AND (SELECT count(*) FROM (SELECT 1 FROM html LIMIT ?1)) >= ?1");
  find->bind(kEnough);
  return find->step() ? std::optional{find->integer(0)} : std::nullopt;
}

// The oldest html: those that came last may still be replaced by an update, and then the dictionary would have to go.
Samples collect(Inner& inner) {
  Samples samples;
  samples.bytes.reserve(kMostBytes);
  const Use read = inner.database.use("SELECT key, content, dictionary FROM html ORDER BY key LIMIT ?");
  read->bind(kMostSamples);
  while (read->step()) {
    const std::string_view html = inner.codec.expand(read->bytes(1), read->optional_integer(2));
    if (samples.bytes.size() + html.size() > kMostBytes) break;
    samples.keys.push_back(read->integer(0));
    samples.sizes.push_back(html.size());
    samples.bytes += html;
  }
  return samples;
}

// Empty when they have nothing in common. The parameters were measured on real posts: long segments (k) are as good as
// what ZDICT_trainFromBuffer finds by trying several, in a fifth of its time and memory.
std::string train(const Samples& samples) {
  ZDICT_fastCover_params_t parameters{};
  parameters.k = 2000;
  parameters.d = 8;
  parameters.f = 18;
  parameters.accel = 1;
  parameters.zParams.compressionLevel = HtmlCodec::kLevel;
  std::string dictionary(kDictionarySize, '\0');
  const std::size_t size =
      ZDICT_trainFromBuffer_fastCover(dictionary.data(), dictionary.size(), samples.bytes.data(), samples.sizes.data(),
                                      static_cast<unsigned>(samples.sizes.size()), parameters);
  dictionary.resize(ZDICT_isError(size) != 0U ? 0 : size);
  return dictionary;
}

void note_samples(Database& database, const Samples& samples, std::int64_t dictionary) {
  for (const std::int64_t key : samples.keys) {
    const Use insert = database.use("INSERT INTO dictionary_samples (html, dictionary) VALUES (?, ?)");
    insert->bind(key, dictionary).run();
  }
}

// Whether all of them are still there: training takes its time, and meanwhile others delete.
bool are_stored(Database& database, const Samples& samples) {
  for (const std::int64_t key : samples.keys) {
    const Use find = database.use("SELECT 1 FROM html WHERE key = ?");
    find->bind(key);
    if (!find->step()) return false;
  }
  return true;
}

void compress_anew(Inner& inner, std::int64_t supporter, std::int64_t retired, const std::vector<std::int64_t>& keys) {
  for (const std::int64_t key : keys) {
    std::string html;
    {
      const Use read = inner.database.use("SELECT content FROM html WHERE key = ?");
      read->bind(key);
      if (read->step()) html = inner.codec.expand(read->bytes(0), retired);
    }
    const auto compressed = inner.codec.compress(html, supporter);
    const Use update = inner.database.use("UPDATE html SET dictionary = ?, stored_size = ?, content = ? WHERE key = ?");
    update->bind(compressed.dictionary, static_cast<std::int64_t>(compressed.bytes.size()), Blob{compressed.bytes}, key)
        .run();
  }
}

}  // namespace

bool train_if_due(Inner& inner) {
  const auto supporter = supporter_without_dictionary(inner.database);
  if (!supporter || inner.is_untrainable) return false;
  const Samples samples = collect(inner);
  const std::string dictionary = train(samples);
  inner.is_untrainable = dictionary.empty();
  if (dictionary.empty()) return false;
  Transaction transaction{inner.database};
  if (supporter_without_dictionary(inner.database) != supporter || !are_stored(inner.database, samples)) return false;
  const Use insert = inner.database.use("INSERT INTO dictionaries (supporter, content) VALUES (?, ?)");
  insert->bind(*supporter, Blob{dictionary}).run();
  note_samples(inner.database, samples, inner.database.last_key());
  transaction.commit();
  return true;
}

bool replace_retired(Inner& inner) {
  Database& database = inner.database;
  if (database.integer("SELECT count(*) FROM dictionaries WHERE is_retired") == 0) return false;
  Transaction transaction{database};
  std::optional<std::pair<std::int64_t, std::int64_t>> retired;
  {
    const Use find = database.use("SELECT key, supporter FROM dictionaries WHERE is_retired LIMIT 1");
    if (find->step()) retired = {find->integer(0), find->integer(1)};
  }
  if (!retired) return false;
  std::vector<std::int64_t> keys;
  {
    const Use choose = database.use("SELECT key FROM html WHERE dictionary = ? LIMIT ?");
    choose->bind(retired->first, kStep);
    while (choose->step()) keys.push_back(choose->integer(0));
  }
  compress_anew(inner, retired->second, retired->first, keys);
  if (keys.empty()) {
    const Use remove = database.use("DELETE FROM dictionaries WHERE key = ?");
    remove->bind(retired->first).run();
  }
  transaction.commit();
  return true;
}

}  // namespace feedwitness::store
