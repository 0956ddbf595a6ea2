#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "base/json_text.h"
#include "views/adjacency/advertisers.h"
#include "views/adjacency/answers.h"
#include "views/adjacency/graph_request.h"
#include "views/adjacency/languages.h"
#include "views/graph_error.h"
#include "views/link.h"

// Source: Feed Verification API, "Get an adset level content delivery report". An ad set is not seen in a feed; its
// place in the path takes what names an advertiser (advertisers.h).
namespace feedwitness::views::adjacency {
namespace {

constexpr std::array<std::string_view, 3> kFields{"impression_id", "ad_id", "content"};
constexpr std::array<std::string_view, 3> kSummary{"total_count", "earliest_datetime", "latest_datetime"};

// ---- Pages

// Where an advertisement stands among those of an hour. As a cursor: "17_4". It holds when others come or go.
using Place = std::pair<std::int64_t, int>;
Place place_of(const store::Ad& ad) { return {ad.timeline, ad.order}; }

std::string cursor_of(const store::Ad& ad) { return std::to_string(ad.timeline) + '_' + std::to_string(ad.order); }

std::optional<Place> read_cursor(std::string_view text) {
  Place place;
  const char* const end = text.data() + text.size();
  const auto [between, failed] = std::from_chars(text.data(), end, place.first);
  if (failed != std::errc{} || between == end || *between != '_') return std::nullopt;
  const auto [rest, failed_again] = std::from_chars(between + 1, end, place.second);
  return failed_again == std::errc{} && rest == end ? std::optional{place} : std::nullopt;
}

struct Page {
  std::span<const store::Ad> ads;
  bool has_previous = false;
  bool has_next = false;
};

// How many of `all`, which is by place, stand before a cursor; and those up to it, itself included. Errors:
// 100/2349049.
struct Cut {
  std::size_t before = 0;
  std::size_t through = 0;
};
Result<Cut> cut_at(std::span<const store::Ad> all, std::string_view cursor) {
  const auto place = read_cursor(cursor);
  if (!place) return graph_error(100, 2349049, "after and before take a cursor of an answer's paging");
  const auto at = std::lower_bound(all.begin(), all.end(), *place,
                                   [](const store::Ad& ad, const Place& wanted) { return place_of(ad) < wanted; });
  const auto before = static_cast<std::size_t>(at - all.begin());
  return Cut{before, at != all.end() && place_of(*at) == *place ? before + 1 : before};
}

Result<Page> page_of(const Question& question, std::span<const store::Ad> all) {
  const auto limit = static_cast<std::size_t>(question.number("limit"));
  const std::string_view after = question.text("after");
  const std::string_view before = question.text("before");
  std::size_t begin = 0;
  std::size_t end = all.size();
  if (!after.empty()) {
    const auto cut = cut_at(all, after);
    if (!cut) return cut.error();
    begin = cut->through;
  }
  if (!before.empty()) {
    const auto cut = cut_at(all, before);
    if (!cut) return cut.error();
    end = std::max(cut->before, begin);
  }
  if (after.empty() && !before.empty()) {
    begin = end - std::min(limit, end);
  } else {
    end = std::min(end, begin + limit);
  }
  return Page{all.subspan(begin, end - begin), begin > 0, end < all.size()};
}

// ---- Rows

void append_item(std::string& list, const Neighbour& neighbour, bool is_instagram) {
  static const Post kHidden;
  const Post& post = neighbour.post->is_public ? *neighbour.post : kHidden;
  JsonObject item{list};
  // An Instagram post has an id on Facebook, too, which its page does not tell.
  item.text_or_null("content_id", is_instagram ? "" : post.id);
  if (is_instagram) item.text_or_null("ig_content_id", post.id);
  item.text_or_null("content_owner_id", is_instagram ? "" : post.owner_id);
  if (is_instagram) item.text_or_null("ig_content_owner_id", post.owner_id);
  if (!is_instagram) item.text_if_any("content_root_id", post.root_id);
  if (!is_instagram) item.text_if_any("content_root_owner_id", post.root_owner_id);
  item.text_or_null("content_language", language_in(Languages::ad_set, post.text));
  item.text("content_position", name_of(neighbour.side));
  item.number("content_distance", neighbour.distance);
  item.text("content_privacy",
            name_of(neighbour.post->is_public ? parser::Visibility::public_post : parser::Visibility::private_post));
  item.close();
}

void append_row(std::string& out, const Adjacency& adjacency, const std::vector<std::string_view>& fields) {
  JsonObject row{out};
  for (const std::string_view field : fields) {
    if (field == "impression_id") row.text(field, adjacency.post.impression_id);
    if (field == "ad_id") row.text_or_null(field, adjacency.post.ad_id);
    if (field != "content") continue;
    std::string& list = row.member(field) += '[';
    for (const Neighbour& neighbour : adjacency.neighbours) {
      if (neighbour.sight != Sight::observed) continue;
      if (list.back() != '[') list += ',';
      append_item(list, neighbour, adjacency.ad.platform == "instagram");
    }
    list += ']';
  }
  row.close();
}

// ---- The answer

std::string paging_of(const Question& question, const Page& page) {
  std::string text;
  JsonObject paging{text};
  if (!page.ads.empty()) {
    const std::string first = cursor_of(page.ads.front());
    const std::string last = cursor_of(page.ads.back());
    JsonObject cursors{paging.member("cursors")};
    cursors.text("before", first);
    cursors.text("after", last);
    cursors.close();
    const std::string path = "/graph/" + encoded(question.text("ad_set_id"));
    const auto link = [&](std::string_view parameter, std::string_view cursor) {
      return Link{question.links, path + "/adjacent_content_delivery_report"}
          .add(*find("adjacency/ad_set"), question, {"ad_set_id", "after", "before"})
          .add(parameter, cursor)
          .text();
    };
    if (page.has_next) paging.text("next", link("after", last));
    if (page.has_previous) paging.text("previous", link("before", first));
  }
  paging.close();
  return text;
}

void append_summary(std::string& out, const std::vector<std::string_view>& fields, std::size_t count,
                    const std::optional<Range>& range, std::string_view zone) {
  JsonObject summary{out};
  for (const std::string_view field : fields) {
    if (field == "total_count") summary.number(field, static_cast<std::int64_t>(count));
    if (!range) continue;
    if (field == "earliest_datetime") summary.text(field, format_hour(range->earliest.begin, zone));
    if (field == "latest_datetime") summary.text(field, format_hour(range->latest.begin, zone));
  }
  summary.close();
}

Result<bool> is_known(store::Store& store, std::string_view advertiser) {
  constexpr std::chrono::hours kDay{24};
  Time from = Time::min();
  while (advertiser != "me") {
    const auto next = store::next_ad(store, {}, from);
    if (!next) return next.error();
    if (!*next) return false;
    from = **next + kDay;
    const auto ads = store::ads(store, {}, **next, from);
    if (!ads) return ads.error();
    if (std::any_of(ads->begin(), ads->end(), [&](const store::Ad& ad) { return is_of(ad, advertiser); })) break;
  }
  return true;
}

// The question, read.
struct Asked {
  store::Placement placement;
  std::string_view advertiser;
  std::string_view zone;
  std::vector<std::string_view> fields;
  std::vector<std::string_view> summary;
  std::optional<Range> range;
  std::optional<Hour> hour;
};

Result<Asked> read_asked(const Question& question) {
  Asked asked;
  asked.advertiser = question.text("ad_set_id");
  asked.zone = question.flag("advertiser_time_zone") ? question.text("timezone") : kPacific;
  auto placement = read_placement(question);
  if (!placement) return placement.error();
  auto fields = read_fields(question, "fields", kFields);
  if (!fields) return fields.error();
  auto summary = read_fields(question, "summary", kSummary);
  if (!summary) return summary.error();
  const auto range = range_of(question.store, *placement, asked.zone);
  if (!range) return range.error();
  const auto hour = read_datetime(question, *range, asked.zone);
  if (!hour) return hour.error();
  asked.placement = *std::move(placement);
  asked.fields = *std::move(fields);
  asked.summary = *std::move(summary);
  asked.range = *range;
  asked.hour = *hour;
  return asked;
}

// All of the hour. Errors: 100/33 for an advertiser who was never seen.
Result<std::vector<store::Ad>> ads_of(store::Store& store, const Asked& asked) {
  if (asked.hour) {
    auto ads = ads_of(store, Selection{asked.placement, asked.hour->begin, asked.hour->end, asked.advertiser, 1});
    if (!ads || !ads->empty()) return ads;
  }
  const auto known = is_known(store, asked.advertiser);
  if (!known) return known.error();
  if (!*known) return graph_error(100, 33, "no advertisement of this advertiser was seen; me stands for all");
  return std::vector<store::Ad>{};
}

}  // namespace

Result<void> ad_set(const Question& question, const Sink& sink) {
  const auto asked = read_asked(question);
  if (!asked) return asked.error();
  const auto ads = ads_of(question.store, *asked);
  if (!ads) return ads.error();
  const auto page = page_of(question, *ads);
  if (!page) return page.error();

  std::string text;
  JsonObject answer{text};
  std::string& data = answer.member("data") += '[';
  const auto written = each_adjacency(question.store, page->ads, 1, [&](const Adjacency& adjacency) {
    if (data.back() != '[') data += ',';
    append_row(data, adjacency, asked->fields);
    return true;
  });
  if (!written) return written.error();
  data += ']';
  answer.json("paging", paging_of(question, *page));
  if (!question.text("summary").empty()) {
    append_summary(answer.member("summary"), asked->summary, ads->size(), asked->range, asked->zone);
  }
  answer.close();
  sink(text + '\n');
  return {};
}

}  // namespace feedwitness::views::adjacency
