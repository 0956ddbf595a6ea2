#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Keys, ids and pseudonyms, all from libsodium. No files, no clock. Every function may be called from any thread after
// start() has succeeded once.
namespace feedwitness::identity {

// Readies libsodium; false when the system gives no randomness. Call once at the start of a program.
bool start();

// BLAKE2b, 20 bytes: 40 hex digits.
using Id = std::array<std::uint8_t, 20>;
std::string hex(const Id& id);
std::optional<Id> id_from_hex(std::string_view text);

// The supporter's secret: 32 random bytes. Everything that names a person, a timeline or an html is keyed with it, so
// an id tells nothing to whoever does not hold it. Wiped from memory when it goes.
class Secret {
 public:
  static constexpr std::size_t kSize = 32;

  static Secret random();
  static std::optional<Secret> from_hex(std::string_view text);
  ~Secret();
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;

  // For the secret file alone; never for a log, an answer or an export.
  std::string hex() const;
  std::span<const std::uint8_t, kSize> bytes() const { return bytes_; }

 private:
  Secret() = default;
  std::array<std::uint8_t, kSize> bytes_{};
};

// What an id names. Each kind has a domain string of its own inside the hash, so that two kinds never collide.
enum class IdKind : std::uint8_t { supporter, timeline, impression, html, annotation, post };

// BLAKE2b keyed with the secret over the kind's domain and every field with its length in front.
Id keyed_id(const Secret& secret, IdKind kind, std::initializer_list<std::string_view> fields);

// Equal for equal texts in every store: unkeyed BLAKE2b of the text in NFC with white space folded. A short text can be
// guessed from it. nullopt for a text without any visible character.
std::optional<Id> semantic_id(std::string_view text);

// Three foods, "gelato-salmon-strawberry", from the project's own list (foods.h), chosen by a keyed hash. `attempt`
// gives the next choice when a store already holds the first: so pseudonyms are unique inside a store.
std::string pseudonym(const Secret& secret, IdKind kind, std::string_view name, unsigned attempt);

// 40 hex digits of randomness, and their comparison in constant time.
std::string new_token();
bool equal_tokens(std::string_view a, std::string_view b);

// The SHA-256 of a text as 64 hex digits (consent texts, manifests).
std::string sha256_hex(std::string_view text);

// The same of a text that comes in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view piece);
  std::string hex();  // once, at the end

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace feedwitness::identity
