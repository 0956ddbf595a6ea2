#include "cli/crowdtangle_score.h"

#include <array>
#include <charconv>
#include <optional>

#include <boost/json.hpp>

#include "views/crowdtangle/score.h"

namespace feedwitness::cli {
namespace {

namespace json = boost::json;
namespace crowdtangle = views::crowdtangle;

constexpr std::string_view kShape =
    R"(standard input takes [{"actual":{"like":10},"expected":{"like":2},"weights":{"like":1}}]: whole numbers from 0 on)";

json::string_view key_of(std::string_view name) { return {name.data(), name.size()}; }

std::optional<crowdtangle::Counts> read_counts(const json::object& post, std::string_view side) {
  const json::value* numbers = post.if_contains(key_of(side));
  if (numbers == nullptr || !numbers->is_object()) return std::nullopt;
  crowdtangle::Counts counts;
  for (const crowdtangle::MetricKind& kind : crowdtangle::kMetrics) {
    const json::value* number = numbers->get_object().if_contains(key_of(kind.word));
    if (number == nullptr || number->is_null()) continue;
    if (!number->is_int64() || number->get_int64() < 0) return std::nullopt;
    counts[kind.metric] = number->get_int64();
  }
  return counts;
}

bool read_weight(const json::value* given, double& weight) {
  if (given == nullptr) return true;
  json::error_code failed;
  weight = given->to_number<double>(failed);
  return !failed && weight >= 0;
}

std::optional<crowdtangle::Weights> read_weights(const json::object& post) {
  crowdtangle::Weights weights = crowdtangle::kStandardWeights;
  if (!read_weight(post.if_contains("care_weight"), weights[crowdtangle::index_of(crowdtangle::Metric::care)])) {
    return std::nullopt;
  }
  const json::value* given = post.if_contains("weights");
  if (given == nullptr) return weights;
  if (!given->is_object()) return std::nullopt;
  for (const crowdtangle::MetricKind& kind : crowdtangle::kMetrics) {
    if (!read_weight(given->get_object().if_contains(key_of(kind.word)), weights[crowdtangle::index_of(kind.metric)])) {
      return std::nullopt;
    }
  }
  return weights;
}

// The shortest digits that read back as the same number.
void append_line(std::string& out, std::optional<double> score) {
  std::array<char, 32> digits{};
  if (score) {
    out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *score).ptr);
  } else {
    out += "null";
  }
  out += '\n';
}

}  // namespace

Result<std::string> scores_of(std::string_view document) {
  const Error misshapen{ErrorCode::bad_request, std::string{kShape}};
  json::error_code failed;
  json::value value = json::parse({document.data(), document.size()}, failed);
  if (failed) return misshapen;
  if (value.is_object()) value = json::array{std::move(value)};
  if (!value.is_array()) return misshapen;
  std::string lines;
  for (const json::value& post : value.get_array()) {
    if (!post.is_object()) return misshapen;
    const auto actual = read_counts(post.get_object(), "actual");
    const auto expected = read_counts(post.get_object(), "expected");
    const auto weights = read_weights(post.get_object());
    if (!actual || !expected || !weights) return misshapen;
    append_line(lines, crowdtangle::score(*actual, *expected, *weights));
  }
  return lines;
}

}  // namespace feedwitness::cli
