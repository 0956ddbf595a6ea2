#include "views/route.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <boost/json.hpp>

#include "views/graph_error.h"

namespace feedwitness::views {
namespace {

using Segments = std::vector<std::string>;

constexpr std::string_view kGraph = "/graph";

Error given_twice() { return {ErrorCode::bad_request, "a parameter is given twice"}; }

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum class Plus : std::uint8_t { is_plus, is_space };  // in a path, and in a query as forms write it

// nullopt where % is not followed by two hex digits. Bytes that should have been encoded are taken as they are: people
// type "città" into a shell.
std::optional<std::string> decoded(std::string_view text, Plus plus) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      plain += text[at] == '+' && plus == Plus::is_space ? ' ' : text[at];
      continue;
    }
    if (text.size() - at < 3) return std::nullopt;
    const int high = digit_of(text[at + 1]);
    const int low = digit_of(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return plain;
}

// The parts of a text between the marks.
std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t size = std::min(text.find(mark), text.size());
    parts.push_back(text.substr(0, size));
    if (size == text.size()) return parts;
    text.remove_prefix(size + 1);
  }
}

std::optional<Segments> segments_of(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  // "/a/b/" is "/a/b": the former service's documentation writes it both ways.
  if (path.ends_with('/')) path.remove_suffix(1);
  Segments segments;
  for (const std::string_view part : split(path, '/')) {
    auto segment = decoded(part, Plus::is_plus);
    if (!segment) return std::nullopt;
    segments.push_back(*std::move(segment));
  }
  return segments;
}

// "{paging}" is "paging"; empty for a literal.
std::string_view name_in(std::string_view part) {
  return part.size() > 2 && part.front() == '{' ? part.substr(1, part.size() - 2) : std::string_view{};
}

bool may_be_absent(const View& view, std::string_view name) {
  for (const Parameter& parameter : view.parameters) {
    if (parameter.name == name) return !parameter.standard.empty() || parameter.kind == Parameter::Kind::paging;
  }
  return false;
}

// Whether the path is the view's; then fills token and parameters.
bool matches(const View& view, const Segments& segments, Routed& routed) {
  std::string_view rest = view.path.substr(1);
  std::size_t at = 0;
  while (!rest.empty()) {
    const std::size_t size = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, size);
    rest.remove_prefix(std::min(size + 1, rest.size()));
    const std::string_view name = name_in(part);
    if (at == segments.size()) return rest.empty() && may_be_absent(view, name);
    if (name.empty() && part != segments[at]) return false;
    if (name == "token") {
      routed.token = segments[at];
    } else if (!name.empty()) {
      routed.parameters.emplace(name, segments[at]);
    }
    ++at;
  }
  return at == segments.size();
}

// "v2.11", "v24.0".
bool is_version(std::string_view segment) {
  return segment.size() > 1 && segment.front() == 'v' &&
         segment.find_first_not_of("0123456789.", 1) == std::string_view::npos;
}

std::string take_version(Segments& segments) {
  if (segments.size() < 2 || segments[0] != kGraph.substr(1) || !is_version(segments[1])) return {};
  std::string version = std::move(segments[1]);
  segments.erase(segments.begin() + 1);
  return version;
}

Error wrong_method(const std::vector<const View*>& others) {
  std::string methods;
  bool removes = false;
  for (const View* view : others) {
    methods.append(methods.empty() ? "" : " or ").append(name_of(view->method));
    removes |= view->method == Method::remove;
  }
  return {ErrorCode::wrong_method,
          "this call is made with " + methods + (removes ? "; DELETE may be written POST and method=delete" : "")};
}

Error unknown_path(std::string_view target) {
  if (is_graph(target)) return graph_error(2500, 0, "Unknown path components; / lists the calls");
  return {ErrorCode::not_found, "there is no such call; / lists them all"};
}

}  // namespace

bool is_graph(std::string_view target) {
  if (!target.starts_with(kGraph)) return false;
  target.remove_prefix(kGraph.size());
  return target.empty() || target.front() == '/' || target.front() == '?';
}

Result<void> read_body(std::string_view media_type, std::string_view body, Parameters& parameters) {
  if (media_type.starts_with("application/x-www-form-urlencoded")) return read_query(body, parameters);
  if (!media_type.starts_with("application/json") || body.empty()) return {};
  boost::json::error_code failed;
  const auto json = boost::json::parse(body, failed);
  if (failed || !json.is_object()) return Error{ErrorCode::bad_request, "the body is no JSON object"};
  for (const auto& [name, value] : json.get_object()) {
    std::string text = value.is_string() ? std::string{value.get_string()} : boost::json::serialize(value);
    if (!parameters.emplace(name, std::move(text)).second) return given_twice();
  }
  return {};
}

Result<void> read_query(std::string_view query, Parameters& parameters) {
  for (const std::string_view pair : split(query, '&')) {
    if (pair.empty()) continue;
    const std::size_t size = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, size), Plus::is_space);
    auto value = decoded(pair.substr(std::min(size + 1, pair.size())), Plus::is_space);
    if (!name || !value) return Error{ErrorCode::bad_request, "a % in the query is followed by two hex digits"};
    if (!parameters.emplace(*std::move(name), *std::move(value)).second) return given_twice();
  }
  return {};
}

Result<Routed> route(std::string_view method, std::string_view target) {
  const std::size_t end = std::min(target.find('?'), target.size());
  auto segments = segments_of(target.substr(0, end));
  if (!segments) {
    return Error{ErrorCode::bad_request, "a path begins with /, and a % in it is followed by two hex digits"};
  }
  const std::string version = take_version(*segments);
  std::vector<const View*> others;
  for (const View& view : all()) {
    Routed routed{.view = &view, .parameters = {}, .token = {}, .version = version};
    if (!matches(view, *segments, routed)) continue;
    if (name_of(view.method) != method) {
      others.push_back(&view);
      continue;
    }
    const auto read = read_query(target.substr(std::min(end + 1, target.size())), routed.parameters);
    if (!read) return read.error();
    return routed;
  }
  return others.empty() ? unknown_path(target) : wrong_method(others);
}

}  // namespace feedwitness::views
