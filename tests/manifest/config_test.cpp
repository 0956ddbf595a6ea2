#include "manifest/config.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "manifest/extension_ids.h"
#include "tests/support/temporary_folder.h"

using namespace feedwitness;
using namespace feedwitness::manifest;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOther = "ponmlkjihgfedcbaponmlkjihgfedcba";

}  // namespace

TEST_CASE("what is written is read back, and the file is the owner's alone") {
  const tests::TemporaryFolder folder;
  const fs::path file = folder / "a/b/config.json";
  Config config;
  REQUIRE(add_extension_id(config, kOther));
  REQUIRE(add_extension_id(config, "{0b457caa-602d-484a-8fe7-c1d894a011ba}"));
  add_manifest_folder(config, {"/opt/browser/hosts", Family::firefox});

  REQUIRE(write_config(file, config));
  const auto read = read_config(file);

  REQUIRE(read);
  CHECK(read->extension_ids.chromium == config.extension_ids.chromium);
  CHECK(read->extension_ids.firefox == config.extension_ids.firefox);
  CHECK(read->manifest_folders == config.manifest_folders);
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(fs::status(file.parent_path()).permissions() == fs::perms::owner_all);
}

TEST_CASE("an absent file is an empty configuration") {
  const tests::TemporaryFolder folder;

  const auto config = read_config(folder / "config.json");

  REQUIRE(config);
  CHECK(known_ids(*config).chromium.size() == kChromiumIds.size());
}

TEST_CASE("an id is added once, after the compiled-in ones") {
  Config config;

  const auto first = add_extension_id(config, kOther);
  const auto second = add_extension_id(config, kOther);
  const auto compiled_in = add_extension_id(config, kFirefoxIds.front());

  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(compiled_in);
  CHECK(*first);
  CHECK_FALSE(*second);
  CHECK_FALSE(*compiled_in);
  CHECK(known_ids(config).chromium.back() == kOther);
  CHECK(known_ids(config).firefox.size() == kFirefoxIds.size());
}

TEST_CASE("what is no extension id is refused") {
  Config config;
  for (const std::string_view id : {"", "abc", "ponmlkjihgfedcbaponmlkjihgfedcbz", "@", "name@", "na me@example.org",
                                    "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/", "name@one@two"}) {
    CAPTURE(id);
    const auto added = add_extension_id(config, id);
    REQUIRE_FALSE(added);
    CHECK(added.error().code == ErrorCode::bad_request);
  }
}

TEST_CASE("a configuration that is not as documented is refused and left alone") {
  const tests::TemporaryFolder folder;
  const fs::path file = folder / "config.json";
  for (const std::string_view text :
       {"", "[]", "{", R"({"extensionsIds": {}})", R"({"extensionIds": []})", R"({"extensionIds": {"chromium": "x"}})",
        R"({"extensionIds": {"chromium": ["name@example.org"]}})", R"({"manifestFolders": [{"folder": "/x"}]})",
        R"({"manifestFolders": [{"folder": "/x", "family": "opera"}]})"}) {
    CAPTURE(text);
    std::ofstream(file, std::ios::trunc) << text;
    const auto config = read_config(file);
    REQUIRE_FALSE(config);
    CHECK(config.error().code == ErrorCode::bad_request);
    CHECK(config.error().message.find(file.string()) != std::string::npos);
  }
}
