#include "views/crowdtangle/request.h"

#include <algorithm>
#include <charconv>
#include <cmath>
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
                            SortName{Sort::total_interactions, "total_interactions"}, SortName{Sort::date, "date"}};

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

// The value in the order that the request asks for: greater ones first.
double value_of(const Request& request, const Post& post, double score) {
  switch (request.sort) {
    case Sort::date: return static_cast<double>(post.published.time.time_since_epoch().count());
    case Sort::underperforming: return -score;
    case Sort::overperforming:
    case Sort::total_interactions: return score;
  }
  return kUnknown;
}

bool is_before(const Found& a, const Found& b) {
  const auto place = [](const Found& found) {
    const bool is_unknown = std::isnan(found.value);
    return std::tuple{is_unknown, is_unknown ? 0 : -found.value, -found.published.time_since_epoch().count(),
                      -found.impression};
  };
  return place(a) < place(b);
}

}  // namespace

store::SearchTerms read_search(std::string_view text) {
  store::SearchTerms terms(1);
  const auto begin_next = [&] {
    if (!terms.back().empty()) terms.emplace_back();
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
    } else if (!phrase.empty() && (is_quoted || phrase != "AND")) {
      terms.back().emplace_back(phrase);
    }
  }
  if (terms.back().empty()) terms.pop_back();
  return terms;
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
  if (const std::string_view search = question.text("searchTerm"); !search.empty()) {
    auto found = question.store.matching(read_search(search));
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
    const auto score = request.sort == Sort::total_interactions
                           ? weighted_interactions(post.newest.actual, request.weights)
                           : crowdtangle::score(post.newest.actual, expected, request.weights);
    Found& found = findings.posts.emplace_back();
    found.score = score.value_or(kUnknown);
    found.value = value_of(request, post, found.score);
    found.published = post.published.time;
    found.impression = post.newest.impression;
    found.detail = static_cast<std::uint32_t>(findings.details.size());
    if (with_details) findings.details.push_back({post.newest.timestep, expected});
  };
  auto account = store.next_account({});
  while (account && *account) {
    if (is_wanted(request, **account)) {
      if (const auto done = each_post(store, **account, take); !done) return done.error();
    }
    account = store.next_account(*account);
  }
  if (!account) return account.error();
  std::sort(findings.posts.begin(), findings.posts.end(), is_before);
  return findings;
}

}  // namespace feedwitness::views::crowdtangle
