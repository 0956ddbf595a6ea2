#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

#include "identity/identity.h"
#include "push/sender.h"

// feedwitness-push [--once] [--ca FILE]: sends the feed to its subscriptions, until it is stopped or, with --once,
// until nothing is left. feedwitness push starts it. Nothing is sent to anybody whom `feedwitness subscribe` did not
// name.
namespace {

using namespace feedwitness;

constexpr std::chrono::seconds kPause{1};

std::string environment(std::string_view name) {
  const char* value = std::getenv(std::string{name}.c_str());
  return value == nullptr ? std::string{} : std::string{value};
}

Time now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

int fail(const Error& error) {
  std::cerr << "feedwitness-push: " << error.message << '\n';
  return static_cast<int>(error.code);
}

void log(const std::string& line) { std::cerr << format_time(now()) << ' ' << line << '\n'; }

int send(bool once, const push::Options& options) {
  const auto folder = store::default_folder(environment);
  if (!folder) return fail(folder.error());
  auto store = store::Store::open(*folder, {.create = false});
  if (!store) return fail(store.error());
  push::Sender sender{*store, options, now};
  while (true) {
    const auto failed = sender.send_all(once, log);
    if (!failed && failed.error().code != ErrorCode::store_busy) return fail(failed.error());
    if (once && failed && *failed > 0) {
      return fail({ErrorCode::io_error, "a subscription took nothing; what waits is sent the next time"});
    }
    if (once && failed) return EXIT_SUCCESS;
    sleep(static_cast<unsigned>(kPause.count()));
  }
}

}  // namespace

int main(int count, char** words) try {
  umask(S_IRWXG | S_IRWXO);
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  if (!identity::start()) return fail({ErrorCode::internal, "this system gives no randomness"});
  bool once = false;
  push::Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--once") {
      once = true;
    } else if (word == "--ca" && i + 1 < count) {
      options.ca = words[++i];
    } else {
      return fail({ErrorCode::bad_request, "usage: feedwitness-push [--once] [--ca FILE]"});
    }
  }
  return send(once, options);
} catch (const std::exception& defect) {  // errors are values; what is thrown is a defect or the end of memory
  static_cast<void>(std::fprintf(stderr, "feedwitness-push: %s; please report this\n", defect.what()));
  return static_cast<int>(feedwitness::ErrorCode::internal);
}
