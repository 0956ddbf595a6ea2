#include "views/fbtrex/legacy_id.h"

#include <array>

#include <boost/uuid/detail/sha1.hpp>

namespace feedwitness::views::fbtrex {
namespace {

// SHA-1 names a text here and guards nothing; libsodium rightly has none.
std::string sha1_hex(const std::string& text) {
  boost::uuids::detail::sha1 hash;
  hash.process_bytes(text.data(), text.size());
  boost::uuids::detail::sha1::digest_type words;
  hash.get_digest(words);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const unsigned int word : words) {
    for (int shift = 28; shift >= 0; shift -= 4) hex += kDigits[(word >> static_cast<unsigned>(shift)) & 0xFU];
  }
  return hex;
}

}  // namespace

std::string legacy_semantic_id(const store::ImpressionRow& row) {
  std::string full;
  for (const std::string_view part : {row.text, row.card_title, row.card_description}) {
    if (part.empty()) continue;
    if (!full.empty()) full += '\n';
    full += part;
  }
  return full.empty() ? full : sha1_hex("text\u2234" + full + ",");
}

}  // namespace feedwitness::views::fbtrex
