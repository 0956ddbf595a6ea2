#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "base/json_text.h"
#include "views/graph/answers.h"
#include "views/graph/json_path.h"
#include "views/graph/paging.h"
#include "views/graph_error.h"
#include "views/link.h"
#include "views/route.h"

// POST / with batch=[...]: several calls in one, in their order. What one answered can stand in the address or the body
// of a later one: {result=NAME:$.data.*.id}.
namespace feedwitness::views::graph {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostCalls = 50;
constexpr std::size_t kLongestAddress = 16'384;

struct Call {
  std::string method = "GET";
  std::string relative_url;
  std::string body;
  std::string name;
  std::string depends_on;
  std::optional<bool> is_omitted;  // on success; nullopt: if another call uses its result
};

struct Done {
  int code = 200;
  std::string body;
};

Error wrong(const std::string& what) { return graph_error(100, 0, what); }

// ---- Reading

std::string text_member(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

Result<std::vector<Call>> read_calls(std::string_view text) {
  json::error_code failed;
  const auto list = json::parse(text, failed);
  if (failed || !list.is_array()) return wrong("batch is a JSON array of {method, relative_url}");
  if (list.get_array().size() > kMostCalls) return wrong("Too many requests in batch. At most 50 are allowed");
  std::vector<Call> calls;
  for (const json::value& one : list.get_array()) {
    if (!one.is_object()) return wrong("batch is a JSON array of {method, relative_url}");
    const json::object& object = one.get_object();
    Call call;
    if (const auto method = text_member(object, "method"); !method.empty()) call.method = method;
    call.relative_url = text_member(object, "relative_url");
    call.body = text_member(object, "body");
    call.name = text_member(object, "name");
    call.depends_on = text_member(object, "depends_on");
    const json::value* omit = object.if_contains("omit_response_on_success");
    if (omit != nullptr && omit->is_bool()) call.is_omitted = omit->get_bool();
    calls.push_back(std::move(call));
  }
  return calls;
}

// ---- References

constexpr std::string_view kReference = "{result=";

bool uses(const Call& call, const std::string& name) {
  const std::string reference = std::string{kReference} + name + ":";
  return call.depends_on == name || call.relative_url.find(reference) != std::string::npos ||
         call.body.find(reference) != std::string::npos;
}

class Batch {
 public:
  Batch(const Question& question, std::vector<Call> calls) : question_{question}, calls_{std::move(calls)} {}

  std::string run() {
    for (std::size_t i = 0; i < calls_.size(); ++i) done_.push_back(run(calls_[i]));
    std::string text = "[";
    for (std::size_t i = 0; i < done_.size(); ++i) {
      if (i > 0) text += ",\n";
      append(text, i);
    }
    return text + "]\n";
  }

 private:
  Done run(const Call& call) {
    const auto body = ask(call);
    if (body) return {200, *body};
    return {400, graph_error_body(body.error())};
  }

  Result<std::string> ask(const Call& call) {
    if (!call.depends_on.empty()) {
      const Done* done = find(call.depends_on);
      if (done == nullptr) return wrong("depends_on names an earlier call");
      if (done->code != 200) return wrong("the call that this one depends on failed");
    }
    const auto address = filled(call.relative_url);
    if (!address) return address.error();
    const auto body = filled(call.body);
    if (!body) return body.error();
    if (address->size() > kLongestAddress) return wrong("relative_url is too long");
    auto routed = route(call.method, "/graph" + std::string{address->starts_with('/') ? "" : "/"} + *address);
    if (!routed) return routed.error();
    if (routed->view->name == "graph/batch") return wrong("a batch holds no batch");
    if (!body->empty()) {
      const auto read = read_query(*body, routed->parameters);
      if (!read) return read.error();
    }
    routed->parameters.erase("access_token");  // whoever asks has shown it
    Links links = question_.links;
    if (!routed->version.empty()) links.version = routed->version;
    std::string answer;
    const auto asked = ask_for_file(
        *routed->view, question_.store, routed->parameters, question_.now,
        [&](std::string_view piece) {
          answer += piece;
          return true;
        },
        links);
    return asked ? Result<std::string>{answer} : asked.error();
  }

  // The text with the values in place of its references.
  Result<std::string> filled(const std::string& text) {
    std::string filled;
    std::size_t at = 0;
    for (std::size_t begin = 0; (begin = text.find(kReference, at)) != std::string::npos;) {
      filled += text.substr(at, begin - at);
      const std::size_t colon = text.find(':', begin);
      const std::size_t end = text.find('}', begin);
      if (colon == std::string::npos || end == std::string::npos || colon > end) {
        return wrong("a reference is {result=NAME:$.data.*.id}");
      }
      const Done* done = find(text.substr(begin + kReference.size(), colon - begin - kReference.size()));
      if (done == nullptr || done->code != 200) return wrong("a reference names an earlier call that succeeded");
      const auto values = values_at(done->body, std::string_view{text}.substr(colon + 1, end - colon - 1));
      if (!values) return values.error();
      std::string_view between;
      for (const std::string& value : *values) {
        filled.append(std::exchange(between, ",")).append(encoded(value));
      }
      at = end + 1;
    }
    return filled + text.substr(at);
  }

  const Done* find(const std::string& name) const {
    for (std::size_t i = 0; i < done_.size(); ++i) {
      if (!name.empty() && calls_[i].name == name) return &done_[i];
    }
    return nullptr;
  }

  void append(std::string& out, std::size_t at) const {
    const Call& call = calls_[at];
    const Done& done = done_[at];
    const bool is_used = !call.name.empty() && std::any_of(calls_.begin(), calls_.end(),
                                                           [&](const Call& other) { return uses(other, call.name); });
    if (done.code == 200 && call.is_omitted.value_or(is_used)) {
      out += "null";
      return;
    }
    JsonObject object{out};
    object.number("code", done.code);
    object.json("headers", R"([{"name":"Content-Type","value":"application/json"}])");
    std::string_view body = done.body;
    if (body.ends_with('\n')) body.remove_suffix(1);
    object.text("body", body);
    object.close();
  }

  const Question& question_;
  std::vector<Call> calls_;
  std::vector<Done> done_;
};

}  // namespace

Result<void> batch(const Question& question, const Sink& sink) {
  auto calls = read_calls(question.text("batch"));
  if (!calls) return calls.error();
  sink(Batch{question, *std::move(calls)}.run());
  return {};
}

}  // namespace feedwitness::views::graph
