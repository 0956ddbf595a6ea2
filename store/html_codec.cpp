#include "store/html_codec.h"

#include "store/failure.h"

namespace feedwitness::store {
namespace {

[[noreturn]] void refuse() {
  throw Failure{{ErrorCode::store_damaged,
                 "a stored html cannot be expanded: the store is damaged. Restore it from a "
                 "backup; `feedwitness doctor` tells more"}};
}

}  // namespace

HtmlCodec::Compressed HtmlCodec::compress(std::string_view html, std::int64_t supporter) {
  std::optional<std::int64_t> dictionary;
  {
    const Use newest = database_.use("SELECT max(key) FROM dictionaries WHERE supporter = ? AND NOT is_retired");
    newest->bind(supporter);
    if (newest->step()) dictionary = newest->optional_integer(0);
  }
  compressed_.resize(ZSTD_compressBound(html.size()));
  const std::size_t size =
      dictionary
          ? ZSTD_compress_usingCDict(writer_.get(), compressed_.data(), compressed_.size(), html.data(), html.size(),
                                     writing_dictionary(*dictionary))
          : ZSTD_compressCCtx(writer_.get(), compressed_.data(), compressed_.size(), html.data(), html.size(), kLevel);
  if (ZSTD_isError(size) != 0U) throw Failure{{ErrorCode::internal, "html cannot be compressed"}};
  return {dictionary, {compressed_.data(), size}};
}

std::string_view HtmlCodec::expand(std::string_view bytes, std::optional<std::int64_t> dictionary) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  // Nothing larger than the largest frame from the extension was ever stored: a larger number is damage.
  static constexpr unsigned long long kLimit = 64ULL << 20U;
  if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > kLimit) refuse();
  expanded_.resize(size);
  const std::size_t got =
      dictionary ? ZSTD_decompress_usingDDict(reader_.get(), expanded_.data(), expanded_.size(), bytes.data(),
                                              bytes.size(), reading_dictionary(*dictionary))
                 : ZSTD_decompressDCtx(reader_.get(), expanded_.data(), expanded_.size(), bytes.data(), bytes.size());
  if (got != size) refuse();
  return {expanded_.data(), expanded_.size()};
}

const ZSTD_CDict* HtmlCodec::writing_dictionary(std::int64_t key) {
  if (writing_key_ != key) {
    const std::string content = dictionary_content(key);
    writing_.reset(ZSTD_createCDict(content.data(), content.size(), kLevel));
    writing_key_ = key;
  }
  return writing_.get();
}

const ZSTD_DDict* HtmlCodec::reading_dictionary(std::int64_t key) {
  auto& dictionary = reading_[key];
  if (!dictionary) {
    const std::string content = dictionary_content(key);
    dictionary.reset(ZSTD_createDDict(content.data(), content.size()));
  }
  return dictionary.get();
}

std::string HtmlCodec::dictionary_content(std::int64_t key) {
  const Use find = database_.use("SELECT content FROM dictionaries WHERE key = ?");
  find->bind(key);
  if (!find->step()) refuse();
  return std::string{find->bytes(0)};
}

}  // namespace feedwitness::store
