#include "server/openapi.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <vector>

#include "about/version.h"
#include "base/json_text.h"
#include "views/parameters.h"
#include "views/view.h"

namespace feedwitness::server {
namespace {

using Kind = views::Parameter::Kind;

bool is_in(std::string_view path, std::string_view name) {
  return path.find("{" + std::string{name} + "}") != std::string_view::npos;
}

std::string_view type_of(Kind kind) {
  if (kind == Kind::number) return "integer";
  return kind == Kind::flag ? "boolean" : "string";
}

void append_schema(std::string& out, const views::Parameter& parameter) {
  const std::string_view type = type_of(parameter.kind);
  JsonObject schema{out};
  schema.text("type", type);
  if (parameter.kind == Kind::number) {
    schema.number("minimum", 1);
    schema.number("maximum", parameter.maximum);
  } else if (!parameter.choices.empty()) {
    std::string& list = schema.member("enum");
    char before = '[';
    for (const views::Choice& choice : parameter.choices) {
      list += std::exchange(before, ',');
      append_json_string(list, choice.word);
    }
    list += ']';
  } else if (type == "string") {
    schema.text_if_any("pattern", pattern_of(parameter));
  }
  if (type == "string") {
    schema.text_if_any("default", parameter.standard);
  } else {
    schema.json_if_any("default", parameter.standard);
  }
  schema.close();
}

void append_parameter(std::string& out, std::string_view path, const views::Parameter& parameter) {
  const bool in_path = is_in(path, parameter.name);
  JsonObject object{out};
  object.text("name", parameter.name);
  object.text("in", in_path ? "path" : "query");
  object.boolean("required", in_path);
  object.text("description", std::string{parameter.help} + ": " + grammar_of(parameter));
  append_schema(object.member("schema"), parameter);
  object.text_if_any("example", parameter.example);
  object.close();
}

void append_token(std::string& out) {
  out +=
      R"({"name":"token","in":"path","required":true,"description":"the supporter's token, or me with a bearer token",)"
      R"("schema":{"type":"string","pattern":"^([0-9a-f]{40}|me)$"}})";
}

void append_parameters(std::string& out, std::string_view path, const views::View& view) {
  out += '[';
  if (is_in(path, "token")) append_token(out);
  for (const views::Parameter& parameter : view.parameters) {
    // The path without its last part is another one, with what stands there by default.
    if (is_in(view.path, parameter.name) && !is_in(path, parameter.name)) continue;
    if (!view.takes.empty() && parameter.name == "body") continue;
    if (out.back() != '[') out += ',';
    append_parameter(out, path, parameter);
  }
  out += ']';
}

std::set<std::string_view> media_types(const views::View& view) {
  std::set<std::string_view> types{media_type(view, {})};
  for (const views::Parameter& parameter : view.parameters) {
    for (const views::Choice& choice : parameter.choices) {
      if (!choice.gives.empty()) types.insert(choice.gives);
    }
  }
  return types;
}

void append_responses(std::string& out, const views::View& view) {
  JsonObject responses{out};
  JsonObject good{responses.member("200")};
  good.text("description", view.help);
  JsonObject content{good.member("content")};
  for (const std::string_view type : media_types(view)) {
    const bool is_json = type == "application/json";
    const std::string_view schema = !is_json               ? R"({"schema":{"type":"string"}})"
                                    : view.gives == "rows" ? R"({"schema":{"type":"array","items":{"type":"object"}}})"
                                                           : R"({"schema":{"type":"object"}})";
    content.json(type, schema);
  }
  content.close();
  good.close();
  responses.json("default", R"({"$ref":"#/components/responses/Error"})");
  responses.close();
}

// What is taken as a whole; parameters may also come as the body, which every client of forms knows.
void append_body(std::string& out, const views::View& view) {
  JsonObject body{out};
  JsonObject content{body.member("content")};
  content.json(view.takes, R"({"schema":{"type":"string"}})");
  content.close();
  body.close();
}

constexpr std::array kOperations{std::pair{views::Method::read, "get"}, std::pair{views::Method::remove, "delete"},
                                 std::pair{views::Method::write, "post"}};

std::string_view operation_name(views::Method method) {
  return std::find_if(kOperations.begin(), kOperations.end(), [&](const auto& known) { return known.first == method; })
      ->second;
}

void append_operation(std::string& out, std::string_view path, const views::View& view) {
  const bool is_personal = is_in(path, "token");
  std::string id{view.name};
  for (char& c : id) c = c == '/' ? '.' : c;
  JsonObject operation{out};
  operation.text("operationId", path == view.path ? id : id + ".standard");
  operation.text("summary", view.help);
  operation.json("tags", "[\"" + std::string{view.name.substr(0, view.name.find('/'))} + "\"]");
  append_parameters(operation.member("parameters"), path, view);
  if (!view.takes.empty()) append_body(operation.member("requestBody"), view);
  append_responses(operation.member("responses"), view);
  operation.json("security", is_personal ? R"([{},{"bearer":[]},{"query":[]}])" : R"([{"bearer":[]},{"query":[]}])");
  operation.close();
}

// The paths that a view answers: the whole one, and that without a last part that may be absent.
std::vector<std::string_view> paths_of(const views::View& view) {
  std::vector<std::string_view> paths{view.path};
  const std::size_t last = view.path.rfind('/');
  for (const views::Parameter& parameter : view.parameters) {
    const bool is_last = view.path.substr(last + 1) == "{" + std::string{parameter.name} + "}";
    if (is_last && (!parameter.standard.empty() || parameter.kind == Kind::paging)) {
      paths.push_back(view.path.substr(0, last));
    }
  }
  return paths;
}

constexpr std::string_view kComponents =
    R"({"securitySchemes":{"bearer":{"type":"http","scheme":"bearer"},)"
    R"("query":{"type":"apiKey","in":"query","name":"access_token"}},)"
    R"("responses":{"Error":{"description":"what is wrong, in words; ?compat=1 gives it with status 200",)"
    R"("content":{"application/json":{"schema":{"type":"object","required":["error","message"],)"
    R"("properties":{"error":{"const":true},"code":{"type":"string"},"message":{"type":"string"}}}}}}}})";

}  // namespace

std::string openapi_document() {
  std::map<std::string_view, std::vector<const views::View*>> by_path;
  for (const views::View& view : views::all()) {
    for (const std::string_view path : paths_of(view)) by_path[path].push_back(&view);
  }
  std::string text;
  JsonObject document{text};
  document.text("openapi", "3.1.0");
  JsonObject info{document.member("info")};
  info.text("title", "feedwitness");
  info.text("description", "What a social feed showed to one person, from the store on their own machine.");
  info.text("version", about::version());
  info.close();
  document.json("servers", R"([{"url":"/"}])");
  JsonObject paths{document.member("paths")};
  for (const auto& [path, views] : by_path) {
    JsonObject item{paths.member(path)};
    for (const views::View* view : views) {
      append_operation(item.member(operation_name(view->method)), path, *view);
    }
    item.close();
  }
  paths.close();
  document.json("components", kComponents);
  document.close();
  return text + "\n";
}

}  // namespace feedwitness::server
