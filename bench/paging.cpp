// bench_paging FOLDER SKIP: a page of 100 rows at the newest end and after SKIP rows, in the store of FOLDER. Prints
// one JSON object with the median milliseconds of each.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "identity/identity.h"
#include "store/store.h"

namespace {

double median_page(feedwitness::store::Store& store, std::int64_t skip) {
  std::vector<double> times;
  for (int round = 0; round < 51; ++round) {
    const auto start = std::chrono::steady_clock::now();
    feedwitness::store::ImpressionQuery query;
    query.amount = 100;
    query.skip = skip;
    auto rows = store.impressions(query);
    int count = 0;
    while (rows && rows->next() != nullptr) ++count;
    if (count != 100) {
      std::fputs("the store holds too few rows\n", stderr);
      std::exit(1);
    }
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::nth_element(times.begin(), times.begin() + 25, times.end());
  return times[25];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 || !feedwitness::identity::start()) {
    std::fprintf(stderr, "usage: %s FOLDER SKIP\n", argv[0]);
    return 2;
  }
  auto store = feedwitness::store::Store::open(argv[1], {.create = false});
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().message.c_str());
    return 1;
  }
  const double first = median_page(*store, 0);
  const double deep = median_page(*store, std::strtoll(argv[2], nullptr, 10));
  std::printf("{\"first\":%.4f,\"deep\":%.4f}\n", first, deep);
  return 0;
}
