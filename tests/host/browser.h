#pragma once

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <doctest/doctest.h>

#include "manifest/extension_ids.h"
#include "tests/support/process.h"
#include "tests/support/temporary_folder.h"

namespace feedwitness::tests {

inline const std::string kOrigin = "chrome-extension://" + std::string(manifest::kChromiumIds.front()) + "/";

inline std::string frame(std::string_view body) {
  const auto length = static_cast<std::uint32_t>(body.size());
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes.append(body);
}

// The built host, started as a browser starts it, with a home of its own.
class Browser {
 public:
  explicit Browser(const TemporaryFolder& home, const std::vector<std::string>& arguments = {kOrigin})
      : host_(command(arguments), surroundings(home)) {}

  static std::map<std::string, std::string> surroundings(const TemporaryFolder& home) {
    return {{"HOME", home.path().string()},
            {"XDG_DATA_HOME", (home / "data").string()},
            {"XDG_CONFIG_HOME", (home / "config").string()}};
  }

  Process& host() { return host_; }
  bool send(std::string_view json) { return host_.write(frame(json)); }

  // The next answer; nullopt when the host has left, or says nothing for a while.
  std::optional<boost::json::value> answer() {
    const std::string header = host_.read(4);
    if (header.size() < 4) return std::nullopt;
    std::uint32_t length = 0;
    std::memcpy(&length, header.data(), sizeof length);
    REQUIRE(length <= 1'048'576);
    const std::string body = host_.read(length);
    REQUIRE(body.size() == length);
    return boost::json::parse(body);
  }

  boost::json::value ask(std::string_view json) {
    REQUIRE(send(json));
    const auto got = answer();
    REQUIRE(got);
    return *got;
  }

  boost::json::value hello() {
    return ask(R"({"type":"hello","id":0,"protocol":1,"extension":"0.1.0","browser":"chromium"})");
  }

 private:
  static std::vector<std::string> command(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{FEEDWITNESS_HOST};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
  }

  Process host_;
};

// Messages of a timeline, for invented posts.
inline std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string(text.data(), text.size()));
}

inline std::string timeline(int number = 1) {
  std::string last = std::to_string(number);
  last.insert(0, 12 - last.size(), '0');
  return R"({"id":"6b3f8a52-9d0e-4c55-8f57-)" + last +
         R"(","startTime":"2026-11-22T09:00:00Z","location":"https://www.facebook.com/","platform":"facebook",)" +
         R"("position":"feed"})";
}

inline std::string public_impression(int order, std::string_view html) {
  return R"({"order":)" + std::to_string(order) + R"(,"time":"2026-11-22T09:00:01Z","visibility":"public","html":)" +
         json_text(html) + "}";
}

inline std::string private_impression(int order) {
  return R"({"order":)" + std::to_string(order) + R"(,"time":"2026-11-22T09:00:01Z","visibility":"private"})";
}

inline std::string capture(int id, std::string_view impressions, int timeline_number = 1) {
  return R"({"type":"capture","id":)" + std::to_string(id) + R"(,"timeline":)" + timeline(timeline_number) +
         R"(,"language":"en","impressions":[)" + std::string(impressions) + "]}";
}

inline std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// True when any file in the folder holds the text.
inline bool holds(const std::filesystem::path& folder, std::string_view text) {
  return std::any_of(std::filesystem::recursive_directory_iterator(folder),
                     std::filesystem::recursive_directory_iterator(), [&](const auto& file) {
                       return file.is_regular_file() && content_of(file.path()).find(text) != std::string::npos;
                     });
}

}  // namespace feedwitness::tests
