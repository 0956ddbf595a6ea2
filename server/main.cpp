// feedwitness-server PORT [--no-token-in-links] [ORIGIN...]: started by `feedwitness serve`, which explains and checks.
// Runs until it is told to stop.

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "identity/identity.h"
#include "server/server.h"
#include "store/store.h"

namespace {

using namespace feedwitness;  // NOLINT(google-build-using-namespace): this file joins the rooms

std::string environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::string() : std::string(value);
}

Time now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

int fail(const Error& error) {
  std::cerr << "feedwitness: " << error.message << '\n';
  return static_cast<int>(error.code);
}

// The signals that end the program; blocked in every thread, so that one waits for them and no answer is torn.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));  // a reader that has gone is an error of write()
  return signals;
}

// The token is shown to a person, never written into a log.
void greet(const server::Server& server, const std::filesystem::path& folder) {
  for (const std::string& address : server.addresses()) std::cout << "listening on " << address << '\n';
  auto store = store::Store::open(folder);
  const auto supporter = store ? store->supporter() : Result<store::Supporter>{store.error()};
  if (isatty(STDOUT_FILENO) == 1 && supporter) {
    std::cout << "every call, with examples that work: " << server.addresses().front()
              << "?access_token=" << supporter->token << "\nto stop: Ctrl-C\n";
  }
  std::cout << std::flush;
}

int serve(int count, char** words) {
  server::Options options;
  const std::string_view port = count > 1 ? words[1] : "0";
  const auto [end, failed] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (failed != std::errc{} || end != port.data() + port.size()) {
    return fail({ErrorCode::bad_request, "usage: feedwitness-server PORT [--no-token-in-links] [ORIGIN...]"});
  }
  for (int i = 2; i < count; ++i) {
    if (words[i] == std::string_view{"--no-token-in-links"}) {
      options.token_in_links = false;
    } else {
      options.allowed_origins.emplace_back(words[i]);
    }
  }
  const auto folder = store::default_folder(environment);
  if (!folder) return fail(folder.error());
  sigset_t signals = block_signals();
  const auto server = server::Server::start(*folder, options, now);
  if (!server) return fail(server.error());
  greet(*server, *folder);
  int signal = 0;
  sigwait(&signals, &signal);
  return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** words) {
  umask(S_IRWXG | S_IRWXO);
  if (!identity::start()) return fail({ErrorCode::internal, "this system gives no randomness"});
  return serve(count, words);
}
