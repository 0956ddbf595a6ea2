#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace feedwitness::bench {

inline std::vector<std::string> read_folder(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".html") names.push_back(entry.path());
  }
  std::sort(names.begin(), names.end());
  std::vector<std::string> files;
  for (const auto& name : names) {
    std::ifstream file(name, std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return files;
}

// Runs `work(html)` over every file of FOLDER, ROUNDS times after one round that is not counted, and prints one JSON
// object: bytes and CPU seconds of all counted rounds, what `work` answered for one round, and the peak memory.
template <typename Work>
int measure(int argc, char** argv, Work work) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: %s FOLDER ROUNDS\n", argv[0]);
    return 2;
  }
  const std::vector<std::string> files = read_folder(argv[1]);
  const long rounds = std::strtol(argv[2], nullptr, 10);
  std::size_t answered = 0;
  for (const std::string& html : files) answered += work(html);

  std::size_t bytes = 0;
  const std::clock_t start = std::clock();
  for (long round = 0; round < rounds; ++round) {
    for (const std::string& html : files) {
      work(html);
      bytes += html.size();
    }
  }
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("{\"bytes\":%zu,\"seconds\":%.6f,\"answered\":%zu,\"rssKb\":%ld}\n", bytes, seconds, answered,
              usage.ru_maxrss);
  return 0;
}

}  // namespace feedwitness::bench
