#include "cli/world.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <sys/ioctl.h>
#include <system_error>
#include <unistd.h>

namespace feedwitness::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kNarrowest = 60;

Screen screen(std::ostream& stream, int descriptor) {
  Screen result{stream, isatty(descriptor) == 1};
  winsize size{};
  if (result.is_terminal && ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= kNarrowest) {
    result.columns = size.ws_col;
  }
  return result;
}

fs::path own_path(const char* called_as) {
  std::error_code error;
  fs::path path = fs::read_symlink("/proc/self/exe", error);
  if (error) path = fs::canonical(called_as, error);
  return path;
}

}  // namespace

World this_world(const char* called_as) {
  std::ios::sync_with_stdio(false);
  return {.variable =
              [](std::string_view name) {
                const char* value = std::getenv(std::string(name).c_str());
                return std::string(value == nullptr ? "" : value);
              },
          .now = [] { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); },
          .program = own_path(called_as),
          .in = std::cin,
          .in_is_terminal = isatty(STDIN_FILENO) == 1,
          .out = screen(std::cout, STDOUT_FILENO),
          .err = screen(std::cerr, STDERR_FILENO)};
}

Result<fs::path> find_beside(const World& world, const std::string& program, const std::string& room) {
  const fs::path folder = world.program.parent_path();
  for (const fs::path& place : {fs::path{}, fs::path{"../libexec"}, fs::path{".."} / room}) {
    const fs::path file = (folder / place / program).lexically_normal();
    std::error_code error;
    if (fs::is_regular_file(file, error)) return file;
  }
  return Error{ErrorCode::host_unavailable, "there is no " + program + " beside " + world.program.string() +
                                                ": install it with installer/install.sh"};
}

}  // namespace feedwitness::cli
