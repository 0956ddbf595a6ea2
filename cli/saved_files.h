#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/command.h"
#include "intake/intake.h"

namespace CLI {
class App;
}

// What `import` and `replay` have in common: files in, one line each out. They differ in the way a page takes.
namespace feedwitness::cli {

struct SavedFiles {
  std::vector<std::string> names;
  std::string captured_at;  // as typed; empty: what each file says
  std::string url;
  bool as_json = false;
};

void add_options(CLI::App& command, SavedFiles& files);

// What became of the page of one file.
struct Taken {
  store::Stored counts;
  std::int64_t rejected = 0;
};

// Gives the bytes of each file to `take` and says what became of it. A file that fails is told and does not stop the
// others; the Error at the end is then that of the first one.
Result<void> take_bytes(const SavedFiles& files, World& world,
                        const std::function<Result<Taken>(std::string bytes, const std::string& name)>& take);

// The same for saved pages: opens each file and gives its page.
Result<void> take_files(const SavedFiles& files, World& world,
                        const std::function<Result<Taken>(intake::SavedPage page)>& take);

}  // namespace feedwitness::cli
