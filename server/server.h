#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"

// The calls of views/ over HTTP, for programs of this machine alone: 127.0.0.1 and ::1. docs/server.md is the contract.
namespace feedwitness::server {

struct Options {
  int port = 0;                                   // 0: any that is free
  std::vector<std::string> allowed_origins = {};  // "https://example.org": pages that may read answers in a browser
  bool token_in_links = true;                     // links between pages hold the token, as Graph conventions have it
};

// Listens from start() on until it goes. Answers on threads of its own.
class Server {
 public:
  // Errors: bad_request for a port or an origin that is none, io_error when the port is taken.
  static Result<Server> start(const std::filesystem::path& store_folder, const Options& options,
                              std::function<Time()> now);
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  // Takes no new requests and waits for those that are being answered; an answer that is still flowing after a few
  // seconds is cut off, which its reader can see.
  ~Server();

  int port() const;
  std::vector<std::string> addresses() const;  // "http://127.0.0.1:8642/", "http://[::1]:8642/"

 private:
  struct Running;
  explicit Server(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace feedwitness::server
