#include "views/graph/json_path.h"

#include <algorithm>

#include <boost/json.hpp>

#include "views/graph_error.h"
#include "views/parameters.h"

namespace feedwitness::views::graph {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostValues = 1000;

// "$.data[0].id" is data, 0, id.
std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps(1);
  for (const char c : path.substr(1)) {
    if (c == ']') continue;
    if (c == '.' || c == '[') {
      if (!steps.back().empty()) steps.emplace_back();
    } else {
      steps.back() += c;
    }
  }
  if (steps.back().empty()) steps.pop_back();
  return steps;
}

std::vector<const json::value*> below(const json::value& value, const std::string& step) {
  std::vector<const json::value*> found;
  if (const json::array* list = value.if_array()) {
    const auto index = read_number(step);
    for (std::size_t i = 0; i < list->size(); ++i) {
      if (step == "*" || (index && *index == static_cast<std::int64_t>(i))) found.push_back(&(*list)[i]);
    }
  } else if (const json::object* object = value.if_object()) {
    for (const auto& [name, member] : *object) {
      if (step == "*" || std::string_view{name} == step) found.push_back(&member);
    }
  }
  return found;
}

}  // namespace

Result<std::vector<std::string>> values_at(std::string_view text, std::string_view path) {
  json::error_code failed;
  const json::value whole = json::parse(text, failed);
  if (failed || !path.starts_with('$')) return graph_error(100, 0, "a path in a result begins with $");
  std::vector<const json::value*> values{&whole};
  for (const std::string& step : steps_of(path)) {
    std::vector<const json::value*> next;
    for (const json::value* value : values) {
      for (const json::value* found : below(*value, step)) next.push_back(found);
    }
    values = std::move(next);
    if (values.size() > kMostValues) return graph_error(100, 0, "a path in a result names at most 1000 values");
  }
  std::vector<std::string> texts;
  for (const json::value* value : values) {
    if (value->is_string()) texts.emplace_back(value->get_string());
    if (value->is_number()) texts.push_back(json::serialize(*value));
  }
  return texts;
}

}  // namespace feedwitness::views::graph
