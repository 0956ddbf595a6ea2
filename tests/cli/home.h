#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "tests/support/process.h"
#include "tests/support/temporary_folder.h"

namespace feedwitness::tests {

// An invented timeline: seven posts, of which one is not public and two are sponsored.
inline const std::string kSample = FEEDWITNESS_SOURCE_DIR "/installer/sample-timeline.html";

inline std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_file(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

// A person's home folder, in which the built feedwitness runs.
class Home {
 public:
  Finished run(std::vector<std::string> words, std::string_view input = {}) const {
    words.insert(words.begin(), FEEDWITNESS_CLI);
    return tests::run(words, input, environment());
  }
  // The JSON that a command prints; null when it prints something else.
  boost::json::value json(const std::vector<std::string>& words) const {
    boost::system::error_code not_json;
    return boost::json::parse(run(words).out, not_json);
  }
  std::map<std::string, std::string> environment() const {
    return {{"HOME", path().string()},
            {"XDG_CONFIG_HOME", (path() / ".config").string()},
            {"XDG_DATA_HOME", data().string()},
            {"PATH", (path() / "bin").string()},
            {"TZ", "UTC"}};
  }

  const std::filesystem::path& path() const { return folder_.path(); }
  std::filesystem::path data() const { return path() / "data"; }
  std::filesystem::path store() const { return data() / "feedwitness"; }
  // Every byte of every file of the store.
  std::string store_bytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(store())) bytes += read_file(entry.path());
    return bytes;
  }

 private:
  TemporaryFolder folder_;
};

// A public post in the site's markup.
inline std::string post(int order, const std::string& source, const std::string& text) {
  const std::string n = std::to_string(order);
  const std::string page = "https://www.facebook.com/" + source;
  return "<div aria-posinset='" + n + "' role='article' aria-labelledby='a" + n + "' aria-describedby='s" + n + " m" +
         n + "'><h4 id='a" + n + "'><strong><a href='" + page + "'>" + source + "</a></strong></h4><div id='s" + n +
         "'><a href='" + page + "/posts/" + std::to_string(7000000 + order) +
         "' aria-label='2h'>2h</a><svg><title>Shared with Public</title></svg></div><div id='m" + n +
         "' data-ad-comet-preview='message' data-ad-preview='message'><div dir='auto'>" + text + "</div></div></div>\n";
}

inline std::string page(const std::string& posts) {
  return "<!DOCTYPE html><html lang='en'><body><div role='main'><div role='feed'>\n" + posts +
         "</div></div></body></html>";
}

}  // namespace feedwitness::tests
