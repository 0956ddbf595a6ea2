#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/invented.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::Store;

namespace {

std::string read(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{input}, {}};
}

void write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream{file, std::ios::binary} << bytes;
}

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  stat(path.c_str(), &status);
  return status.st_mode & 0777U;
}

ErrorCode refusal(const std::filesystem::path& folder) {
  const auto store = Store::open(folder);
  REQUIRE_FALSE(store);
  return store.error().code;
}

// Gives every file the least protection while it lives.
class OpenUmask {
 public:
  OpenUmask() : before_{umask(0)} {}
  ~OpenUmask() { umask(before_); }
  OpenUmask(const OpenUmask&) = delete;
  OpenUmask& operator=(const OpenUmask&) = delete;

 private:
  mode_t before_;
};

}  // namespace

TEST_CASE("a store that is not there is made only when asked for") {
  const TemporaryFolder folder;
  store::OpenOptions options;
  options.create = false;

  CHECK(Store::open(folder / "store", options).error().code == ErrorCode::not_found);
  CHECK_FALSE(std::filesystem::exists(folder / "store"));
  CHECK(Store::open(folder / "store"));
  CHECK(Store::open(folder / "store", options));
}

TEST_CASE("the folder and every file in it are the person's own, whatever the umask") {
  const TemporaryFolder folder;
  const OpenUmask umask;
  Store store = *Store::open(folder / "store");
  add(store, invented_capture(1));

  CHECK(mode_of(folder / "store") == 0700);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder / "store"}) {
    CHECK_MESSAGE(mode_of(entry.path()) == 0600, entry.path().string());
    ++files;
  }
  CHECK(files == 4);  // database, log, shared memory of the log, key
  CHECK(store.check());
}

TEST_CASE("doctor's check names what others can read") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  add(store, invented_capture(1));
  std::filesystem::permissions(folder / "feedwitness.key", std::filesystem::perms{0644});

  const auto checked = store.check();

  REQUIRE_FALSE(checked);
  CHECK(checked.error().code == ErrorCode::check_failed);
  CHECK(checked.error().message.find("chmod 600") != std::string::npos);
}

TEST_CASE("the secret and the token are in the key file and nowhere else") {
  const TemporaryFolder folder;
  {
    Store store = *Store::open(folder.path());
    add(store, invented_capture(1));
  }

  const std::string keys = read(folder / "feedwitness.key");
  const std::string secret = keys.substr(keys.find(' ') + 1, 64);
  const std::string token = keys.substr(keys.rfind(' ') + 1, 40);
  const std::string database = read(folder / "feedwitness.db");

  CHECK(Store::open(folder.path())->supporter()->token == token);
  CHECK(database.find(secret) == std::string::npos);
  CHECK(database.find(token) == std::string::npos);
}

TEST_CASE("who asks for a token makes none") {
  const TemporaryFolder folder;
  auto store = Store::open(folder.path());
  REQUIRE(store);

  CHECK(*store->is_token("") == false);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "feedwitness.key"));
  const std::string token = store->supporter()->token;
  CHECK(*store->is_token(token));
  CHECK_FALSE(*store->is_token(token.substr(1) + "x"));
}

TEST_CASE("a new token replaces the old one and nothing else") {
  const TemporaryFolder folder;
  Store store = *Store::open(folder.path());
  Store other = *Store::open(folder.path());
  add(store, invented_capture(2));
  const auto before = *store.supporter();

  const auto after = *store.rotate_token();

  CHECK(after.token != before.token);
  CHECK(after.pseudonym == before.pseudonym);
  CHECK(other.supporter()->token == after.token);
  CHECK(add(other, invented_capture(2)) == store::Stored{0, 0, 2});
}

TEST_CASE("a file that is no database is reported and left as it is") {
  const TemporaryFolder folder;
  const std::string bytes(100'000, 'x');
  write(folder / "feedwitness.db", bytes);

  CHECK(refusal(folder.path()) == ErrorCode::store_damaged);
  CHECK(read(folder / "feedwitness.db") == bytes);
}

TEST_CASE("another program's database is reported and left as it is") {
  const TemporaryFolder folder;
  RawDatabase{folder.path()}.execute("CREATE TABLE cookies (name TEXT)");
  const std::string bytes = read(folder / "feedwitness.db");

  CHECK(refusal(folder.path()) == ErrorCode::store_damaged);
  CHECK(read(folder / "feedwitness.db") == bytes);
}

TEST_CASE("a store from the future is refused with what to do, and left as it is") {
  const TemporaryFolder folder;
  { Store store = *Store::open(folder.path()); }
  RawDatabase{folder.path()}.execute("PRAGMA user_version = 99");
  const std::string bytes = read(folder / "feedwitness.db");

  const auto store = Store::open(folder.path());

  REQUIRE_FALSE(store);
  CHECK(store.error().code == ErrorCode::store_newer);
  CHECK(store.error().message.find("Update feedwitness") != std::string::npos);
  CHECK(read(folder / "feedwitness.db") == bytes);
}

TEST_CASE("a damaged store is reported and never overwritten") {
  const TemporaryFolder folder;
  {
    Store store = *Store::open(folder.path());
    add(store, invented_capture(200));
  }
  std::string bytes = read(folder / "feedwitness.db");
  for (std::size_t page = 1; page * 8192 < bytes.size(); ++page) bytes.replace(page * 8192, 64, 64, '\x7f');
  write(folder / "feedwitness.db", bytes);

  auto store = Store::open(folder.path());
  const auto code = store ? store->check().error().code : store.error().code;

  CHECK(code == ErrorCode::store_damaged);
  CHECK(read(folder / "feedwitness.db") == bytes);
}

TEST_CASE("a file that lost its end is reported") {
  const TemporaryFolder folder;
  {
    Store store = *Store::open(folder.path());
    add(store, invented_capture(200));
  }
  std::filesystem::resize_file(folder / "feedwitness.db", 8192 * 5 + 100);

  auto store = Store::open(folder.path());

  CHECK((store ? store->check().error().code : store.error().code) == ErrorCode::store_damaged);
}

TEST_CASE("an empty file is a store that was never begun") {
  const TemporaryFolder folder;
  write(folder / "feedwitness.db", "");

  CHECK(Store::open(folder.path()));
}

TEST_CASE("without its key file a store can be read, and says why it cannot be added to") {
  const TemporaryFolder folder;
  {
    Store store = *Store::open(folder.path());
    add(store, invented_capture(2));
  }
  std::filesystem::remove(folder / "feedwitness.key");
  Store store = *Store::open(folder.path());
  const auto capture = invented_capture(3);

  const auto stored = store.add({&capture, 1}, at("2026-11-22T12:00:00Z"));

  REQUIRE_FALSE(stored);
  CHECK(stored.error().code == ErrorCode::store_damaged);
  CHECK(stored.error().message.find("feedwitness.key") != std::string::npos);
  CHECK_FALSE(store.supporter());
  CHECK_FALSE(store.check());
  CHECK(*store.count({}) == 2);
  CHECK_FALSE(std::filesystem::exists(folder / "feedwitness.key"));
}

TEST_CASE("another store's key file is refused") {
  const TemporaryFolder folder;
  const TemporaryFolder other_folder;
  {
    Store store = *Store::open(folder.path());
    add(store, invented_capture(1));
    Store other = *Store::open(other_folder.path());
    add(other, invented_capture(1));
  }
  std::filesystem::copy_file(other_folder / "feedwitness.key", folder / "feedwitness.key",
                             std::filesystem::copy_options::overwrite_existing);

  CHECK(Store::open(folder.path())->supporter().error().code == ErrorCode::store_damaged);
}

TEST_CASE("a key file that was cut short is refused") {
  const TemporaryFolder folder;
  {
    Store store = *Store::open(folder.path());
    add(store, invented_capture(1));
  }
  write(folder / "feedwitness.key", read(folder / "feedwitness.key").substr(0, 50));

  CHECK(Store::open(folder.path())->supporter().error().code == ErrorCode::store_damaged);
}

TEST_CASE("a key that was written before a crash is used by the supporter that follows") {
  const TemporaryFolder folder;
  const std::string keys = "secret " + std::string(64, 'a') + "\ntoken " + std::string(40, 'b') + "\n";
  write(folder / "feedwitness.key", keys);

  Store store = *Store::open(folder.path());

  CHECK(store.supporter()->token == std::string(40, 'b'));
  CHECK(read(folder / "feedwitness.key") == keys);
}

TEST_CASE("the file says what it is: its application, its version, its page size") {
  const TemporaryFolder folder;
  { Store store = *Store::open(folder.path()); }
  const RawDatabase raw{folder.path()};

  CHECK(raw.integer("PRAGMA application_id") == 0x66776974);
  CHECK(raw.integer("PRAGMA user_version") == 7);
  CHECK(raw.integer("PRAGMA page_size") == 8192);
  CHECK(raw.column("PRAGMA journal_mode").front() == "wal");
}
