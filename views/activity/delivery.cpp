#include "views/activity/delivery.h"

#include <algorithm>
#include <charconv>

#include "views/activity/form.h"
#include "views/activity/post.h"

namespace feedwitness::views::activity {
namespace {

constexpr std::string_view kHttps = "https://";
constexpr int kLastPort = 65535;

bool is_of_host(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}
bool is_of_target(char c) {
  return c > ' ' && c < '\x7F' && std::string_view{"\"<>\\^`{|}#"}.find(c) == std::string_view::npos;
}

Error refusal() {
  return {ErrorCode::bad_request,
          "a subscriber is an address like https://reader.example/in: https, and no name in it"};
}

}  // namespace

Result<Subscriber> read_subscriber(std::string_view url) {
  if (!url.starts_with(kHttps)) return refusal();
  url.remove_prefix(kHttps.size());
  const std::size_t end = std::min(url.find_first_of("/?"), url.size());
  const std::string_view authority = url.substr(0, end);
  const std::size_t colon = std::min(authority.find(':'), authority.size());
  Subscriber to{std::string{authority.substr(0, colon)}, 443, std::string{url.substr(end)}};
  if (!to.target.starts_with('/')) to.target.insert(0, "/");
  if (colon < authority.size()) {
    const auto [stop, failed] = std::from_chars(authority.data() + colon + 1, authority.data() + end, to.port);
    if (failed != std::errc{} || stop != authority.data() + end || to.port < 1 || to.port > kLastPort) return refusal();
  }
  if (to.host.empty() || !std::all_of(to.host.begin(), to.host.end(), is_of_host)) return refusal();
  if (!std::all_of(to.target.begin(), to.target.end(), is_of_target)) return refusal();
  return to;
}

Result<std::string> document_of(store::Store& store, const std::vector<store::FeedPlace>& places) {
  const auto id = store::feed_id(store, "");
  if (!id) return id.error();
  auto reader = store::FeedReader::open(store);
  if (!reader) return reader.error();
  Head head;
  head.id = urn_of(*id);
  head.title = "feedwitness: the public posts that you were shown";
  head.self = "/feed";
  for (const store::FeedPlace& place : places) head.updated = std::max(head.updated, place.time);
  std::string document = kAtom.begin(head);
  for (const store::FeedPlace& place : places) {
    const auto item = reader->read(place);
    if (!item) return item.error();
    if (*item != nullptr) kAtom.append(document, **item, false);
  }
  return document.append(kAtom.end);
}

}  // namespace feedwitness::views::activity
