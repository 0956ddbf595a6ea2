#include <set>
#include <string>

#include "tests/server/fixture.h"
#include "views/view.h"

using namespace feedwitness;
using tests::Served;
namespace json = boost::json;

TEST_CASE_FIXTURE(Served, "the OpenAPI document describes every call and parameter of the table") {
  const json::object document = json::parse(client.Get("/openapi.json")->body).as_object();
  const json::object& paths = document.at("paths").as_object();

  CHECK(document.at("openapi") == "3.1.0");
  std::set<std::string> ids;
  for (const views::View& view : views::all()) {
    CAPTURE(view.name);
    const char* method = view.method == views::Method::read    ? "get"
                         : view.method == views::Method::write ? "post"
                                                               : "delete";
    const json::object& operation = paths.at(view.path).at(method).as_object();
    CHECK(ids.insert(json::value_to<std::string>(operation.at("operationId"))).second);
    std::set<std::string> described;
    for (const json::value& parameter : operation.at("parameters").as_array()) {
      described.insert(json::value_to<std::string>(parameter.at("name")));
      const bool in_path = parameter.at("in") == "path";
      CHECK(in_path == parameter.at("required").as_bool());
    }
    for (const views::Parameter& parameter : view.parameters) {
      const bool is_body = !view.takes.empty() && parameter.name == "body";
      CHECK((is_body ? operation.contains("requestBody") : described.contains(std::string{parameter.name})));
    }
    CHECK(operation.at("responses").at("200").at("content").as_object().contains(media_type(view, {})));
  }
}

TEST_CASE_FIXTURE(Served, "every path of the OpenAPI document has what stands in it as its parameters") {
  const json::object document = json::parse(client.Get("/openapi.json")->body).as_object();

  for (const auto& [path, item] : document.at("paths").as_object()) {
    for (const auto& [method, operation] : item.as_object()) {
      CAPTURE(std::string{path});
      std::size_t in_path = 0;
      for (const json::value& parameter : operation.at("parameters").as_array()) {
        if (parameter.at("in") != "path") continue;
        ++in_path;
        CHECK(path.find("{" + json::value_to<std::string>(parameter.at("name")) + "}") != std::string::npos);
      }
      CHECK(in_path == static_cast<std::size_t>(std::count(path.begin(), path.end(), '{')));
    }
  }
}

TEST_CASE_FIXTURE(Served, "the page of all calls shows the token to nobody who has not given it") {
  CHECK(client.Get("/")->body.find(token) == std::string::npos);
  CHECK(client.Get("/?access_token=" + std::string(40, '0'))->status == 401);
}

TEST_CASE_FIXTURE(Served, "every link of the page of all calls works") {
  const std::string page = client.Get("/?access_token=" + token)->body;
  int links = 0;
  constexpr std::string_view kLink = "<a href=\"";
  for (std::size_t at = 0; (at = page.find(kLink, at)) != std::string::npos;) {
    at += kLink.size();
    std::string target = page.substr(at, page.find('"', at) - at);
    for (std::size_t amp = 0; (amp = target.find("&amp;", amp)) != std::string::npos;) target.erase(amp + 1, 4);
    CAPTURE(target);
    CHECK(client.Get(target)->status == 200);
    ++links;
  }

  CHECK(links >= 10);
  const std::string address = server.addresses().front();
  CHECK(page.find("curl -X DELETE \"" + address + "api/v2/personal/" + token + "/remove/1-0?dryRun=true\"") !=
        std::string::npos);
  for (const views::View& view : views::all()) CHECK(page.find(std::string{view.help}) != std::string::npos);
}
