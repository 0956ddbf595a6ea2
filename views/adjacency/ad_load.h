#pragma once

#include <cstdint>
#include <optional>
#include <vector>

// How dense the advertisements of a feed are.
namespace feedwitness::views::adjacency {

// What a place of a timeline showed.
struct Shown {
  int order = 0;
  bool is_public = false;
  bool is_ad = false;
};

// Counted over one timeline, or over several. Of what was not captured nothing is assumed: an advertisement may have
// stood there.
struct AdLoad {
  std::int64_t sessions = 0;
  std::int64_t posts = 0;          // that were captured, advertisements and private ones included
  std::int64_t private_posts = 0;  // whose nature is not known
  std::int64_t unobserved = 0;     // orders between 1 and the last that were not captured
  std::int64_t ads = 0;
  // Orders from one advertisement to the next; only where every order between them was captured.
  std::vector<int> distances;
  // The order of the first advertisement; only where every order before it was captured.
  std::vector<int> first_orders;

  void add(const AdLoad& other);
  // nullopt: no post was captured.
  std::optional<double> ads_per_ten_posts() const;
};

std::optional<double> mean_of(const std::vector<int>& numbers);

// Of one timeline's places by their order.
class AdLoadCounter {
 public:
  void add(const Shown& shown);
  AdLoad finish();

 private:
  AdLoad load_{.sessions = 1, .distances = {}, .first_orders = {}};
  int last_order_ = 0;
  std::optional<int> last_ad_;
  bool is_whole_ = true;  // since the last advertisement, or the beginning
};

}  // namespace feedwitness::views::adjacency
