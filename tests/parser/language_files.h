#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace feedwitness::test {

using Phrases = std::map<std::string, std::vector<std::string>>;  // by key

inline std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(' '));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// A language file as a translator reads it: independent of how the parser does.
inline Phrases phrases_of(const std::filesystem::path& file) {
  Phrases phrases;
  std::ifstream in{file};
  for (std::string line; std::getline(in, line);) {
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) {
      phrases["a line without a key"].push_back(line);
      continue;
    }
    std::string rest = line.substr(colon + 1) + "|";
    for (std::size_t bar = rest.find('|'); bar != std::string::npos; bar = rest.find('|')) {
      phrases[line.substr(0, colon)].push_back(trimmed(rest.substr(0, bar)));
      rest.erase(0, bar + 1);
    }
  }
  return phrases;
}

inline std::vector<std::filesystem::path> language_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{FEEDWITNESS_SOURCE_DIR "/parser/locale"}) {
    if (entry.path().extension() == ".txt" && entry.path().stem() != "root") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace feedwitness::test
