// The samples of the reference documents as they stand there, in tests/views/graph_cases.txt, asked of an invented
// store.
#include <fstream>
#include <string>
#include <vector>

#include "tests/views/graph_store.h"
#include "views/graph_error.h"
#include "views/route.h"

using namespace feedwitness;
namespace json = boost::json;

namespace {

struct Case {
  std::string name;
  std::string method;
  std::string target;
  std::string answer;
};

// "# name", then the request on lines until the answer begins with {, [ and ends with a line "".
std::vector<Case> read_cases() {
  std::vector<Case> cases;
  std::ifstream file(FEEDWITNESS_SOURCE_DIR "/tests/views/graph_cases.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("# ")) {
      cases.push_back({line.substr(2), {}, {}, {}});
    } else if (cases.empty() || line.empty()) {
      continue;
    } else if (cases.back().method.empty()) {
      cases.back().method = line.substr(0, line.find(' '));
      cases.back().target = line.substr(line.find(' ') + 1);
    } else if (cases.back().answer.empty() && line.front() != '{' && line.front() != '[') {
      cases.back().target += line.substr(line.find_first_not_of(' '));
    } else {
      cases.back().answer += line;
    }
  }
  return cases;
}

// "*" stands for any text, in texts that end with it for any end.
bool fits(const json::value& expected, const json::value& actual) {
  if (expected.is_string() && actual.is_string() && expected.get_string().ends_with('*')) {
    const std::string_view start = expected.get_string().subview(0, expected.get_string().size() - 1);
    return std::string_view{actual.get_string()}.starts_with(start);
  }
  if (expected.is_array() && actual.is_array() && expected.get_array().size() == actual.get_array().size()) {
    for (std::size_t i = 0; i < expected.get_array().size(); ++i) {
      if (!fits(expected.get_array()[i], actual.get_array()[i])) return false;
    }
    return true;
  }
  if (!expected.is_object() || !actual.is_object()) return expected == actual;
  if (expected.get_object().size() != actual.get_object().size()) return false;
  auto other = actual.get_object().begin();
  for (const auto& [name, value] : expected.get_object()) {
    if (other->key() != name || !fits(value, (other++)->value())) return false;  // in the same order
  }
  return true;
}

}  // namespace

TEST_CASE_FIXTURE(tests::GraphStore, "each sample of the reference documents is answered in its shape") {
  const auto cases = read_cases();
  REQUIRE(cases.size() > 30);
  for (const Case& one : cases) {
    CAPTURE(one.name);
    CAPTURE(one.target);
    std::string body;
    auto routed = views::route(one.method, one.target);
    const auto asked =
        routed ? views::ask_for_file(*routed->view, store, routed->parameters, tests::kNow,
                                     [&](std::string_view piece) {
                                       body += piece;
                                       return true;
                                     },
                                     {.address = "http://127.0.0.1:8642", .version = routed->version, .token = "TOKEN"})
               : Result<void>{routed.error()};
    if (!asked) body = views::graph_error_body(asked.error());
    CHECK_MESSAGE(fits(json::parse(one.answer), json::parse(body)), body);
  }
}
