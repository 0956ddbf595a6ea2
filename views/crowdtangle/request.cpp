#include "views/crowdtangle/request.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iterator>
#include <limits>
#include <tuple>

#include "views/crowdtangle/score.h"
#include "views/parameters.h"
#include "views/source.h"

namespace feedwitness::views::crowdtangle {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct SortName {
  Sort sort;
  std::string_view word;
};
constexpr std::array kSorts{SortName{Sort::overperforming, "overperforming"},
                            SortName{Sort::underperforming, "underperforming"},
                            SortName{Sort::total_interactions, "total_interactions"},
                            SortName{Sort::interaction_rate, "interaction_rate"}, SortName{Sort::date, "date"}};

Error wrong(std::string_view what) { return {ErrorCode::bad_request, std::string{what}}; }

// The parts between commas, without the spaces around them.
std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const std::size_t size = std::min(list.find(','), list.size());
    std::string_view part = list.substr(0, size);
    list.remove_prefix(std::min(size + 1, list.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

// "2026-11-22" or "2026-11-22T18:30:00", UTC as CrowdTangle has it; or with a zone.
Result<std::optional<Time>> read_date(const Question& question, std::string_view name) {
  const std::string text{question.text(name)};
  if (text.empty()) return std::optional<Time>{};
  for (const char* rest : {"", "Z", "T00:00:00Z"}) {
    if (const auto time = parse_time(text + rest)) return time;
  }
  return wrong(std::string{name} + " is a day or a time like 2026-11-22T18:30:00, UTC");
}

// As soon as one weight is given, all others are 0: so the API has it.
Result<Weights> read_weights(const Question& question) {
  Weights given{};
  bool any = false;
  for (const MetricKind& kind : kMetrics) {
    const std::string_view text = question.text(kind.parameter);
    if (text.empty()) continue;
    double& weight = given.at(index_of(kind.metric));
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), weight);
    if (failed != std::errc{} || end != text.data() + text.size() || !(weight >= 0 && weight <= 10)) {
      return wrong(std::string{kind.parameter} + " is a number from 0 to 10");
    }
    any = true;
  }
  return any ? given : kStandardWeights;
}

bool names(const std::string& given, std::string_view account) {
  return given == account || (!given.empty() && given == handle_of(account));
}

bool is_wanted(const Request& request, const std::string& account) {
  if (request.only_groups && !is_group(account)) return false;
  return request.accounts.empty() || std::any_of(request.accounts.begin(), request.accounts.end(),
                                                 [&](const std::string& given) { return names(given, account); });
}

bool is_wanted(const Request& request, const Post& post) {
  const Time published = post.published.time;
  if ((request.from && published < *request.from) || (request.to && published >= *request.to)) return false;
  if (!request.types.empty() &&
      (!post.type || std::find(request.types.begin(), request.types.end(), *post.type) == request.types.end())) {
    return false;
  }
  if (request.is_search && !std::binary_search(request.found.begin(), request.found.end(), post.newest.impression)) {
    return false;
  }
  return request.least_interactions == 0 || interactions(post.newest.actual).value_or(0) >= request.least_interactions;
}

// The order that a request asks for.
class Before {
 public:
  explicit Before(Sort sort) : sort_{sort} {}

  bool operator()(const Found& a, const Found& b) const { return place_of(a) < place_of(b); }

 private:
  std::tuple<bool, double, std::int64_t, std::int64_t> place_of(const Found& found) const {
    const bool is_unknown = sort_ != Sort::date && std::isnan(found.score);
    const double score = is_unknown || sort_ == Sort::date ? 0 : found.score;
    return {is_unknown, sort_ == Sort::underperforming ? score : -score, -found.published.time_since_epoch().count(),
            -found.impression};
  }

  Sort sort_;
};

std::optional<double> score_of(const Request& request, const Post& post, const Counts& expected) {
  switch (request.sort) {
    case Sort::total_interactions: return weighted_interactions(post.newest.actual, request.weights);
    case Sort::interaction_rate: return std::nullopt;
    case Sort::overperforming:
    case Sort::underperforming:
    case Sort::date: return crowdtangle::score(post.newest.actual, expected, request.weights);
  }
  return std::nullopt;
}

// The impressions whose texts are what is searched for, ascending. Errors: bad_request for an alternative that only
// says what must not be there: those would be nearly all.
Result<std::vector<std::int64_t>> search(store::Store& store, std::string_view text) {
  std::vector<std::int64_t> found;
  for (const Alternative& alternative : read_search(text)) {
    if (alternative.with.empty()) return wrong("searchTerm needs a word beside what stands behind NOT");
    const auto with = store.matching({alternative.with});
    if (!with) return with.error();
    store::SearchTerms none;
    for (const std::string& phrase : alternative.without) none.push_back({phrase});
    const auto without = store.matching(none);
    if (!without) return without.error();
    std::vector<std::int64_t> rest;
    std::set_difference(with->begin(), with->end(), without->begin(), without->end(), std::back_inserter(rest));
    std::vector<std::int64_t> all;
    std::set_union(found.begin(), found.end(), rest.begin(), rest.end(), std::back_inserter(all));
    found = std::move(all);
  }
  return found;
}

// "6 HOUR", "3 MONTH": that long before an instant, by UTC's calendar.
Result<Time> read_timeframe(std::string_view text, Time end) {
  using namespace std::chrono;
  const std::size_t space = std::min(text.find(' '), text.size());
  const auto number = read_number(text.substr(0, space));
  const std::string_view unit = text.substr(std::min(space + 1, text.size()));
  constexpr std::int64_t kMost = 100'000;
  if (number && *number >= 1 && *number <= kMost) {
    for (const auto& [name, length] : {std::pair{"MINUTE", minutes{1}}, std::pair{"HOUR", minutes{60}},
                                       std::pair{"DAY", minutes{24 * 60}}, std::pair{"WEEK", minutes{7 * 24 * 60}}}) {
      if (unit == name) return end - *number * length;
    }
    if (unit == "MONTH" || unit == "YEAR") {
      const auto day = floor<days>(end);
      const months back{static_cast<int>(unit == "YEAR" ? *number * 12 : *number)};
      year_month_day date = year_month_day{day} - back;
      if (!date.ok()) date = date.year() / date.month() / last;  // a month before 31 March
      return sys_days{date} + (end - day);
    }
  }
  return wrong("timeframe is a number and MINUTE, HOUR, DAY, WEEK, MONTH or YEAR: 6 HOUR");
}

}  // namespace

std::vector<Alternative> read_search(std::string_view text) {
  std::vector<Alternative> alternatives(1);
  bool is_not = false;
  const auto begin_next = [&] {
    if (!alternatives.back().with.empty() || !alternatives.back().without.empty()) alternatives.emplace_back();
    is_not = false;
  };
  while (!text.empty()) {
    if (text.front() == ',') begin_next();
    if (text.front() == ',' || text.front() == ' ') {
      text.remove_prefix(1);
      continue;
    }
    const bool is_quoted = text.front() == '"';
    if (is_quoted) text.remove_prefix(1);
    const std::size_t size = std::min(text.find_first_of(is_quoted ? "\"" : " ,\""), text.size());
    const std::string_view phrase = text.substr(0, size);
    text.remove_prefix(std::min(size + static_cast<std::size_t>(is_quoted), text.size()));
    if (!is_quoted && phrase == "OR") {
      begin_next();
    } else if (!is_quoted && phrase == "NOT") {
      is_not = true;
    } else if (!phrase.empty() && (is_quoted || phrase != "AND")) {
      (is_not ? alternatives.back().without : alternatives.back().with).emplace_back(phrase);
      is_not = false;
    }
  }
  if (alternatives.back().with.empty() && alternatives.back().without.empty()) alternatives.pop_back();
  return alternatives;
}

void Details::append(const std::optional<std::int64_t>& number) {
  auto rest = number ? static_cast<std::uint64_t>(*number) + 1 : 0;
  for (; rest >= 0x80; rest >>= 7U) bytes_ += static_cast<char>(rest | 0x80U);
  bytes_ += static_cast<char>(rest);
}

std::optional<std::int64_t> Details::take(std::size_t& at) const {
  std::uint64_t number = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes_[at++]);
    number |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) break;
  }
  return number == 0 ? std::nullopt : std::optional{static_cast<std::int64_t>(number - 1)};
}

std::int64_t Details::add(const Detail& detail) {
  const auto place = static_cast<std::int64_t>(bytes_.size());
  append(detail.timestep);
  append(detail.expected.reactions);
  for (const auto& metric : detail.expected.metrics) append(metric);
  return place;
}

Detail Details::at(std::int64_t place) const {
  auto next = static_cast<std::size_t>(place);
  Detail detail;
  if (const auto timestep = take(next)) detail.timestep = static_cast<int>(*timestep);
  detail.expected.reactions = take(next);
  for (auto& metric : detail.expected.metrics) metric = take(next);
  return detail;
}

Result<Request> read_request(const Question& question) {
  Request request;
  const auto from = read_date(question, "startDate");
  const auto to = read_date(question, "endDate");
  const auto weights = read_weights(question);
  if (!from) return from.error();
  if (!to) return to.error();
  if (!weights) return weights.error();
  request.from = *from;
  request.to = *to;
  request.weights = *weights;
  for (const std::string_view account : parts_of(question.text("accounts"))) request.accounts.emplace_back(account);
  for (const std::string_view word : parts_of(question.text("types"))) {
    const auto type = type_named(word);
    if (!type) return wrong("types are words like link,photo,status; docs/crowdtangle.md lists them");
    request.types.push_back(*type);
  }
  if (const std::string_view least = question.text("minInteractions"); !least.empty()) {
    const auto number = read_number(least);
    if (!number) return wrong("minInteractions is a whole number from 0 on");
    request.least_interactions = *number;
  }
  for (const SortName& name : kSorts) {
    if (name.word == question.text("sortBy")) request.sort = name.sort;
  }
  if (const std::string_view timeframe = question.text("timeframe"); !timeframe.empty()) {
    if (request.from) return wrong("timeframe and startDate exclude each other");
    if (!request.to) request.to = question.now;
    const auto begin = read_timeframe(timeframe, *request.to);
    if (!begin) return begin.error();
    request.from = *begin;
  }
  if (const std::string_view term = question.text("searchTerm"); !term.empty()) {
    auto found = search(question.store, term);
    if (!found) return found.error();
    request.is_search = true;
    request.found = *std::move(found);
  }
  return request;
}

Result<Findings> find_posts(store::Store& store, const Request& request, bool with_details) {
  Findings findings;
  const auto take = [&](const Post& post, const Benchmarks& past) {
    if (!is_wanted(request, post)) return;
    const Counts expected = expected_of(post, post.newest, past);
    Found& found = findings.posts.emplace_back();
    found.score = score_of(request, post, expected).value_or(kUnknown);
    found.published = post.published.time;
    found.impression = post.newest.impression;
    if (with_details) found.detail = findings.details.add({post.newest.timestep, expected});
  };
  auto account = store.next_account({});
  while (account && *account) {
    if (is_wanted(request, **account)) {
      if (const auto done = each_post(store, **account, take); !done) return done.error();
    }
    account = store.next_account(*account);
  }
  if (!account) return account.error();
  std::sort(findings.posts.begin(), findings.posts.end(), Before{request.sort});
  return findings;
}

}  // namespace feedwitness::views::crowdtangle
