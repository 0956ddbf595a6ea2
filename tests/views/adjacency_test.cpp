#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/views/cases.h"
#include "views/adjacency/neighbours.h"

using namespace feedwitness;
namespace adjacency = views::adjacency;

TEST_CASE("each case of tests/views/adjacency is answered as it is written") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator{FEEDWITNESS_SOURCE_DIR "/tests/views/adjacency"}) {
    tests::Case{}.run("adjacency/" + entry.path().filename().string());
    ++cases;
  }

  CHECK(cases >= 2);
}
