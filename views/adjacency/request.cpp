#include "views/adjacency/request.h"

#include <algorithm>

namespace feedwitness::views::adjacency {
namespace {

Result<Time> read_bound(const Question& question, std::string_view name, Time otherwise) {
  const std::string_view text = question.text(name);
  if (text.empty()) return otherwise;
  if (const auto moment = read_moment(text, question.text("timezone"))) return *moment;
  return Error{ErrorCode::bad_request, std::string{name} + " is a day or a time like 2026-11-22T18:30:00"};
}

}  // namespace

store::Placement placement_of(const Question& question) {
  const std::string_view position = question.text("position");
  return {std::string{question.text("platform")}, std::string{position == "any" ? "" : position}};
}

Result<Selection> read_selection(const Question& question) {
  const auto from = read_bound(question, "from", Time::min());
  const auto to = read_bound(question, "to", Time::max());
  if (!from) return from.error();
  if (!to) return to.error();
  Selection selection;
  selection.placement = placement_of(question);
  selection.from = *from;
  selection.to = *to;
  if (const std::string_view advertiser = question.text("advertiser"); !advertiser.empty()) {
    selection.advertiser = advertiser;
  }
  selection.distance = std::max(static_cast<int>(question.number("distance")), 1);
  return selection;
}

}  // namespace feedwitness::views::adjacency
