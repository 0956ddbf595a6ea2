#include "views/adjacency/around.h"

#include <algorithm>
#include <tuple>

#include <boost/json.hpp>

#include "views/adjacency/advertisers.h"
#include "views/source.h"

namespace feedwitness::views::adjacency {
namespace {

namespace json = boost::json;

std::string text_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains({key.data(), key.size()});
  return value != nullptr && value->is_string() ? json::value_to<std::string>(*value) : std::string{};
}

// A post that shares another: what is not public of the original stays unknown.
void read_root(std::string_view shared, Post& post) {
  if (shared.empty()) return;
  boost::system::error_code failed;
  const json::value value = json::parse({shared.data(), shared.size()}, failed);
  if (failed || !value.is_object() || text_in(value.get_object(), "visibility") == "private") return;
  const json::object& root = value.get_object();
  post.root_id = text_in(root, "postId");
  post.root_owner_id = number_of_source({}, text_in(root, "link"));
  if (post.text.empty()) post.text = text_in(root, "text");
}

Post post_of(const store::PlacedPost& placed) {
  Post post;
  post.order = placed.order;
  post.time = placed.time;
  post.is_public = placed.is_public;
  if (!post.is_public) return post;
  post.nature = placed.nature;
  post.impression_id = placed.impression_id;
  post.ad_id = placed.ad_id;
  post.id = placed.post_id;
  post.owner = placed.source;
  post.owner_link = placed.source_link;
  post.owner_id = number_of_source(placed.source_id, placed.source_link);
  post.perma_link = placed.perma_link;
  post.text = placed.text;
  post.seen_ratio = placed.seen_ratio;
  post.seen_milliseconds = placed.seen_milliseconds;
  read_root(placed.shared, post);
  return post;
}

// The advertisements at the front whose surroundings touch or overlap: of one timeline, so near to each other that what
// stands around them is one run of orders.
std::span<const store::Ad> first_run(std::span<const store::Ad> ads, int distance) {
  std::size_t size = 1;
  while (size < ads.size() && ads[size].timeline == ads[0].timeline &&
         ads[size].order - distance <= ads[size - 1].order + distance + 1) {
    ++size;
  }
  return ads.first(size);
}

Result<bool> use_run(store::Store& store, std::span<const store::Ad> run, int distance,
                     const std::function<bool(const Adjacency&)>& use) {
  std::vector<Post> posts;
  const auto read =
      store::each_placed(store, run.front().timeline, run.front().order - distance, run.back().order + distance,
                         [&](const store::PlacedPost& placed) { posts.push_back(post_of(placed)); });
  if (!read) return read.error();
  for (const store::Ad& ad : run) {
    const Post* post = post_at(posts, ad.order);
    // Deleted or read again since the index gave it.
    if (post == nullptr || post->nature != parser::Nature::sponsored) continue;
    if (!use({ad, *post, neighbours_of(posts, ad.order, distance)})) return false;
  }
  return true;
}

}  // namespace

Result<std::vector<store::Ad>> ads_of(store::Store& store, const Selection& selection) {
  auto ads = store::ads(store, selection.placement, selection.from, selection.to);
  if (!ads) return ads;
  std::erase_if(*ads, [&](const store::Ad& ad) { return !is_of(ad, selection.advertiser); });
  std::sort(ads->begin(), ads->end(), [](const store::Ad& a, const store::Ad& b) {
    return std::tie(a.timeline, a.order) < std::tie(b.timeline, b.order);
  });
  return ads;
}

Result<bool> each_adjacency(store::Store& store, std::span<const store::Ad> ads, int distance,
                            const std::function<bool(const Adjacency&)>& use) {
  while (!ads.empty()) {
    const auto run = first_run(ads, distance);
    auto wanted = use_run(store, run, distance, use);
    if (!wanted || !*wanted) return wanted;
    ads = ads.subspan(run.size());
  }
  return true;
}

Result<bool> each_adjacency(store::Store& store, const Selection& selection,
                            const std::function<bool(const Adjacency&)>& use) {
  const auto ads = ads_of(store, selection);
  if (!ads) return ads.error();
  return each_adjacency(store, *ads, selection.distance, use);
}

Result<void> each_hour(store::Store& store, const Selection& selection, std::string_view zone,
                       const std::function<Result<bool>(const Hour&)>& use) {
  Time from = selection.from;
  while (true) {
    const auto next = store::next_ad(store, selection.placement, from);
    if (!next) return next.error();
    if (!*next || **next >= selection.to) return {};
    const Hour hour = hour_of(**next, zone);
    const auto wanted = use({std::max(hour.begin, selection.from), std::min(hour.end, selection.to)});
    if (!wanted) return wanted.error();
    if (!*wanted) return {};
    from = hour.end;
  }
}

}  // namespace feedwitness::views::adjacency
