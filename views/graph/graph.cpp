#include "views/graph/graph.h"

#include <array>

#include "views/graph/answers.h"

namespace feedwitness::views::graph {
namespace {

constexpr std::int64_t kLongestFields = 16'384;
constexpr std::int64_t kLongestBatch = std::int64_t{256} << 10U;
constexpr std::int64_t kLongestValue = 65'536;
constexpr std::int64_t kLongestAddress = 4096;

// ---- Parameters

constexpr Parameter kNode{.name = "node",
                          .maximum = kLongestAddress,
                          .help =
                              "whose: me, a post, a page, a photo, a video, a timeline, an impression, an "
                              "annotation, or an address",
                          .example = "me"};
constexpr Parameter kEdge{.name = "edge", .help = "feed, photos, impressions ...", .example = "feed"};
constexpr Parameter kFields{.name = "fields",
                            .maximum = kLongestFields,
                            .help = "what is wanted of each, edges with theirs in braces",
                            .example = "message,from,impressions.limit(2){order}"};
constexpr Parameter kMetadata{
    .name = "metadata", .help = "1: with the fields and connections of the type", .example = "1"};
constexpr Parameter kPretty{.name = "pretty", .help = "taken, and without effect", .example = "1"};
constexpr Parameter kFormat{.name = "format", .help = "taken, and without effect", .example = "json"};

constexpr std::array kPage{
    kFields,
    Parameter{.name = "limit", .help = "how many, from 1 to 1000; 25 without it", .example = "3"},
    Parameter{
        .name = "order", .help = "chronological, or reverse_chronological as without it", .example = "chronological"},
    Parameter{.name = "after", .help = "a cursor: what comes after it"},
    Parameter{.name = "before", .help = "a cursor: what comes before it"},
    Parameter{.name = "since", .help = "from then on: Unix seconds or a date", .example = "2017-12-08"},
    Parameter{.name = "until", .help = "up to then", .example = "1512694848"},
    Parameter{.name = "offset", .help = "after skipping so many", .example = "25"},
    Parameter{.name = "summary", .help = "total_count: how many there are in all", .example = "total_count"},
    Parameter{.name = "__paging_token", .help = "the exact place in the links of pages by time"},
    Parameter{.name = "__previous", .help = "1 in the link to the page before, by time"},
    kPretty,
    kFormat};

template <std::size_t... kSizes>
constexpr auto joined(const std::array<Parameter, kSizes>&... lists) {
  std::array<Parameter, (kSizes + ...)> all{};
  std::size_t next = 0;
  const auto add = [&](const auto& list) {
    for (const Parameter& parameter : list) all.at(next++) = parameter;
  };
  (add(lists), ...);
  return all;
}

constexpr auto kNodeTakes =
    joined(std::array{kNode, kMetadata,
                      Parameter{.name = "ids",
                                .maximum = kLongestAddress,
                                .help = "these nodes' edge of that name, with commas between them: /feed?ids=12,34"}},
           kPage);
constexpr auto kEdgeTakes = joined(std::array{kNode, kEdge}, kPage);
constexpr std::array kNodesTake{
    Parameter{
        .name = "ids", .maximum = kLongestAddress, .help = "up to 50 nodes, with commas between them", .example = "me"},
    Parameter{.name = "id",
              .maximum = kLongestAddress,
              .help = "one node, an address for example",
              .example = "https://tides.example/tonight"},
    kFields,
    kMetadata,
    kPretty,
    kFormat};

constexpr std::array kNote{
    Parameter{.name = "name", .help = "the label; note without it", .example = "topic"},
    Parameter{.name = "value", .maximum = kLongestValue, .help = "what it says", .example = "ferries"},
    Parameter{
        .name = "message", .maximum = kLongestValue, .help = "the same, as comments have it", .example = "Awesome!"},
    Parameter{.name = "coder", .help = "who says so", .example = "Petronella"},
    Parameter{.name = "time", .help = "when, if not now: Unix seconds or a date", .example = "2026-11-22"},
    kFields};
constexpr auto kPublishTakes = joined(std::array{kNode, kEdge}, kNote);
constexpr auto kUpdateTakes = joined(std::array{kNode}, kNote);
constexpr std::array kRemoveTakes{
    kNode,
    Parameter{
        .name = "dryRun", .kind = Parameter::Kind::flag, .standard = "false", .help = "only count what would go"}};
constexpr std::array kBatchTakes{
    Parameter{.name = "batch",
              .standard = "[]",
              .maximum = kLongestBatch,
              .help = "a JSON array of up to 50 {method, relative_url, body, name, "
                      "depends_on, omit_response_on_success}",
              .example = R"([{"method":"GET","relative_url":"me"}])"},
    Parameter{.name = "include_headers", .help = "taken, and without effect", .example = "false"}};
constexpr std::array kOembedTakes{
    Parameter{.name = "url", .maximum = kLongestAddress, .help = "the address of a post that was shown"},
    Parameter{.name = "maxwidth", .help = "from 220 on; 552 without it", .example = "400"}, kPretty, kFormat};

// ---- The table. A version may stand before each path: /graph/v2.11/me. What is literal comes first.

constexpr std::string_view kJson = "application/json";

constexpr std::array kViews{
    View{.name = "graph/nodes",
         .path = "/graph",
         .example = "/graph?ids=me",
         .gives = kJson,
         .help = "several nodes at once",
         .parameters = kNodesTake,
         .answer = nodes},
    View{.name = "graph/batch",
         .method = Method::write,
         .path = "/graph",
         .example = "/graph?batch=%5B%7B%22relative_url%22:%22me%22%7D%5D",
         .gives = kJson,
         .help = "several calls in one, which may use each other's results",
         .parameters = kBatchTakes,
         .answer = batch},
    View{.name = "graph/oembed",
         .path = "/graph/oembed_post",
         .example = "/graph/oembed_post?url=https://www.facebook.com/harbour.choir/posts/5567788990011223",
         .gives = kJson,
         .help = "a post as a blockquote for a page of yours, which loads nothing",
         .parameters = kOembedTakes,
         .answer = oembed},
    View{.name = "graph/node",
         .path = "/graph/{node}",
         .example = "/graph/me?metadata=1",
         .gives = kJson,
         .help = "a node with its fields",
         .parameters = kNodeTakes,
         .answer = node},
    View{.name = "graph/edge",
         .path = "/graph/{node}/{edge}",
         .example = "/graph/me/feed?limit=3&fields=message,from",
         .gives = kJson,
         .help = "what belongs to a node, page by page",
         .parameters = kEdgeTakes,
         .answer = edge},
    View{.name = "graph/publish",
         .method = Method::write,
         .path = "/graph/{node}/{edge}",
         .example = "/graph/me/annotations?name=topic&value=ferries",
         .gives = kJson,
         .help = "a label or a note of your own, on any node",
         .parameters = kPublishTakes,
         .answer = publish},
    View{.name = "graph/update",
         .method = Method::write,
         .path = "/graph/{node}",
         .example = "/graph/me_note1?value=night+ferries",
         .gives = kJson,
         .help = "another text of a label or note",
         .parameters = kUpdateTakes,
         .answer = update},
    View{.name = "graph/remove",
         .method = Method::remove,
         .path = "/graph/{node}",
         .example = "/graph/me?dryRun=true",
         .gives = kJson,
         .help = "deletes a note, or your copies of a post, of a page's posts, or of a timeline",
         .parameters = kRemoveTakes,
         .answer = remove},
};

}  // namespace

std::span<const View> views() { return kViews; }

}  // namespace feedwitness::views::graph
