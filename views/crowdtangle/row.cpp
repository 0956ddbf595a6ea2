#include "views/crowdtangle/row.h"

#include <algorithm>

#include "views/source.h"

namespace feedwitness::views::crowdtangle {
namespace {

std::optional<std::int64_t> value_of(const std::optional<parser::Count>& count) {
  return count ? std::optional{count->value} : std::nullopt;
}

// The same facts as the store gives of an observation.
store::Observation observed(const store::ImpressionRow& row) {
  store::Observation seen;
  for (std::size_t i = 0; i < seen.reactions.size(); ++i) seen.reactions.at(i) = value_of(row.reactions.at(i));
  seen.reactions_total = value_of(row.reactions_total);
  seen.comments = value_of(row.comments);
  seen.shares = value_of(row.shares);
  seen.video = row.video;
  seen.images_count = row.images_count;
  seen.fblinktype = row.fblinktype;
  seen.card_type = row.card_type;
  seen.card_link = row.card_link;
  return seen;
}

}  // namespace

Counts counts_of(const store::ImpressionRow& row) { return counts_of(observed(row)); }

std::optional<Type> type_of_row(const store::ImpressionRow& row) { return type_of(observed(row)); }

std::string user_name_of(const store::ImpressionRow& row) {
  const std::string_view handle = handle_of(row.source_link);
  return is_platform_number(handle) ? std::string{} : std::string{handle};
}

std::string account_id_of(const store::ImpressionRow& row) {
  return std::string{number_of_source(row.source_id, row.source_link)};
}

std::string url_of(const store::ImpressionRow& row) {
  constexpr std::string_view kSite = "https://www.facebook.com";
  std::string url{kSite};
  if (row.perma_link.empty()) return (url += '/') += row.post_id;
  if (!row.perma_link.starts_with('/')) url += '/';
  return url += row.perma_link;
}

std::string platform_id_of(const store::ImpressionRow& row) {
  std::string id = account_id_of(row);
  if (!id.empty()) id += '_';
  return id += row.post_id;
}

Result<void> each_row(store::Store& store, std::span<const Found> posts,
                      const std::function<void(const Found&, const store::ImpressionRow&)>& use) {
  std::vector<std::int64_t> keys(posts.size());
  std::transform(posts.begin(), posts.end(), keys.begin(), [](const Found& found) { return found.impression; });
  std::size_t at = 0;
  return store.each_impression(keys, [&](const store::ImpressionRow& row) {
    while (posts[at].impression != row.key) ++at;
    use(posts[at++], row);
    return true;
  });
}

}  // namespace feedwitness::views::crowdtangle
