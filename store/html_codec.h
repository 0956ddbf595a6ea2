#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zstd.h>

#include "store/sqlite.h"

namespace feedwitness::store {

// Html as it is kept: one zstd frame of level 1 each, made with the supporter's newest dictionary where there is one.
// Buffers and digested dictionaries are kept from call to call.
class HtmlCodec {
 public:
  static constexpr int kLevel = 1;

  explicit HtmlCodec(Database& database) : database_{database} {}

  // The dictionary that new html is compressed with; looked up by the caller inside its transaction.
  struct Compressed {
    std::optional<std::int64_t> dictionary;
    std::string_view bytes;  // until the next call
  };
  Compressed compress(std::string_view html, std::int64_t supporter);

  // Until the next call. Throws store_damaged when the bytes are no whole frame.
  std::string_view expand(std::string_view bytes, std::optional<std::int64_t> dictionary);

 private:
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
    void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
    void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
  };
  const ZSTD_CDict* writing_dictionary(std::int64_t key);
  const ZSTD_DDict* reading_dictionary(std::int64_t key);
  std::string dictionary_content(std::int64_t key);

  Database& database_;
  std::unique_ptr<ZSTD_CCtx, Free> writer_{ZSTD_createCCtx()};
  std::unique_ptr<ZSTD_DCtx, Free> reader_{ZSTD_createDCtx()};
  // Keys of dictionaries are never given twice, so what is kept here cannot be another one's.
  std::int64_t writing_key_ = 0;
  std::unique_ptr<ZSTD_CDict, Free> writing_;
  std::map<std::int64_t, std::unique_ptr<ZSTD_DDict, Free>> reading_;
  std::vector<char> compressed_;
  std::vector<char> expanded_;
};

}  // namespace feedwitness::store
