#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "about/version.h"
#include "host/answer.h"
#include "host/caller.h"
#include "host/frame_writer.h"
#include "host/log.h"
#include "host/serve.h"
#include "host/session.h"
#include "identity/identity.h"
#include "manifest/browsers.h"
#include "manifest/config.h"
#include "store/store.h"

namespace {

using namespace feedwitness;  // NOLINT(google-build-using-namespace): this file joins the rooms

void prepare_process() {
  umask(S_IRWXG | S_IRWXO);
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));  // a browser that has gone is an error of write()
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));  // a full quota is one, too
  // At SIGTERM the process ends where it stands: what was acknowledged is on the disk, and the rest is sent again.
  static_cast<void>(std::signal(SIGTERM, SIG_DFL));
#ifdef F_SETPIPE_SZ
  // Firefox writes a frame piece by piece, as the pipe takes it, and copies the rest each time.
  fcntl(STDIN_FILENO, F_SETPIPE_SZ, 1 << 20);
#endif
}

std::string environment(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::string() : std::string(value);
}

// Those that are compiled in are known even when the configuration cannot be read.
manifest::ExtensionIds known_extensions() {
  const auto around = manifest::look_around(environment);
  if (!around) return manifest::known_ids({});
  const auto config = manifest::read_config(manifest::config_file(*around));
  if (config) return manifest::known_ids(*config);
  std::cerr << "feedwitness-host: " << config.error().message << '\n';
  return manifest::known_ids({});
}

Time now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

int fail(int out, const Error& error) {
  std::cerr << "feedwitness-host: " << error.message << '\n';
  if (!host::write_frame(out, host::error_answer(std::nullopt, error))) std::cerr << "and the browser has gone\n";
  return static_cast<int>(error.code);
}

struct Farewell {
  std::string_view line;
  int status = 0;
};

Farewell farewell(host::End end) {
  switch (end) {
    case host::End::closed: return {"the browser closed the connection"};
    case host::End::cut_off: return {"the browser closed the connection inside a frame, which was dropped"};
    case host::End::reader_gone: return {"the browser no longer reads"};
    case host::End::unreadable: return {"stdin cannot be read", static_cast<int>(ErrorCode::io_error)};
    case host::End::no_frames:
      return {"stdin holds no native messaging frames", static_cast<int>(ErrorCode::too_large)};
  }
  return {};
}

int serve(int out, const std::filesystem::path& folder) {
  host::Log log(folder);
  log.note("start");
  host::Session session({
      .open_store = [&] { return store::Store::open(folder); },
      .folder = folder,
      .now = now,
      .send = [&](std::string_view json) { return static_cast<bool>(host::write_frame(out, json)); },
      .log = [&](std::string_view line) { log.fault(line); },
  });
  const auto [line, status] = farewell(host::serve(STDIN_FILENO, session));
  status == 0 ? log.note(line) : log.fault(line);
  return status;
}

}  // namespace

int main(int count, char** words) {
  // The real stdout carries frames alone: one stray byte of a library on it ends the connection. So it moves to a
  // descriptor that only we know, and whatever is printed goes to stderr.
  const int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  prepare_process();

  const std::vector<std::string_view> arguments(words + 1, words + count);
  if (arguments.size() == 1 && arguments[0] == "--version") {
    const std::string text = about::versions("feedwitness-host") + "\n";
    return write(out, text.data(), text.size()) < 0 ? static_cast<int>(ErrorCode::io_error) : EXIT_SUCCESS;
  }
  if (const auto known = host::check_caller(arguments, known_extensions()); !known) return fail(out, known.error());
  if (!identity::start()) return fail(out, {ErrorCode::internal, "this system gives no randomness"});
  const auto folder = store::default_folder(environment);
  if (!folder) return fail(out, folder.error());
  return serve(out, *folder);
}
