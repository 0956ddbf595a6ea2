// bench_write_posts FOLDER COUNT: COUNT invented posts as files.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bench/posts.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FOLDER COUNT\n", argv[0]);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const unsigned long count = std::strtoul(argv[2], nullptr, 10);
  for (unsigned long number = 0; number < count; ++number) {
    char name[32];
    std::snprintf(name, sizeof name, "%06lu.html", number);
    std::ofstream{folder / name, std::ios::binary} << feedwitness::bench::comet_post(number);
  }
  return 0;
}
