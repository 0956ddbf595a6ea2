#include <memory>
#include <ostream>
#include <string>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/world.h"

namespace feedwitness::cli {
namespace {

constexpr int kPort = 8642;

struct Options {
  int port = kPort;
  std::vector<std::string> origins;
  bool no_token_in_links = false;
};

// The server is a program of its own: this one has no network code, and becomes the other.
Result<void> serve(const Options& options, World& world) {
  const auto server = find_beside(world, "feedwitness-server", "server");
  if (!server) return server.error();
  std::vector<std::string> words{server->string(), std::to_string(options.port)};
  if (options.no_token_in_links) words.emplace_back("--no-token-in-links");
  words.insert(words.end(), options.origins.begin(), options.origins.end());
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  world.out.stream.flush();
  execv(server->c_str(), arguments.data());
  return Error{ErrorCode::io_error, server->string() + " cannot be started"};
}

Run prepare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("--port", options->port, "Of this machine; 0 is any that is free")
      ->type_name("NUMBER")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command
      .add_option("--allow-origin", options->origins,
                  "A page that may read the answers in a browser, like https://example.org; without it none may")
      ->type_name("ORIGIN");
  command.add_flag("--no-token-in-links", options->no_token_in_links,
                   "The links to other pages (paging.next) leave the token to whoever follows them");
  return [options](World& world) { return serve(*options, world); };
}

}  // namespace

const Command kServe{kSee, "serve", "Answer over HTTP, to programs of this machine alone",
                     "Listens on 127.0.0.1 and ::1 until it is stopped with Ctrl-C. Every call needs the token, which\n"
                     "feedwitness token prints. The calls are in docs/fbtrex.md, the rest in docs/server.md.\n\n"
                     "Examples:\n"
                     "  feedwitness serve\n"
                     "  curl \"http://127.0.0.1:8642/api/v2/personal/$(feedwitness token)/summary/20-0\"",
                     prepare};

}  // namespace feedwitness::cli
