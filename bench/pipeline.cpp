// bench_pipeline HOST FOLDER ROUNDS WINDOW: the real host over real pipes, one post in each frame, at most WINDOW
// frames unanswered, each round a new timeline. Prints one JSON object: html bytes, the host's CPU seconds and peak
// memory, latency from writing a frame to its answer, bytes of the store, and how many impressions were acknowledged.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <vector>

#include <boost/json.hpp>

#include "bench/measure.h"
#include "tests/support/process.h"
#include "tests/support/temporary_folder.h"

namespace {

using Clock = std::chrono::steady_clock;
namespace json = boost::json;

constexpr const char* kCaller = "chrome-extension://plhdklcmajgpagadhomdhbjcbdlikkha/";

std::string frame(const json::value& message) {
  const std::string text = json::serialize(message);
  const auto size = static_cast<std::uint32_t>(text.size());
  std::string bytes(sizeof size, '\0');
  std::memcpy(bytes.data(), &size, sizeof size);
  return bytes + text;
}

json::object answer(feedwitness::tests::Process& host) {
  const std::string header = host.read(sizeof(std::uint32_t));
  std::uint32_t size = 0;
  if (header.size() != sizeof size) {
    std::fputs("the host went away\n", stderr);
    std::exit(1);
  }
  std::memcpy(&size, header.data(), sizeof size);
  return json::parse(host.read(size)).as_object();
}

std::string capture(std::int64_t id, long round, std::size_t order, const std::string& html) {
  char uuid[40];
  std::snprintf(uuid, sizeof uuid, "00000000-0000-4000-8000-%012ld", round);
  return frame(
      {{"type", "capture"},
       {"id", id},
       {"timeline",
        {{"id", uuid},
         {"startTime", "2026-01-02T03:04:05.000Z"},
         {"location", "https://www.facebook.com/"},
         {"platform", "facebook"},
         {"position", "feed"}}},
       {"impressions",
        json::array{
            {{"order", order + 1}, {"time", "2026-01-02T03:04:06.000Z"}, {"visibility", "public"}, {"html", html}}}}});
}

// The most memory that a process that still runs has held. The figure of getrusage for children would be this process's
// own where that is larger: a child starts as a copy of its parent.
long peak_kb(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  const std::string key = "VmHWM:";
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(key)) return std::strtol(line.c_str() + key.size(), nullptr, 10);
  }
  return 0;
}

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fprintf(stderr, "usage: %s HOST FOLDER ROUNDS WINDOW\n", argv[0]);
    return 2;
  }
  const std::vector<std::string> files = feedwitness::bench::read_folder(argv[2]);
  const long rounds = std::strtol(argv[3], nullptr, 10);
  const auto window = static_cast<std::size_t>(std::strtoul(argv[4], nullptr, 10));
  const feedwitness::tests::TemporaryFolder folder;

  // Frames are made before the clock starts: in life the browser makes them, in another process.
  std::vector<std::string> frames;
  std::size_t html_bytes = 0;
  for (long round = 0; round < rounds; ++round) {
    for (std::size_t order = 0; order < files.size(); ++order) {
      frames.push_back(capture(static_cast<std::int64_t>(frames.size()) + 2, round, order, files[order]));
      html_bytes += files[order].size();
    }
  }

  std::vector<double> latencies;
  std::int64_t stored = 0;
  double wall = 0;
  long peak = 0;
  {
    feedwitness::tests::Process host({argv[1], kCaller}, {{"XDG_DATA_HOME", folder.path().string()}});
    host.write(frame({{"type", "hello"}, {"id", 1}, {"protocol", 1}, {"extension", "bench"}, {"browser", "chromium"}}));
    answer(host);
    const auto start = Clock::now();
    std::deque<Clock::time_point> sent;
    const auto take = [&] {
      const json::object got = answer(host);
      if (got.at("type") == "stored") stored += got.at("stored").as_int64();
      latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent.front()).count());
      sent.pop_front();
    };
    for (const std::string& bytes : frames) {
      if (sent.size() == window) take();
      sent.push_back(Clock::now());
      host.write(bytes);
    }
    while (!sent.empty()) take();
    wall = std::chrono::duration<double>(Clock::now() - start).count();
    peak = peak_kb(host.pid());
    host.close_input();
    host.wait();
  }

  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  std::uintmax_t store_bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path())) {
    if (entry.is_regular_file()) store_bytes += entry.file_size();
  }
  std::printf(
      "{\"bytes\":%zu,\"seconds\":%.6f,\"wall\":%.6f,\"answered\":%lld,\"rssKb\":%ld,\"storeBytes\":%ju,"
      "\"p50\":%.3f,\"p99\":%.3f}\n",
      html_bytes, seconds(usage.ru_utime) + seconds(usage.ru_stime), wall, static_cast<long long>(stored), peak,
      store_bytes, percentile(latencies, 0.50), percentile(latencies, 0.99));
  return 0;
}
