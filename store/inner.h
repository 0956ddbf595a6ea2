#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "identity/identity.h"
#include "store/html_codec.h"
#include "store/sqlite.h"

namespace feedwitness::store {

// The supporter as this process knows them.
struct Owner {
  std::int64_t key = 0;
  identity::Id supporter_id{};  // keyed with the secret: tells whether a key file belongs to this database
  std::string pseudonym;
  identity::Secret secret;
};

// A reading that can be left and taken up again after its last row, so that it holds no snapshot meanwhile.
struct Paused {
  virtual ~Paused() = default;
  virtual void pause() = 0;
};

// What stands behind a Store.
struct Inner {
  explicit Inner(const std::filesystem::path& store_folder);

  std::filesystem::path folder;
  Database database;
  HtmlCodec codec;
  std::optional<Owner> known_owner;
  bool is_untrainable = false;   // a dictionary was tried in vain
  bool was_rewritten = false;    // by idle(), which does it once
  std::vector<Paused*> cursors;  // those that live
};

// The supporter that the database names now: another process may have removed or made one since the last call. nullptr
// when there is none. Throws when the key file that belongs to it is missing or another's.
const Owner* find_owner(Inner& inner);

// The same, made when there is none, key file first. Call inside a writing transaction.
const Owner& find_or_make_owner(Inner& inner);

}  // namespace feedwitness::store
