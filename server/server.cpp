#include "server/server.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "server/guard.h"
#include "server/index_page.h"
#include "server/openapi.h"
#include "server/reply.h"
#include "server/stores.h"
#include "views/graph_error.h"
#include "views/route.h"
#include "views/view.h"

namespace feedwitness::server {
namespace {

using httplib::Request;
using httplib::Response;
using Handled = httplib::Server::HandlerResponse;

constexpr std::size_t kThreads = 16;
constexpr std::size_t kLongestTarget = 2048;
constexpr std::size_t kLargestBody = std::size_t{1} << 20U;
// Answers up to this size are made before they are sent: they have a length and a tag, and an error that comes late
// still has its status. Larger ones flow.
constexpr std::size_t kSmallAnswer = std::size_t{256} << 10U;
constexpr std::chrono::seconds kReadTimeout{5};
constexpr std::chrono::seconds kWriteTimeout{30};  // a reader that takes nothing for so long has gone
constexpr std::chrono::seconds kGrace{3};          // for answers that flow when the server stops

// Parameters of the door, which no call knows.
constexpr const char* kAccessToken = "access_token";
constexpr const char* kCompat = "compat";
constexpr const char* kMethod = "method";

bool is_compatible(const Request& request) { return request.get_param_value(kCompat) == "1"; }

// Old scripts look for "error" in an answer of status 200.
void refuse(const Request& request, Response& response, const Error& error) {
  const bool is_graph = views::is_graph(request.path);
  const int status = status_of(error.code);
  response.status = is_compatible(request) ? 200 : is_graph ? views::graph_status(status) : status;
  if (status == 401) response.set_header("WWW-Authenticate", "Bearer realm=\"feedwitness\"");
  response.set_content(is_graph ? views::graph_error_body(error) : error_body(error), "application/json");
}

// A field of the address or of a form.
std::string value_of(const Request& request, const char* name) {
  return request.has_file(name) ? request.get_file_value(name).content : request.get_param_value(name);
}

// POST with method=delete is for those who cannot send DELETE, with method=get for questions too long for an address.
std::string method_of(const Request& request) {
  if (request.method == "HEAD") return "GET";
  if (request.method != "POST") return request.method;
  const std::string meant = value_of(request, kMethod);
  return meant == "delete" || meant == "DELETE" ? "DELETE" : meant == "get" || meant == "GET" ? "GET" : "POST";
}

Result<void> read_body(const Request& request, views::Routed& routed) {
  if (!routed.view->takes.empty()) {
    routed.parameters.insert_or_assign("body", request.body);
    return {};
  }
  for (const auto& [name, part] : request.files) routed.parameters.emplace(name, part.content);
  return views::read_body(request.get_header_value("Content-Type"), request.body, routed.parameters);
}

Result<views::Routed> route_of(const Request& request) {
  auto routed = views::route(method_of(request), request.target);
  if (!routed) return routed;
  if (request.method == "POST") {
    if (const auto read = read_body(request, *routed); !read) return read.error();
  }
  for (const char* own : {kAccessToken, kCompat}) routed->parameters.erase(own);
  if (request.method == "POST") routed->parameters.erase(kMethod);
  return routed;
}

std::string token_of(const Request& request, const std::string& in_path) {
  if (!in_path.empty() && in_path != "me") return in_path;
  const std::string authorization = request.get_header_value("Authorization");
  const std::string_view bearer = bearer_token(authorization);
  return bearer.empty() ? value_of(request, kAccessToken) : std::string{bearer};
}

// The library would let several programs share one port; then any of them could take our requests.
void use_port_alone(socket_t descriptor) {
  const int yes = 1;
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

Error taken(int port) {
  return {ErrorCode::io_error,
          "port " + std::to_string(port) + " of this machine is taken; choose another with --port"};
}

// Whether this machine has the address ::1 at all.
bool has_loopback_v6() {
  const int descriptor = socket(AF_INET6, SOCK_STREAM, 0);
  if (descriptor < 0) return false;
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  const bool bound = bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(descriptor);
  return bound;
}

const httplib::Headers& default_headers() {
  static const httplib::Headers kHeaders{
      {"Cache-Control", "no-store"},
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Referrer-Policy", "no-referrer"},
      {"Vary", "Accept-Encoding, Origin"},
      {"X-Content-Type-Options", "nosniff"}};
  return kHeaders;
}

}  // namespace

// The servers of both addresses share everything else.
struct Server::Running {
  Running(const std::filesystem::path& folder, Options wanted, std::function<Time()> clock)
      : stores{folder}, options{std::move(wanted)}, now{std::move(clock)} {}
  ~Running();

  Result<void> listen();
  void prepare(httplib::Server& server);
  Handled guard(const Request& request, Response& response) const;
  void answer(const Request& request, Response& response);
  Result<void> give(const views::Routed& routed, const views::Links& links, const Request& request, Response& response);
  bool flow(const views::Routed& routed, const views::Links& links, httplib::DataSink& sink);
  Result<bool> is_token(const std::string& token);
  void welcome(const Request& request, Response& response);

  Stores stores;
  Options options;
  std::function<Time()> now;
  int port = 0;
  std::atomic<bool> is_stopping = false;
  std::atomic<int> flowing = 0;
  httplib::Server v4;
  httplib::Server v6;
  std::vector<std::thread> threads;
  std::vector<std::string> addresses;
};

// ---- Answers

Handled Server::Running::guard(const Request& request, Response& response) const {
  // A part is never given (RFC 9110, section 14.2 leaves that to the server), and the library cuts what flows wrongly.
  // It made the request and hands it out as const.
  const_cast<Request&>(request).ranges.clear();
  if (request.has_header("Transfer-Encoding")) {  // the library would not count what comes in pieces
    refuse(request, response, {ErrorCode::too_large, "a request says its length"});
    return Handled::Handled;
  }
  if (request.target.size() > kLongestTarget) {
    refuse(request, response, {ErrorCode::too_large, "an address is at most 2048 bytes long"});
    return Handled::Handled;
  }
  if (const auto host = check_host(request.get_header_value("Host"), port); !host) {
    refuse(request, response, host.error());
    return Handled::Handled;
  }
  const std::string origin = request.get_header_value("Origin");
  const Origin judged = judge_origin(origin, options.allowed_origins, port);
  if (judged == Origin::allowed) response.set_header("Access-Control-Allow-Origin", origin);
  const bool only_reads = request.method == "GET" || request.method == "HEAD";
  if (judged == Origin::other && !only_reads) {
    refuse(request, response,
           {ErrorCode::forbidden_caller, "this page is not allowed; feedwitness serve --allow-origin"});
    return Handled::Handled;
  }
  if (request.method == "OPTIONS") {
    if (judged == Origin::allowed) {
      response.set_header("Access-Control-Allow-Methods", "GET, DELETE, POST");
      response.set_header("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match");
      response.set_header("Access-Control-Max-Age", "600");
    }
    response.set_header("Allow", "GET, HEAD, POST, DELETE, OPTIONS");
    response.status = 204;
    return Handled::Handled;
  }
  return Handled::Unhandled;
}

Result<bool> Server::Running::is_token(const std::string& token) {
  auto store = stores.borrow();
  if (!store) return store.error();
  return (*store)->is_token(token);
}

void Server::Running::welcome(const Request& request, Response& response) {
  const std::string token = token_of(request, {});
  const auto known = token.empty() ? Result<bool>{false} : is_token(token);
  if (!known) return refuse(request, response, known.error());
  if (!token.empty() && !*known) return refuse(request, response, {ErrorCode::unauthorized, "this is not the token"});
  response.set_content(index_page(addresses.front(), *known ? std::string_view{token} : std::string_view{}),
                       "text/html; charset=utf-8");
}

void Server::Running::answer(const Request& request, Response& response) {
  if (request.path == "/") return welcome(request, response);
  if (request.path == "/openapi.json") return response.set_content(openapi_document(), "application/json");
  const auto routed = route_of(request);
  if (!routed) return refuse(request, response, routed.error());
  const std::string token = token_of(request, routed->token);
  const auto known = is_token(token);
  if (!known) return refuse(request, response, known.error());
  if (!*known) {
    return refuse(request, response,
                  {ErrorCode::unauthorized,
                   "the token is missing or wrong: feedwitness token prints it; it goes into the path of the personal "
                   "calls, and for all others into Authorization: Bearer"});
  }
  const views::Links links{.address = "http://" + request.get_header_value("Host"),
                           .version = routed->version,
                           .token = options.token_in_links ? token : std::string{}};
  if (const auto given = give(*routed, links, request, response); !given) refuse(request, response, given.error());
}

// Small answers at once. What does not end soon is asked again, and flows; a call that changes the store always ends
// here.
Result<void> Server::Running::give(const views::Routed& routed, const views::Links& links, const Request& request,
                                   Response& response) {
  auto store = stores.borrow();
  if (!store) return store.error();
  std::string body;
  bool is_large = false;
  const bool may_flow = routed.view->method == views::Method::read;
  const auto asked = ask_for_file(
      *routed.view, **store, routed.parameters, now(),
      [&](std::string_view piece) {
        is_large |= may_flow && body.size() + piece.size() > kSmallAnswer;
        if (!is_large) body += piece;
        return !is_large;
      },
      links);
  if (!asked) return asked.error();
  std::string type{media_type(*routed.view, routed.parameters)};
  if (const std::string file = disposition_of(routed.view->name, type); !file.empty()) {
    response.set_header("Content-Disposition", file);
  }
  if (type.starts_with("text/")) type += "; charset=utf-8";
  if (is_large) {
    response.set_chunked_content_provider(type, [this, routed, links](std::size_t /*offset*/, httplib::DataSink& sink) {
      return flow(routed, links, sink);
    });
    return {};
  }
  response.set_content(body, type);
  if (!may_flow) return {};  // what was done has no state to compare with
  const std::string tag = entity_tag(body);
  response.set_header("ETag", tag);
  if (names_tag(request.get_header_value("If-None-Match"), tag)) {
    response.status = 304;
    response.body.clear();
  }
  return {};
}

// An answer that breaks off ends without the last chunk: its reader can tell.
bool Server::Running::flow(const views::Routed& routed, const views::Links& links, httplib::DataSink& sink) {
  ++flowing;
  bool is_taken = true;
  auto store = stores.borrow();
  const auto asked = store ? ask_for_file(
                                 *routed.view, **store, routed.parameters, now(),
                                 [&](std::string_view piece) {
                                   is_taken = !is_stopping && sink.write(piece.data(), piece.size());
                                   return is_taken;
                                 },
                                 links)
                           : Result<void>{store.error()};
  --flowing;
  if (!asked || !is_taken) return false;
  sink.done();
  return true;
}

// ---- Start and end

void Server::Running::prepare(httplib::Server& server) {
  server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server.set_socket_options(use_port_alone);
  server.set_tcp_nodelay(true);
  server.set_read_timeout(kReadTimeout);
  server.set_write_timeout(kWriteTimeout);
  // The body of a refused request may stay unread; on a connection of its own nothing can take it for a request.
  server.set_keep_alive_max_count(1);
  server.set_payload_max_length(kLargestBody);
  server.set_default_headers(default_headers());
  server.set_pre_routing_handler(
      [this](const Request& request, Response& response) { return guard(request, response); });
  const auto handle = [this](const Request& request, Response& response) { answer(request, response); };
  const char* any = R"([^]*)";
  server.Get(any, handle).Post(any, handle).Delete(any, handle);
  server.set_error_handler([](const Request& request, Response& response) {
    if (!response.body.empty() || response.status == 304) return;
    const ErrorCode code = response.status == 413   ? ErrorCode::too_large
                           : response.status == 404 ? ErrorCode::wrong_method
                                                    : ErrorCode::bad_request;
    const int status = code == ErrorCode::wrong_method ? 405 : response.status;
    refuse(request, response, {code, "this is no request that can be answered"});
    response.status = status;
  });
  server.set_exception_handler([](const Request& request, Response& response, const std::exception_ptr& /*defect*/) {
    refuse(request, response, {ErrorCode::internal, "a defect of feedwitness; please report this"});
  });
}

Result<void> Server::Running::listen() {
  prepare(v4);
  prepare(v6);
  v4.set_address_family(AF_INET);
  v6.set_address_family(AF_INET6);
  port = options.port;
  const bool bound = port == 0 ? (port = v4.bind_to_any_port("127.0.0.1")) > 0 : v4.bind_to_port("127.0.0.1", port);
  if (!bound) return taken(options.port);
  addresses.push_back("http://127.0.0.1:" + std::to_string(port) + "/");
  const bool has_v6 = v6.bind_to_port("::1", port);      // a machine without IPv6 does without it
  if (!has_v6 && has_loopback_v6()) return taken(port);  // "localhost" would lead to whoever has it
  if (has_v6) addresses.push_back("http://[::1]:" + std::to_string(port) + "/");
  // From here on answers read what stands above.
  threads.emplace_back([this] { v4.listen_after_bind(); });
  if (has_v6) threads.emplace_back([this] { v6.listen_after_bind(); });
  return {};
}

Server::Running::~Running() {
  const auto wait_for = [](auto is_over, std::chrono::seconds at_most) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    while (!is_over() && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
  };
  // A server that is stopped before it runs would run for ever.
  wait_for([&] { return threads.empty() || (v4.is_running() && (threads.size() < 2 || v6.is_running())); },
           std::chrono::seconds{5});
  v4.stop();
  v6.stop();
  wait_for([&] { return flowing == 0; }, kGrace);
  is_stopping = true;
  for (std::thread& thread : threads) thread.join();
}

Result<Server> Server::start(const std::filesystem::path& store_folder, const Options& options,
                             std::function<Time()> now) {
  if (options.port < 0 || options.port > 65535) return Error{ErrorCode::bad_request, "a port is a number up to 65535"};
  if (!std::all_of(options.allowed_origins.begin(), options.allowed_origins.end(), is_origin)) {
    return Error{ErrorCode::bad_request, "an origin is scheme, host and port: https://example.org"};
  }
  auto running = std::make_unique<Running>(store_folder, options, std::move(now));
  if (const auto store = running->stores.borrow(); !store) return store.error();
  if (const auto listens = running->listen(); !listens) return listens.error();
  return Server{std::move(running)};
}

Server::Server(std::unique_ptr<Running> running) : running_{std::move(running)} {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

int Server::port() const { return running_->port; }

std::vector<std::string> Server::addresses() const { return running_->addresses; }

}  // namespace feedwitness::server
