#include "views/crowdtangle/account.h"

#include "views/crowdtangle/timesteps.h"

namespace feedwitness::views::crowdtangle {
namespace {

constexpr std::array<Metric, parser::kReactionCount> kReactions{Metric::like, Metric::love,  Metric::wow, Metric::haha,
                                                                Metric::sad,  Metric::angry, Metric::care};

// Reads a post; false when the account has none of it.
Result<bool> read_post(store::Store& store, const std::string& account, const store::PublishedPost& published,
                       Post& post) {
  post.published = published.published;
  post.history.clear();
  bool is_counted = false;
  bool is_of_account = false;
  const auto read = store.each_observation(published.impression, [&](const store::Observation& seen) {
    is_of_account = seen.account == account;
    Moment moment{seen.impression, seen.time, timestep_of(post.published, seen.time), counts_of(seen)};
    if (moment.actual == Counts{}) return;
    is_counted = true;
    post.newest = moment;
    post.type = type_of(seen);
    if (!moment.timestep) return;
    if (!post.history.empty() && post.history.back().timestep == moment.timestep) post.history.pop_back();
    post.history.push_back(moment);
  });
  if (!read) return read.error();
  return is_counted && is_of_account;
}

}  // namespace

Counts counts_of(const store::Observation& seen) {
  Counts counts;
  for (std::size_t i = 0; i < kReactions.size(); ++i) counts[kReactions.at(i)] = seen.reactions.at(i);
  counts[Metric::comment] = seen.comments;
  counts[Metric::share] = seen.shares;
  counts.reactions = seen.reactions_total;
  return counts;
}

Counts expected_of(const Post& post, const Moment& moment, const Benchmarks& past) {
  if (!post.type || !moment.timestep) return {};
  return past.expected(static_cast<int>(*post.type), *moment.timestep).counts;
}

Result<void> each_post(store::Store& store, const std::string& account,
                       const std::function<void(const Post&, const Benchmarks&)>& use) {
  const auto published = store.posts_of(account);
  if (!published) return published.error();
  Benchmarks past;
  Post post;
  for (const store::PublishedPost& one : *published) {
    const auto is_read = read_post(store, account, one, post);
    if (!is_read) return is_read.error();
    if (!*is_read) continue;
    use(post, past);
    if (!post.type) continue;
    for (const Moment& moment : post.history) past.add(static_cast<int>(*post.type), *moment.timestep, moment.actual);
  }
  return {};
}

}  // namespace feedwitness::views::crowdtangle
