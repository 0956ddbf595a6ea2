#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include "tests/server/fixture.h"

using namespace feedwitness;
using tests::Served;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

json::object body_of(const httplib::Result& result) {
  REQUIRE(result);
  return json::parse(result->body).as_object();
}

// What comes back when `head` and, a moment later, `body` are written to a connection, until it is closed.
std::string conversation(int port, const std::string& head, const std::string& body) {
  const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::send(connection, head.data(), head.size(), MSG_NOSIGNAL);
  std::this_thread::sleep_for(50ms);  // or the library would read both at once
  ::send(connection, body.data(), body.size(), MSG_NOSIGNAL);
  std::string answers;
  std::array<char, 4096> piece{};
  for (ssize_t size = 0; (size = ::recv(connection, piece.data(), piece.size(), 0)) > 0;) {
    answers.append(piece.data(), static_cast<std::size_t>(size));
  }
  ::close(connection);
  return answers;
}

}  // namespace

TEST_CASE_FIXTURE(Served, "a personal call is opened by the token in its path, or by me and a bearer token") {
  const auto in_path = client.Get(personal("summary/2-0"));
  const auto in_header = client.Get("/api/v2/personal/me/summary/2-0", bearer());
  const auto in_query = client.Get("/api/v2/personal/me/summary/2-0?access_token=" + token);

  REQUIRE(in_path);
  CHECK(in_path->status == 200);
  CHECK(in_path->get_header_value("Content-Type") == "application/json");
  CHECK(json::parse(in_path->body).as_array().size() == 2);
  CHECK(in_header->body == in_path->body);
  CHECK(in_query->body == in_path->body);
}

TEST_CASE_FIXTURE(Served, "nothing is told without the token, not even how much there is") {
  const std::string wrong(40, '0');
  for (const std::string& target :
       {std::string{"/api/v2/statistics/counter"}, std::string{"/api/v2/personal/me/summary"},
        "/api/v2/personal/" + wrong + "/summary", "/api/v2/statistics/counter?access_token=" + wrong}) {
    CAPTURE(target);
    const auto answer = client.Get(target);
    REQUIRE(answer);
    CHECK(answer->status == 401);
    CHECK(answer->has_header("WWW-Authenticate"));
    CHECK(body_of(answer).at("error") == true);
  }
  CHECK(client.Get("/api/v2/personal/" + wrong + "/summary", bearer())->status == 401);
}

TEST_CASE_FIXTURE(Served, "a new token closes what the old one opened") {
  const std::string renewed = store.rotate_token()->token;

  CHECK(client.Get(personal("daily"))->status == 401);
  CHECK(client.Get("/api/v2/personal/" + renewed + "/daily")->status == 200);
}

TEST_CASE_FIXTURE(Served, "errors have the former service's shape and a proper status, or 200 with compat=1") {
  const auto wrong = client.Get(personal("summary/10abc"));
  CHECK(wrong->status == 400);
  CHECK(body_of(wrong).at("error") == true);
  CHECK(body_of(wrong).at("message").as_string().starts_with("paging is AMOUNT or AMOUNT-SKIP"));

  const auto compatible = client.Get(personal("summary/10abc?compat=1"));
  CHECK(compatible->status == 200);
  CHECK(compatible->body == wrong->body);
  CHECK(client.Get(personal("summary/1?compat=1"))->status == 200);
  CHECK(client.Get("/api/v2/nothing", bearer())->status == 404);
  CHECK(client.Put(personal("summary"), "", "text/plain")->status == 405);
}

TEST_CASE_FIXTURE(Served, "under /graph errors have Graph's shape and status 400") {
  const auto closed = client.Get("/graph/v2.11/me");
  CHECK(closed->status == 400);
  CHECK(body_of(closed).at("error").at("code") == 190);
  CHECK(closed->has_header("WWW-Authenticate"));

  const auto unknown = client.Get("/graph/a/b/c", bearer());
  CHECK(unknown->status == 400);
  CHECK(body_of(unknown).at("error").at("code") == 2500);
}

TEST_CASE_FIXTURE(Served, "what POST says may stand in the address, a form of either kind, or a JSON object") {
  const std::string target = "/graph/v2.11/me/annotations";
  const httplib::MultipartFormDataItems parts{{"value", "of parts", "", ""}, {"access_token", token, "", ""}};

  CHECK(body_of(client.Post(target + "?value=address&access_token=" + token, "", "text/plain")).contains("id"));
  CHECK(body_of(client.Post(target, bearer(), "value=a+form&fields=value", "application/x-www-form-urlencoded"))
            .at("value") == "a form");
  CHECK(body_of(client.Post(target, bearer(), R"({"value":"an object","fields":"value"})", "application/json"))
            .at("value") == "an object");
  CHECK(body_of(client.Post(target, parts)).contains("id"));
  CHECK(body_of(client.Post(target, bearer(), "method=get&limit=1", "application/x-www-form-urlencoded"))
            .at("data")
            .as_array()
            .size() == 1);
  CHECK(body_of(client.Post("/graph/me_note1?method=delete", bearer(), "", "text/plain")).at("success") == true);
  CHECK(client.Post(target, bearer(), "{", "application/json")->status == 400);
}

TEST_CASE_FIXTURE(Served,
                  "links lead back to the version and the address that were asked, with the token unless told not to") {
  for (int i = 0; i < 2; ++i) client.Post("/graph/me/annotations?value=x", bearer(), "", "text/plain");
  const auto next_of = [](httplib::Client& asking, const httplib::Headers& headers) {
    return json::value_to<std::string>(
        body_of(asking.Get("/graph/v2.11/me/annotations?limit=1", headers)).at("paging").at("next"));
  };

  const std::string next = next_of(client, bearer());
  CHECK(next.starts_with("http://127.0.0.1:" + std::to_string(server.port()) +
                         "/graph/v2.11/me/annotations?access_token=" + token));
  CHECK(body_of(client.Get(next.substr(next.find("/graph")))).at("data").as_array().size() == 1);

  const server::Server careful = start({.token_in_links = false});
  httplib::Client other("127.0.0.1", careful.port());
  CHECK(next_of(other, bearer()).find("access_token") == std::string::npos);
}

TEST_CASE_FIXTURE(Served, "GET deletes nothing; DELETE and POST with method=delete do") {
  add("two", 2);
  add("three", 1);
  CHECK(client.Get(personal("remove/3-0"))->status == 405);
  CHECK(client.Get(personal("remove/3-0?method=delete"))->status == 405);
  CHECK(client.Post(personal("remove/3-0"), "", "text/plain")->status == 405);
  CHECK(store.count_timelines().operator*() == 3);

  CHECK(body_of(client.Delete(personal("remove/1-0?dryRun=true"))).at("impressions") == 1);
  CHECK(body_of(client.Post(personal("remove/1-0"), "method=delete&dryRun=true", "application/x-www-form-urlencoded"))
            .at("dryRun") == true);
  CHECK(*store.count_timelines() == 3);
  CHECK(body_of(client.Delete(personal("remove/1-0"))).at("receipt").at("found") == 0);
  CHECK(body_of(client.Post(personal("remove/1-0?method=delete"), "", "text/plain")).at("impressions") == 2);
  CHECK(*store.count_timelines() == 1);
}

TEST_CASE_FIXTURE(Served, "a page that is led here under another name gets nothing (DNS rebinding)") {
  for (const char* host : {"attacker.example", "attacker.example:80", "127.0.0.1.attacker.example", "127.0.0.1:1"}) {
    CAPTURE(host);
    const auto answer = client.Get(personal("summary"), {{"Host", host}});
    REQUIRE(answer);
    CHECK(answer->status == 403);
  }
  CHECK(client.Get(personal("summary"), {{"Host", "LOCALHOST:" + std::to_string(server.port())}})->status == 200);
}

TEST_CASE("a page of another site reads and changes nothing, unless it is named") {
  server::Options options;
  options.allowed_origins = {"https://desk.example"};
  Served served{3, options};
  httplib::Client& client = served.client;

  const auto other = client.Get(served.personal("summary"), {{"Origin", "https://attacker.example"}});
  CHECK_FALSE(other->has_header("Access-Control-Allow-Origin"));
  CHECK(client.Delete(served.personal("remove"), {{"Origin", "https://attacker.example"}})->status == 403);
  CHECK(client.Delete(served.personal("remove"), {{"Origin", "null"}})->status == 403);
  CHECK(*served.store.count_timelines() == 1);
  const auto named = client.Get(served.personal("summary"), {{"Origin", "https://desk.example"}});
  CHECK(named->get_header_value("Access-Control-Allow-Origin") == "https://desk.example");
  const auto asked = client.Options(served.personal("remove"), {{"Origin", "https://desk.example"}});
  CHECK(asked->status == 204);
  CHECK(asked->get_header_value("Access-Control-Allow-Headers").find("Authorization") != std::string::npos);
}

TEST_CASE_FIXTURE(Served, "every answer tells the browser to keep, guess and frame nothing") {
  for (const char* target : {"/", "/openapi.json", "/nothing"}) {
    CAPTURE(target);
    const auto answer = client.Get(target);
    CHECK(answer->get_header_value("Cache-Control") == "no-store");
    CHECK(answer->get_header_value("X-Content-Type-Options") == "nosniff");
    CHECK(answer->get_header_value("Referrer-Policy") == "no-referrer");
    CHECK(answer->get_header_value("Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK_FALSE(answer->has_header("Access-Control-Allow-Origin"));
  }
}

TEST_CASE_FIXTURE(Served, "what has limits says so: long addresses, large bodies, paths of nobody") {
  CHECK(client.Get("/" + std::string(3000, 'a'))->status == 413);
  CHECK(client.Post(personal("remove"), std::string(2'000'000, 'a'), "text/plain")->status == 413);
  CHECK(client.Get("/%zz", bearer())->status == 400);
}

TEST_CASE_FIXTURE(Served, "an unchanged answer is not sent again") {
  const auto first = client.Get(personal("summary/2-0"));
  const std::string tag = first->get_header_value("ETag");
  REQUIRE_FALSE(tag.empty());

  const auto again = client.Get(personal("summary/2-0"), {{"If-None-Match", tag}});
  CHECK(again->status == 304);
  CHECK(again->body.empty());
  add("two", 1);
  const auto changed = client.Get(personal("summary/9-0"), {{"If-None-Match", tag}});
  CHECK(changed->status == 200);
}

TEST_CASE_FIXTURE(Served, "HEAD gives the headers alone") {
  const auto answer = client.Head(personal("summary/2-0"));

  CHECK(answer->status == 200);
  CHECK(answer->body.empty());
  CHECK(answer->has_header("ETag"));
}

TEST_CASE("a large answer flows whole, and smaller when it is packed") {
  Served served{4000};
  served.client.set_decompress(false);

  const auto whole = served.client.Get(served.personal("summary/4000-0"));
  const auto packed = served.client.Get(served.personal("summary/4000-0"), {{"Accept-Encoding", "gzip"}});

  REQUIRE(whole);
  CHECK(whole->get_header_value("Transfer-Encoding") == "chunked");
  const json::array rows = json::parse(whole->body).as_array();
  CHECK(rows.size() == 4000);
  CHECK(rows.front().at("impressionOrder") == 4000);
  CHECK(rows.back().at("impressionOrder") == 1);
  REQUIRE(packed);
  CHECK(packed->get_header_value("Content-Encoding") == "gzip");
  CHECK(packed->body.size() * 4 < whole->body.size());
}

TEST_CASE_FIXTURE(Served, "the table comes as a file") {
  const auto answer = client.Get(personal("csv/10-0"));

  CHECK(answer->get_header_value("Content-Type") == "text/csv; charset=utf-8");
  CHECK(answer->get_header_value("Content-Disposition") == "attachment; filename=\"fbtrex-csv.csv\"");
  CHECK(answer->body.starts_with("nature,publicationTime,"));
}

TEST_CASE("an export that does not end soon is whole in both forms") {
  const Served served{1500};

  for (const std::string& form : {std::string{"exporter?format=json"}, std::string{"exporter"}}) {
    CAPTURE(form);
    httplib::Client client = served.make_client();
    const auto answer = client.Get(served.personal(form));

    REQUIRE(answer);
    CHECK(answer->get_header_value("Transfer-Encoding") == "chunked");
    std::size_t impressions = 0;
    for (std::size_t at = 0; (at = answer->body.find("Verse ", at)) != std::string::npos; ++at) ++impressions;
    CHECK(impressions >= 1500);
    if (form != "exporter") CHECK(json::parse(answer->body).at("impressions").as_array().size() == 1500);
  }
}

TEST_CASE_FIXTURE(Served, "what a refused request carries is never taken for a request") {
  const std::string inner = "DELETE " + personal("remove/1-0") +
                            "?dryRun=true HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n\r\n";
  const std::string head = "POST /x HTTP/1.1\r\nHost: evil.example\r\nContent-Type: text/plain\r\nContent-Length: " +
                           std::to_string(inner.size()) + "\r\n\r\n";

  const std::string answers = conversation(server.port(), head, inner);

  CHECK(answers.starts_with("HTTP/1.1 403"));
  CHECK(answers.find("HTTP/1.1", 1) == std::string::npos);
}

TEST_CASE_FIXTURE(Served, "a request that does not say its length is refused before it is read") {
  const std::string head = "POST " + personal("summary") +
                           " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                           "\r\nTransfer-Encoding: chunked\r\n\r\n";

  CHECK(conversation(server.port(), head, "4\r\nabcd\r\n0\r\n\r\n").starts_with("HTTP/1.1 413"));
}

TEST_CASE_FIXTURE(Served, "an answer is whole, whatever part was asked for") {
  const auto part = client.Get(personal("csv/10-0"), {{"Range", "bytes=0-9,0-9"}});

  REQUIRE(part);
  CHECK(part->status == 200);
  CHECK(part->body == client.Get(personal("csv/10-0"))->body);
}

TEST_CASE("while a reader takes its time over a long answer, captures are stored at once") {
  Served served{6000};
  std::atomic<bool> is_reading = false;
  std::atomic<bool> may_go_on = false;
  std::string body;
  std::thread reader{[&] {
    httplib::Client slow("127.0.0.1", served.server.port());
    slow.set_read_timeout(20s);
    slow.Get(served.personal("exporter"), [&](const char* data, std::size_t size) {
      body.append(data, size);
      is_reading = true;
      while (!may_go_on) std::this_thread::sleep_for(1ms);
      return true;
    });
  }};
  while (!is_reading) std::this_thread::sleep_for(1ms);

  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 50; ++i) served.add("during " + std::to_string(i), 1);
  const auto spent = std::chrono::steady_clock::now() - begin;
  may_go_on = true;
  reader.join();

  CHECK(spent < 5s);
  CHECK(*served.store.count_timelines() == 51);
  std::int64_t impressions = 0;
  for (std::size_t at_line = 0; (at_line = body.find("\"kind\":\"impression\"", at_line)) != std::string::npos;
       ++at_line) {
    ++impressions;
  }
  CHECK(impressions == 6000);  // those that were there when it began
}

TEST_CASE("while a reader takes its time, a deletion erases every trace") {
  Served served{6000};
  std::atomic<bool> is_reading = false;
  std::atomic<bool> may_go_on = false;
  std::thread reader{[&] {
    httplib::Client slow("127.0.0.1", served.server.port());
    slow.set_read_timeout(20s);
    slow.Get(served.personal("exporter"), [&](const char* /*data*/, std::size_t /*size*/) {
      is_reading = true;
      while (!may_go_on) std::this_thread::sleep_for(1ms);
      return true;
    });
  }};
  while (!is_reading) std::this_thread::sleep_for(1ms);

  store::Deletion deletion;
  deletion.from = Time{};
  const auto receipt = served.store.remove(deletion, Time{});
  may_go_on = true;
  reader.join();

  REQUIRE(receipt);
  CHECK(receipt->deleted.impressions == 6000);
  CHECK(receipt->sampled > 0);
  CHECK(receipt->found == 0);
}

TEST_CASE("a server that stops lets answers end and leaves its port") {
  int port = 0;
  {
    Served served;
    port = served.server.port();
    REQUIRE(served.client.Get(served.personal("daily")));
  }
  httplib::Client client("127.0.0.1", port);

  CHECK_FALSE(client.Get("/"));
}

TEST_CASE_FIXTURE(Served, "the server listens to this machine alone") {
  std::array<char, 8> port{};
  std::snprintf(port.data(), port.size(), ":%04X", static_cast<unsigned>(server.port()));
  constexpr std::string_view kListening = " 0A ";  // proc(5), /proc/net/tcp
  int listening = 0;
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    std::ifstream lines(table);
    for (std::string line; std::getline(lines, line);) {
      const std::size_t at = line.find(port.data());
      if (at == std::string::npos || line.find(kListening) == std::string::npos) continue;
      if (line.find(':') + 2 + (table == std::string{"/proc/net/tcp6"} ? 32U : 8U) != at) continue;  // of the other end
      const std::string address = line.substr(line.find(':') + 2, at - line.find(':') - 2);
      CHECK((address == "0100007F" || address == "00000000000000000000000001000000"));
      ++listening;
    }
  }
  CHECK(listening == static_cast<int>(server.addresses().size()));
}

TEST_CASE_FIXTURE(Served, "two servers do not share a port") {
  server::Options options;
  options.port = server.port();

  const auto second = server::Server::start(folder.path() / "feedwitness", options, [] { return Time{}; });

  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::io_error);
}
