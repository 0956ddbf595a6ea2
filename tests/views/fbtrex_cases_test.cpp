#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/views/cases.h"

using namespace feedwitness;

// Each file of tests/views/fbtrex/: what was shown, what is asked, and the whole answer.
TEST_CASE("the calls of the former service answer as their cases say") {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator{FEEDWITNESS_SOURCE_DIR "/tests/views/fbtrex"}) {
    files.push_back("fbtrex/" + entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 8);
  for (const std::string& file : files) {
    CAPTURE(file);
    tests::Case{}.run(file);
  }
}
