#include "identity/identity.h"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>
#include <sodium.h>

#include "identity/foods.h"

namespace identity = feedwitness::identity;
using identity::IdKind;
using identity::Secret;

namespace {

Secret secret_of(char digit) { return *Secret::from_hex(std::string(64, digit)); }

}  // namespace

TEST_CASE("an id survives being written and read as hex") {
  const auto id = identity::keyed_id(secret_of('1'), IdKind::timeline, {"a timeline"});

  CHECK(identity::hex(id).size() == 40);
  CHECK(identity::id_from_hex(identity::hex(id)) == id);
}

TEST_CASE("what is not 40 hex digits is no id") {
  CHECK_FALSE(identity::id_from_hex(""));
  CHECK_FALSE(identity::id_from_hex(std::string(39, 'a')));
  CHECK_FALSE(identity::id_from_hex(std::string(42, 'a')));
  CHECK_FALSE(identity::id_from_hex(std::string(39, 'a') + "g"));
  CHECK_FALSE(Secret::from_hex(std::string(63, 'a')));
}

TEST_CASE("the same name has another id under another secret and as another kind") {
  const auto id = identity::keyed_id(secret_of('1'), IdKind::timeline, {"name"});

  CHECK(id == identity::keyed_id(secret_of('1'), IdKind::timeline, {"name"}));
  CHECK(id != identity::keyed_id(secret_of('2'), IdKind::timeline, {"name"}));
  CHECK(id != identity::keyed_id(secret_of('1'), IdKind::html, {"name"}));
}

TEST_CASE("fields cannot be moved into each other") {
  const auto id = identity::keyed_id(secret_of('1'), IdKind::html, {"ab", "c"});

  CHECK(id != identity::keyed_id(secret_of('1'), IdKind::html, {"a", "bc"}));
  CHECK(id != identity::keyed_id(secret_of('1'), IdKind::html, {"abc"}));
  CHECK(id != identity::keyed_id(secret_of('1'), IdKind::html, {"ab", "c", ""}));
}

TEST_CASE("a semantic id is the BLAKE2b that anybody can compute again") {
  std::array<unsigned char, 20> expected{};
  const std::array<unsigned char, 17> personal{"feedwitness text"};
  const std::string_view normal = "Two boats";
  crypto_generichash_blake2b_salt_personal(expected.data(), expected.size(),
                                           reinterpret_cast<const unsigned char*>(normal.data()), normal.size(),
                                           nullptr, 0, nullptr, personal.data());

  CHECK(identity::semantic_id("  Two\n\tboats ") == expected);
}

TEST_CASE("texts that look alike have equal semantic ids") {
  const auto composed = identity::semantic_id("caf\u00e9 con leche");

  CHECK(composed == identity::semantic_id("cafe\u0301\u00a0con \u2003 leche"));
  CHECK(composed != identity::semantic_id("cafe con leche"));
}

TEST_CASE("a text that shows nothing has no semantic id") {
  CHECK_FALSE(identity::semantic_id(""));
  CHECK_FALSE(identity::semantic_id(" \n\t\u00a0\u2003"));
  CHECK_FALSE(identity::semantic_id("\u200b\u200d\u2060"));
}

TEST_CASE("bytes that are not UTF-8 are hashed as they are") {
  CHECK(identity::semantic_id("broken \xff") == identity::semantic_id("broken   \xff"));
  CHECK(identity::semantic_id("broken \xff") != identity::semantic_id("broken \xfe"));
}

TEST_CASE("a pseudonym is three foods, and each attempt gives another") {
  const std::string first = identity::pseudonym(secret_of('1'), IdKind::timeline, "name", 0);

  std::size_t from = 0;
  for (int word = 0; word < 3; ++word) {
    const std::size_t end = std::min(first.find('-', from), first.size());
    const std::string food = first.substr(from, end - from);
    CHECK(std::binary_search(identity::foods().begin(), identity::foods().end(), food));
    from = end + 1;
  }
  CHECK(from == first.size() + 1);
  CHECK(first == identity::pseudonym(secret_of('1'), IdKind::timeline, "name", 0));
  CHECK(first != identity::pseudonym(secret_of('1'), IdKind::timeline, "name", 1));
  CHECK(first != identity::pseudonym(secret_of('2'), IdKind::timeline, "name", 0));
}

TEST_CASE("pseudonyms spread over the whole list") {
  std::set<std::string> words;
  for (int i = 0; i < 3000; ++i) {
    const std::string pseudonym = identity::pseudonym(secret_of('1'), IdKind::timeline, std::to_string(i), 0);
    words.insert(pseudonym.substr(0, pseudonym.find('-')));
  }

  // 3,000 draws from n words leave n/e^(3000/n) of them undrawn on average.
  CHECK(words.size() > identity::foods().size() * 8 / 10);
}

TEST_CASE("tokens and secrets are random, and equal only to themselves") {
  const std::string token = identity::new_token();

  CHECK(token.size() == 40);
  CHECK(token != identity::new_token());
  CHECK(identity::equal_tokens(token, token));
  CHECK_FALSE(identity::equal_tokens(token, identity::new_token()));
  CHECK_FALSE(identity::equal_tokens(token, token.substr(1)));
  CHECK(Secret::random().hex() != Secret::random().hex());
}

TEST_CASE("a secret survives being written and read as hex") {
  const Secret secret = Secret::random();

  CHECK(Secret::from_hex(secret.hex())->hex() == secret.hex());
}

TEST_CASE("the SHA-256 of a text is that of FIPS 180-2") {
  CHECK(identity::sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
