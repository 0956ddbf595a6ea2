#include "identity/identity.h"

#include <algorithm>
#include <cassert>

#include <sodium.h>

#include "identity/foods.h"
#include "identity/normal_form.h"

namespace feedwitness::identity {
namespace {

// BLAKE2b's "personal" parameter keeps the kinds apart: 16 bytes, filled up with zeros.
using Domain = std::array<unsigned char, crypto_generichash_blake2b_PERSONALBYTES>;

constexpr Domain domain(std::string_view name) {
  Domain bytes{};
  std::copy(name.begin(), name.end(), bytes.begin());
  return bytes;
}

constexpr std::array kDomains{
    domain("fw supporter"), domain("fw timeline"),   domain("fw impression"),
    domain("fw html"),      domain("fw annotation"), domain("fw post"),
};
constexpr std::array kPseudonymDomains{
    domain("fw supporter pn"), domain("fw timeline pn"),  domain("fw impression p"),
    domain("fw html pn"),      domain("fw annotation p"), domain("fw post pn"),
};
constexpr Domain kTextDomain = domain("feedwitness text");

class Blake2b {
 public:
  Blake2b(std::span<const std::uint8_t> key, std::size_t size, const Domain& domain) : size_(size) {
    crypto_generichash_blake2b_init_salt_personal(&state_, key.empty() ? nullptr : key.data(), key.size(), size,
                                                  nullptr, domain.data());
  }

  void add(std::string_view bytes) {
    crypto_generichash_blake2b_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  }

  void add_field(std::string_view field) {
    std::array<unsigned char, 8> size{};  // little endian, whatever the machine
    for (std::size_t i = 0; i < size.size(); ++i) size[i] = static_cast<unsigned char>(field.size() >> (8 * i));
    crypto_generichash_blake2b_update(&state_, size.data(), size.size());
    add(field);
  }

  template <std::size_t kBytes>
  std::array<std::uint8_t, kBytes> finish() {
    assert(kBytes == size_);
    std::array<std::uint8_t, kBytes> digest{};
    crypto_generichash_blake2b_final(&state_, digest.data(), digest.size());
    return digest;
  }

 private:
  crypto_generichash_blake2b_state state_{};
  std::size_t size_;
};

std::string to_hex(std::span<const std::uint8_t> bytes) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

bool from_hex(std::string_view text, std::span<std::uint8_t> bytes) {
  std::size_t size = 0;
  return text.size() == bytes.size() * 2 &&
         sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr) == 0 &&
         size == bytes.size();
}

}  // namespace

bool start() { return sodium_init() >= 0; }

std::string hex(const Id& id) { return to_hex(id); }

std::optional<Id> id_from_hex(std::string_view text) {
  Id id{};
  if (!from_hex(text, id)) return std::nullopt;
  return id;
}

Secret Secret::random() {
  Secret secret;
  randombytes_buf(secret.bytes_.data(), secret.bytes_.size());
  return secret;
}

std::optional<Secret> Secret::from_hex(std::string_view text) {
  Secret secret;
  if (!identity::from_hex(text, secret.bytes_)) return std::nullopt;
  return secret;
}

Secret::~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string Secret::hex() const { return to_hex(bytes_); }

Id keyed_id(const Secret& secret, IdKind kind, std::initializer_list<std::string_view> fields) {
  Blake2b hash{secret.bytes(), Id{}.size(), kDomains.at(static_cast<std::size_t>(kind))};
  for (const std::string_view field : fields) hash.add_field(field);
  return hash.finish<Id{}.size()>();
}

std::optional<Id> semantic_id(std::string_view text) {
  const std::optional<std::string> normal = normal_form(text);
  if (!normal) return std::nullopt;
  Blake2b hash{{}, Id{}.size(), kTextDomain};
  hash.add(*normal);
  return hash.finish<Id{}.size()>();
}

std::string pseudonym(const Secret& secret, IdKind kind, std::string_view name, unsigned attempt) {
  constexpr std::size_t kWords = 3;
  Blake2b hash{secret.bytes(), kWords * 8, kPseudonymDomains.at(static_cast<std::size_t>(kind))};
  hash.add_field(name);
  hash.add_field(std::to_string(attempt));
  const auto digest = hash.finish<kWords * 8>();
  std::string words;
  for (std::size_t word = 0; word < kWords; ++word) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8U | digest.at(word * 8 + i);
    if (word > 0) words += '-';
    words += foods()[number % foods().size()];
  }
  return words;
}

std::string new_token() {
  Id token{};
  randombytes_buf(token.data(), token.size());
  return hex(token);
}

bool equal_tokens(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string sha256_hex(std::string_view text) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return to_hex(digest);
}

struct Sha256::State {
  crypto_hash_sha256_state hash;
};

Sha256::Sha256() : state_{std::make_unique<State>()} { crypto_hash_sha256_init(&state_->hash); }
Sha256::~Sha256() = default;

void Sha256::add(std::string_view piece) {
  crypto_hash_sha256_update(&state_->hash, reinterpret_cast<const unsigned char*>(piece.data()), piece.size());
}

std::string Sha256::hex() {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state_->hash, digest.data());
  return to_hex(digest);
}

}  // namespace feedwitness::identity
