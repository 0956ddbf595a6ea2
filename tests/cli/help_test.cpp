#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "base/error.h"
#include "tests/cli/home.h"

using namespace feedwitness;
using tests::Home;

namespace {

int number(ErrorCode code) { return static_cast<int>(code); }

}  // namespace

TEST_CASE("the help names every command and every exit status, and so does no word at all") {
  const Home home;

  const auto help = home.run({"--help"});
  const auto nothing = home.run({});

  CHECK(help.status == 0);
  CHECK(nothing.out == help.out);
  for (const char* command : {"import", "replay", "summary", "csv", "export", "status", "parse", "scrub",
                              "delete-my-data", "health", "reparse", "install-host", "uninstall-host", "doctor"}) {
    CAPTURE(command);
    CHECK(help.out.find(std::string("\n  ") + command + ' ') != std::string::npos);
    const auto own = home.run({command, "--help"});
    CHECK(own.status == 0);
    CHECK(own.out.find(std::string("feedwitness ") + command) != std::string::npos);
  }
  CHECK(help.out.find("14 host_unavailable") != std::string::npos);
}

TEST_CASE("--version names itself and the libraries that read and keep what was captured") {
  const Home home;

  const auto version = home.run({"--version"});

  CHECK(version.status == 0);
  for (const char* name : {"feedwitness 0.", "SQLite 3.", "libsodium 1.", "Gumbo 0.", "Boost 1."}) {
    CAPTURE(name);
    CHECK(version.out.find(name) != std::string::npos);
  }
}

TEST_CASE("what cannot be understood is one line on stderr that names the help") {
  const Home home;
  const std::vector<std::vector<std::string>> wrong{
      {"sumary"},     {"--jso"}, {"summary", "--jsn"}, {"import"}, {"install-host", "--manifest-dir", "/x"},
      {"status", "x"}};

  for (const auto& words : wrong) {
    CAPTURE(words.front());
    const auto refused = home.run(words);
    CHECK(refused.status == number(ErrorCode::bad_request));
    CHECK(refused.out.empty());
    CHECK(refused.err.starts_with("feedwitness: "));
    CHECK(std::ranges::count(refused.err, '\n') == 1);
    CHECK(refused.err.find("--help") != std::string::npos);
  }
}

TEST_CASE("without a store every question says how to get one, and makes none") {
  const Home home;

  for (const char* command : {"summary", "csv", "export", "status", "health", "reparse"}) {
    CAPTURE(command);
    const auto refused = home.run({command});
    CHECK(refused.status == number(ErrorCode::not_found));
    CHECK(std::ranges::count(refused.err, '\n') == 1);
  }
  CHECK_FALSE(std::filesystem::exists(home.store()));
}

TEST_CASE("a store of a newer feedwitness and a damaged one are refused, told apart, and left as they are") {
  const Home home;
  REQUIRE(home.run({"import", tests::kSample}).status == 0);
  const auto file = home.store() / "feedwitness.db";
  ErrorCode expected = ErrorCode::internal;

  SUBCASE("newer") {
    std::string bytes = tests::read_file(file);
    bytes.replace(60, 4, "\x7F\xFF\xFF\xFF", 4);  // sqlite.org/fileformat.html, 1.3.14: user version
    tests::write_file(file, bytes);
    expected = ErrorCode::store_newer;
  }
  SUBCASE("damaged") {
    tests::write_file(file, "this is no database, and never was one");
    expected = ErrorCode::store_damaged;
  }
  const std::string before = tests::read_file(file);

  const auto status = home.run({"status"});
  const auto doctor = home.run({"doctor"});
  const auto import = home.run({"import", tests::kSample});

  CHECK(status.status == number(expected));
  CHECK(import.status == number(expected));
  CHECK(doctor.status == number(ErrorCode::check_failed));
  CHECK(doctor.out.find("bad   store: ") != std::string::npos);
  CHECK(tests::read_file(file) == before);
}

TEST_CASE("what cannot be written is an error, not a silence") {
  const Home home;
  REQUIRE(home.run({"import", tests::kSample}).status == 0);

  const auto full = tests::run({"/bin/sh", "-c", "exec " FEEDWITNESS_CLI " csv > /dev/full"}, {}, home.environment());
  const auto nowhere = home.run({"export", "-o", "/nowhere/export.jsonl"});

  CHECK(full.status == number(ErrorCode::io_error));
  CHECK(nowhere.status == number(ErrorCode::io_error));
}
