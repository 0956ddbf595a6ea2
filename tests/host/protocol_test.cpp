// docs/protocol.md is the contract, so its examples are played against the built host: every `-> ` line of its blocks
// is sent, in the order of the page, and every `<- ` line compared with what comes. Of an answer its keys, the kinds of
// its values, and at its top level the values themselves must be the same.
#include <map>
#include <sstream>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <doctest/doctest.h>

#include "base/error.h"
#include "host/message.h"
#include "tests/host/browser.h"
#include "tests/support/post.h"

using namespace feedwitness::tests;
namespace json = boost::json;

namespace {

const std::string kPage = content_of(FEEDWITNESS_SOURCE_DIR "/docs/protocol.md");
const std::string kEllipsis = "…";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// `<div>…</div>` in a request stands for a post.
std::string as_sent(std::string line) {
  const std::string text = json_text(post("The harbour opens at six."));
  return replaced(std::move(line), kEllipsis, std::string_view(text).substr(1, text.size() - 2));
}

// What may differ from day to day.
bool is_free(std::string_view key) { return key == "host" || key == "folder" || key == "supporter" || key == "text"; }

void compare(const json::value& example, const json::value& answer, const std::string& path) {
  CAPTURE(path);
  if (example.is_number()) {
    CHECK(answer.is_number());
  } else {
    REQUIRE(example.kind() == answer.kind());
  }
  if (example.is_array() && !example.as_array().empty()) {
    REQUIRE_FALSE(answer.as_array().empty());
    for (const json::value& item : answer.as_array()) compare(example.as_array()[0], item, path + "[]");
  }
  if (!example.is_object() || example.as_object().empty()) return;
  CHECK(answer.as_object().size() == example.as_object().size());
  for (const auto& [key, value] : example.as_object()) {
    CAPTURE(std::string_view(key));
    const json::value* got = answer.as_object().if_contains(key);
    REQUIRE(got != nullptr);
    compare(value, *got, path + "." + std::string(key));
    const bool is_value = !value.is_object() && !value.is_array();
    if (path.empty() && is_value && !is_free(key)) CHECK(*got == value);
  }
}

}  // namespace

TEST_CASE("every example of docs/protocol.md is what the host answers") {
  const TemporaryFolder home;
  Browser browser(home);
  std::istringstream lines(kPage);
  std::map<std::string, int> seen;
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    if (line.starts_with("-> ")) {
      REQUIRE(browser.send(as_sent(line.substr(3))));
      ++seen[std::string(json::parse(as_sent(line.substr(3))).at("type").as_string())];
    }
    if (!line.starts_with("<- ")) continue;
    const auto answer = browser.answer();
    REQUIRE(answer);
    CAPTURE(*answer);
    compare(json::parse(replaced(line.substr(3), "{" + kEllipsis + "}", "{}")), *answer, "");
  }

  for (const std::string_view type : feedwitness::host::message_types()) {
    CAPTURE(type);
    CHECK(seen[std::string(type)] > 0);
  }
}

TEST_CASE("docs/protocol.md lists every error code with its number") {
  for (int number = 1; number <= static_cast<int>(feedwitness::ErrorCode::host_unavailable); ++number) {
    const auto name = std::string(name_of(static_cast<feedwitness::ErrorCode>(number)));
    CAPTURE(name);
    CHECK(kPage.find("| `" + name + "` | " + std::to_string(number) + " |") != std::string::npos);
  }
}
