#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <string>

#include "base/json_text.h"
#include "views/crowdtangle/answers.h"
#include "views/crowdtangle/row.h"
#include "views/crowdtangle/score.h"
#include "views/link.h"
#include "views/parameters.h"
#include "views/source.h"

namespace feedwitness::views::crowdtangle {
namespace {

// What a browser does not see stands as null, so that a program which reads the member finds it.
constexpr std::string_view kUnseen = "null";

// A post of the answer with what is computed for it alone.
struct Shown {
  Post post;
  Counts expected;                    // at post.newest
  std::vector<Counts> expected_then;  // at each of post.history
};
using ShownPosts = std::map<std::int64_t, Shown>;  // by the newest impression

// ---- Values

std::string json_number(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string{kUnseen};
}

std::string json_number(const std::optional<double>& number) {
  if (!number || std::isnan(*number)) return std::string{kUnseen};
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr};
}

// "2021-07-06 16:45:20", UTC without a mark.
std::string date_of(Time time) {
  std::string text = format_time(time).substr(0, 19);
  text[10] = ' ';
  return text;
}

// CrowdTangle's members, then ours: the sum of the reactions, which is what a page shows.
void append_counts(std::string& out, const Counts& counts) {
  JsonObject object{out};
  for (const MetricKind& kind : kMetrics) object.json(kind.member, json_number(counts[kind.metric]));
  object.json("reactionCount", json_number(counts.reactions));
  object.close();
}

void append_account(std::string& out, const store::ImpressionRow& row) {
  JsonObject account{out};
  account.text("id", row.source_link);
  account.text("name", row.source);
  account.text("handle", user_name_of(row));
  account.json("profileImage", kUnseen);
  account.json("subscriberCount", kUnseen);
  account.text("url", row.source_link);
  account.text("platform", "Facebook");
  account.text_or_null("platformId", account_id_of(row));
  account.text_or_null("accountType", is_group(row.source_link) ? "facebook_group" : "");
  for (const std::string_view name :
       {"pageAdminTopCountry", "pageDescription", "pageCreatedDate", "pageCategory", "verified"}) {
    account.json(name, kUnseen);
  }
  account.close();
}

// The newest first.
void append_history(std::string& out, const Shown& shown, const Weights& weights) {
  out += '[';
  for (std::size_t i = shown.post.history.size(); i-- > 0;) {
    const Moment& moment = shown.post.history[i];
    JsonObject item{out};
    append_counts(item.member("actual"), moment.actual);
    append_counts(item.member("expected"), shown.expected_then[i]);
    item.number("timestep", *moment.timestep);
    item.text("date", date_of(moment.time));
    item.json("score", json_number(score(moment.actual, shown.expected_then[i], weights)));
    item.close();
    if (i > 0) out += ',';
  }
  out += ']';
}

void append_post(std::string& out, const store::ImpressionRow& row, const Shown& shown, const Weights& weights,
                 std::optional<double> score, bool with_history) {
  const Post& post = shown.post;
  JsonObject object{out};
  object.text("platformId", platform_id_of(row));
  object.text("platform", "Facebook");
  object.text("date", date_of(post.published.time));
  object.text("updated", date_of(post.newest.time));
  object.text_or_null("type", post.type ? name_of(*post.type).word : "");
  object.text_if_any("title", row.card_title);
  object.text_if_any("caption", row.card_site_name);
  object.text_if_any("description", row.card_description);
  object.text_if_any("message", row.text);
  object.text_if_any("link", row.card_link);
  object.text("postUrl", url_of(row));
  object.json("subscriberCount", kUnseen);
  object.json("score", json_number(score));
  object.json("expandedLinks", kUnseen);
  object.json("brandedContentSponsor", kUnseen);
  object.json("media", "[]");
  JsonObject statistics{object.member("statistics")};
  append_counts(statistics.member("actual"), post.newest.actual);
  append_counts(statistics.member("expected"), shown.expected);
  statistics.close();
  append_account(object.member("account"), row);
  object.json("imageText", kUnseen);
  object.json("videoLengthMS", kUnseen);
  object.json("liveVideoStatus", kUnseen);
  object.json("languageCode", kUnseen);
  if (with_history) append_history(object.member("history"), shown, weights);
  object.text("id", platform_id_of(row));
  object.json("legacyId", kUnseen);
  object.close();
}

// ---- Questions

// Reads the posts of these accounts again and keeps those that are in `shown`, with what was to be expected of them.
Result<void> fill(store::Store& store, const std::vector<std::string>& accounts, bool with_history, ShownPosts& shown) {
  for (const std::string& account : accounts) {
    const auto done = each_post(store, account, [&](const Post& post, const Benchmarks& past) {
      const auto wanted = shown.find(post.newest.impression);
      if (wanted == shown.end()) return;
      wanted->second.post = post;
      wanted->second.expected = expected_of(post, post.newest, past);
      if (!with_history) return;
      for (const Moment& moment : post.history) {
        wanted->second.expected_then.push_back(expected_of(post, moment, past));
      }
    });
    if (!done) return done.error();
  }
  return {};
}

// The posts of an answer, between commas.
Result<std::string> write_posts(const Question& question, const Weights& weights, std::span<const Found> page) {
  const bool with_history = question.flag("includeHistory");
  ShownPosts shown;
  std::vector<std::string> accounts;
  const auto gather = each_row(question.store, page, [&](const Found& found, const store::ImpressionRow& row) {
    shown.try_emplace(found.impression);
    accounts.emplace_back(row.source_link);
  });
  if (!gather) return gather.error();
  std::sort(accounts.begin(), accounts.end());
  accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
  const auto filled = fill(question.store, accounts, with_history, shown);
  if (!filled) return filled.error();
  std::string json;
  const auto written = each_row(question.store, page, [&](const Found& found, const store::ImpressionRow& row) {
    if (!json.empty()) json += ",\n";
    append_post(json, row, shown.at(found.impression), weights, found.score, with_history);
  });
  if (!written) return written.error();
  return json;
}

// The same question with another offset.
std::string page_at(const Question& question, std::size_t offset) {
  return Link{question.links, "/crowdtangle/posts"}
      .add("offset", std::to_string(offset))
      .add(*find("crowdtangle/posts"), question, {"offset"})
      .text();
}

std::string pagination(const Question& question, std::size_t offset, std::size_t count, std::size_t all) {
  std::string json;
  JsonObject object{json};
  if (offset + count < all) object.text("nextPage", page_at(question, offset + count));
  if (offset > 0) object.text("previousPage", page_at(question, offset - std::min(offset, count)));
  object.close();
  return json;
}

void give(const Sink& sink, std::string_view posts, std::string_view pages) {
  std::string answer = "{\"status\":200,\"result\":{\"posts\":[\n";
  answer.append(posts).append("\n]");
  if (!pages.empty()) answer.append(",\"pagination\":").append(pages);
  sink(answer + "}}\n");
}

}  // namespace

Result<void> posts(const Question& question, const Sink& sink) {
  const auto offset = read_number(question.text("offset"));
  if (!offset) return Error{ErrorCode::bad_request, "offset is a whole number from 0 on"};
  const auto request = read_request(question);
  if (!request) return request.error();
  const auto findings = find_posts(question.store, *request);
  if (!findings) return findings.error();
  const std::size_t all = findings->posts.size();
  const std::size_t skipped = std::min(static_cast<std::size_t>(*offset), all);
  const auto count = static_cast<std::size_t>(question.number("count"));
  const auto page = std::span{findings->posts}.subspan(skipped, std::min(count, all - skipped));
  const auto json = write_posts(question, request->weights, page);
  if (!json) return json.error();
  give(sink, *json, pagination(question, static_cast<std::size_t>(*offset), count, all));
  return {};
}

Result<void> post(const Question& question, const Sink& sink) {
  const auto request = read_request(question);
  if (!request) return request.error();
  std::string_view id = question.text("id");
  id.remove_prefix(id.find_last_of("|_") + 1);  // 0 where there is neither
  const auto published = question.store.find_post(id);
  if (!published) return published.error();
  std::string account;
  Found found;
  const auto seek = [&](const Post& one, const Benchmarks& past) {
    if (one.newest.impression != found.impression) return;
    const Counts expected = expected_of(one, one.newest, past);
    found.score = score(one.newest.actual, expected, request->weights).value_or(std::nan(""));
  };
  if (*published) {
    const auto read = question.store.each_observation((*published)->impression, [&](const store::Observation& seen) {
      account = seen.account;
      if (counts_of(seen) != Counts{}) found.impression = seen.impression;
    });
    if (!read) return read.error();
  }
  if (found.impression == 0) {
    sink("{\"status\":200,\"notes\":\"Post not found\"}\n");
    return {};
  }
  if (const auto done = each_post(question.store, account, seek); !done) return done.error();
  const auto json = write_posts(question, request->weights, {&found, 1});
  if (!json) return json.error();
  give(sink, *json, {});
  return {};
}

}  // namespace feedwitness::views::crowdtangle
