#include <functional>
#include <set>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "store/store.h"
#include "tests/store/invented.h"
#include "tests/store/raw_database.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;         // NOLINT(google-build-using-namespace)
using namespace feedwitness::tests;  // NOLINT(google-build-using-namespace)
using store::Store;
using store::Stored;

namespace {

// Runs `work` in so many processes at once; how many of them answered true.
int in_processes(int count, const std::function<bool(int)>& work) {
  std::vector<pid_t> children;
  for (int i = 0; i < count; ++i) {
    const pid_t child = fork();
    if (child == 0) _exit(work(i) ? 0 : 1);
    children.push_back(child);
  }
  int succeeded = 0;
  for (const pid_t child : children) {
    int status = -1;
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) ++succeeded;
  }
  return succeeded;
}

bool add_many(const std::filesystem::path& folder, const std::string& uuid, int captures) {
  auto store = Store::open(folder);
  if (!store) return false;
  for (int i = 0; i < captures; ++i) {
    auto capture = invented_capture(3, uuid + std::to_string(i / 10));
    for (auto& impression : capture.impressions) impression.order += i % 10 * 3;
    const auto stored = store->add({&capture, 1}, at("2026-11-22T12:00:00Z"));
    if (!stored || stored->front() != Stored{3, 0, 0}) return false;
    if (i % 50 == 0 && !store->idle()) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("several processes write at once, and nothing is lost, doubled or refused") {
  const TemporaryFolder folder;

  const int succeeded = in_processes(
      4, [&](int process) { return add_many(folder.path(), "process " + std::to_string(process) + "/", 200); });

  CHECK(succeeded == 4);
  Store store = *Store::open(folder.path());
  CHECK(store.status()->impressions == 4 * 200 * 3);
  CHECK(store.status()->timelines == 4 * 20);
  CHECK(store.status()->health.seen == 4 * 200 * 3);
  CHECK(store.check());
  const RawDatabase raw{folder.path()};
  CHECK(raw.integer("SELECT count(DISTINCT impression_id) FROM impressions") == 4 * 200 * 3);
  CHECK(raw.integer("SELECT count(*) FROM impressions WHERE key NOT IN (SELECT key FROM html)") == 0);
}

TEST_CASE("processes that send the same capture at once store it once") {
  const TemporaryFolder folder;

  const int succeeded = in_processes(6, [&](int) {
    auto store = Store::open(folder.path());
    const auto capture = invented_capture(20);
    return store && store->add({&capture, 1}, at("2026-11-22T12:00:00Z"));
  });

  CHECK(succeeded == 6);
  CHECK(Store::open(folder.path())->status()->impressions == 20);
}

TEST_CASE("processes that make the same store at the same moment make one, with one supporter") {
  for (int round = 0; round < 10; ++round) {
    const TemporaryFolder folder;

    const int succeeded = in_processes(6, [&](int) {
      auto store = Store::open(folder / "store");
      return store && store->supporter();
    });

    CHECK(succeeded == 6);
    Store store = *Store::open(folder / "store");
    CHECK(store.supporter());
    CHECK(RawDatabase{folder / "store"}.integer("SELECT count(*) FROM supporters") == 1);
  }
}

TEST_CASE("a long read stands in no capture's way, and sees the store as it was at its beginning") {
  const TemporaryFolder folder;
  Store reader = *Store::open(folder.path());
  Store writer = *Store::open(folder.path());
  add(writer, invented_capture(100));
  auto rows = *reader.impressions({});
  rows.next();

  CHECK(add(writer, invented_capture(50, "two")) == Stored{50, 0, 0});

  int count = 1;
  while (rows.next() != nullptr) ++count;
  CHECK_FALSE(rows.failed());
  CHECK(count == 100);
}

TEST_CASE("a host that goes on while everything is deleted begins anew, as another supporter") {
  const TemporaryFolder folder;
  Store host = *Store::open(folder.path());
  Store command = *Store::open(folder.path());
  add(host, invented_capture(5));
  const std::string before = host.supporter()->pseudonym;
  store::Deletion deletion;
  deletion.everything = true;
  REQUIRE(command.remove(deletion, at("2026-11-22T13:00:00Z")));

  CHECK(add(host, invented_capture(2)) == Stored{2, 0, 0});

  CHECK(host.supporter()->pseudonym != before);
  CHECK(host.supporter()->token == command.supporter()->token);
  CHECK(command.status()->impressions == 2);
}

TEST_CASE("captures that arrive while everything is deleted are deleted or stored whole") {
  const TemporaryFolder folder;
  {
    Store store = *Store::open(folder.path());
    add(store, invented_capture(2000));
  }

  const int succeeded = in_processes(3, [&](int process) {
    if (process > 0) return add_many(folder.path(), "process " + std::to_string(process) + "/", 60);
    auto store = Store::open(folder.path());
    store::Deletion deletion;
    deletion.everything = true;
    return store && store->remove(deletion, at("2026-11-22T13:00:00Z"));
  });

  CHECK(succeeded == 3);
  Store store = *Store::open(folder.path());
  CHECK(store.check());
  CHECK(store.supporter());
  CHECK(store.status()->impressions % 3 == 0);
}
