#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace feedwitness::bench {

// A feed that nobody ever saw, the same for the same seed: sources that publish more or less often, texts of words that
// mean nothing, counts as they are shown.
class Inventor {
 public:
  explicit Inventor(std::uint64_t seed = 1) : state_{seed} { invent_words(); }

  // One timeline of `impressions`, a few of them private. Timelines follow each other in time. The html is that of
  // comet_post(), of the usual weight, and has nothing to do with the record beside it.
  store::Capture capture(int impressions, bool with_html);

 private:
  std::uint64_t random();
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random() % limit); }
  bool chance(unsigned percent) { return random() % 100 < percent; }
  // Small numbers often, large ones rarely.
  std::size_t skewed(std::size_t limit);

  void invent_words();
  std::string sentence(std::size_t words);
  std::string token(std::size_t size);
  store::Impression impression(int order, bool with_html);
  parser::Metadata metadata();
  void count_reactions(parser::Metadata& metadata);

  std::uint64_t state_;
  Time time_ = Time{} + std::chrono::days{20'000};
  std::uint64_t timelines_ = 0;
  std::uint64_t posts_ = 0;
  std::vector<std::string> words_;
};

}  // namespace feedwitness::bench
