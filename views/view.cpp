#include "views/view.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "views/fbtrex/csv.h"
#include "views/fbtrex/exporter.h"
#include "views/fbtrex/summary.h"

namespace feedwitness::views {
namespace {

// A whole decimal number without sign or leading "+"; nullopt for anything else, overflow included.
std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.front() == '-' || failed != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::span<const View> all() {
  static const std::array kViews{fbtrex::kSummary, fbtrex::kCsv, fbtrex::kExporter};
  return kViews;
}

const View* find(std::string_view name) {
  const auto views = all();
  const auto found = std::find_if(views.begin(), views.end(), [&](const View& view) { return view.name == name; });
  return found == views.end() ? nullptr : &*found;
}

Result<Paging> read_paging(const Parameters& parameters, const PagingLimits& limits) {
  const auto given = parameters.find("paging");
  if (given == parameters.end()) return Paging{limits.standard, 0};
  const std::string_view text = given->second;
  const std::size_t dash = text.find('-');
  const auto amount = read_number(text.substr(0, dash));
  const auto skip =
      dash == std::string_view::npos ? std::optional<std::int64_t>{0} : read_number(text.substr(dash + 1));
  if (!amount || !skip || *amount < 1 || *amount > limits.maximum) {
    return Error{ErrorCode::bad_request,
                 "paging is AMOUNT or AMOUNT-SKIP, for example 200-0, with an amount from 1 to " +
                     std::to_string(limits.maximum)};
  }
  return Paging{*amount, *skip};
}

Result<void> only_known(const Parameters& parameters, std::span<const std::string_view> known) {
  for (const auto& [name, value] : parameters) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string message = "no such parameter here; known ones are:";
    for (std::string_view word : known) message.append(" ").append(word);
    return Error{ErrorCode::bad_request, std::move(message)};
  }
  return {};
}

}  // namespace feedwitness::views
