// bench_generate FOLDER IMPRESSIONS [--html] [--group N]: a store of so many invented public impressions and some
// private ones among them, the same each time, made through the store's own door. Prints how fast they went in.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "bench/invented.h"
#include "identity/identity.h"
#include "store/store.h"

namespace {

using namespace feedwitness;  // NOLINT(google-build-using-namespace): a program of one file

struct Options {
  const char* folder = nullptr;
  std::int64_t impressions = 0;  // public ones
  bool with_html = false;
  int group = 50;  // impressions in one transaction
};

bool read_options(int count, char** arguments, Options& options) {
  if (count < 3) return false;
  options.folder = arguments[1];
  options.impressions = std::atoll(arguments[2]);
  for (int i = 3; i < count; ++i) {
    if (std::strcmp(arguments[i], "--html") == 0) {
      options.with_html = true;
    } else if (std::strcmp(arguments[i], "--group") == 0 && i + 1 < count) {
      options.group = std::atoi(arguments[++i]);
    } else {
      return false;
    }
  }
  return options.impressions > 0 && options.group > 0;
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return static_cast<int>(error.code);
}

// A timeline of 50 impressions arrives in as many captures as it has groups.
std::vector<store::Capture> in_groups(const store::Capture& timeline, int group) {
  std::vector<store::Capture> captures;
  for (const store::Impression& impression : timeline.impressions) {
    if (captures.empty() || captures.back().impressions.size() == static_cast<std::size_t>(group)) {
      captures.push_back({timeline.timeline, {}, captures.empty() ? timeline.health : store::Health{}});
    }
    captures.back().impressions.push_back(impression);
  }
  return captures;
}

int generate(const Options& options) {
  auto store = store::Store::open(options.folder);
  if (!store) return fail(store.error());
  bench::Inventor inventor;
  std::chrono::duration<double> spent{};
  std::vector<std::chrono::duration<double>> latencies;
  std::int64_t done = 0;
  std::int64_t done_public = 0;
  while (done_public < options.impressions) {
    const auto timeline = inventor.capture(50, options.with_html);
    for (const store::Capture& capture : in_groups(timeline, options.group)) {
      const auto begin = std::chrono::steady_clock::now();
      const auto stored = store->add({&capture, 1}, timeline.impressions.back().time);
      if (!stored) return fail(stored.error());
      latencies.emplace_back(std::chrono::steady_clock::now() - begin);
      spent += latencies.back();
    }
    done += static_cast<std::int64_t>(timeline.impressions.size());
    done_public += std::count_if(timeline.impressions.begin(), timeline.impressions.end(),
                                 [](const store::Impression& one) { return one.is_public; });
  }
  std::sort(latencies.begin(), latencies.end());
  std::printf("%lld impressions in groups of %d: %.0f/s; one commit p50 %.2f ms, p99 %.2f ms\n",
              static_cast<long long>(done), options.group, static_cast<double>(done) / spent.count(),
              latencies[latencies.size() / 2].count() * 1e3, latencies[latencies.size() * 99 / 100].count() * 1e3);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  if (!read_options(count, arguments, options)) {
    std::fprintf(stderr, "usage: bench_generate FOLDER IMPRESSIONS [--html] [--group N]\n");
    return 2;
  }
  if (!identity::start()) return 1;
  return generate(options);
}
