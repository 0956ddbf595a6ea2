#include "views/view.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "views/activity/activity.h"
#include "views/adjacency/adjacency.h"
#include "views/crowdtangle/crowdtangle.h"
#include "views/fbtrex/fbtrex.h"
#include "views/graph/graph.h"
#include "views/parameters.h"

namespace feedwitness::views {
namespace {

// The folders, in the order of the documentation; the graph last, since {node}/{edge} takes any path below /graph.
constexpr std::array kFolders{fbtrex::views, crowdtangle::views, adjacency::views, activity::views, graph::views};

// Text in pieces that are worth a write. Once the sink wants no more it is given no more, whatever still comes.
class Pieces {
 public:
  Pieces(store::Store& store, const Sink& sink) : store_{store}, sink_{sink} {}

  bool add(std::string_view text) {
    if (is_wanted_) waiting_ += text;
    return waiting_.size() < kPiece ? is_wanted_ : flush();
  }
  bool flush() {
    store_.pause();  // the sink may wait for its reader
    is_wanted_ = is_wanted_ && (waiting_.empty() || sink_(waiting_));
    waiting_.clear();
    return is_wanted_;
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} << 10U;

  store::Store& store_;
  const Sink& sink_;
  std::string waiting_;
  bool is_wanted_ = true;
};

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::read: return "GET";
    case Method::remove: return "DELETE";
    case Method::write: return "POST";
  }
  return {};
}

std::string_view Question::text(std::string_view name) const {
  const auto found = parameters_.find(name);
  return found == parameters_.end() ? std::string_view{} : std::string_view{found->second};
}

std::int64_t Question::number(std::string_view name) const { return read_number(text(name)).value_or(0); }

std::optional<Paging> Question::page(std::string_view name) const { return read_paging(text(name)); }

std::span<const View> all() {
  static const std::vector<View> kAll = [] {
    std::vector<View> table;
    for (const auto& folder : kFolders) table.insert(table.end(), folder().begin(), folder().end());
    return table;
  }();
  return kAll;
}

const View* find(std::string_view name) {
  const auto table = all();
  const auto found = std::find_if(table.begin(), table.end(), [&](const View& view) { return view.name == name; });
  return found == table.end() ? nullptr : &*found;
}

Result<void> ask(const View& view, store::Store& store, const Parameters& parameters, Time now, const Sink& sink,
                 const Links& links) {
  auto read = read_parameters(view, parameters);
  if (!read) return read.error();
  return view.answer(Question{store, now, *std::move(read), links}, sink);
}

Result<void> ask_for_file(const View& view, store::Store& store, const Parameters& parameters, Time now,
                          const Sink& sink, const Links& links) {
  Pieces pieces{store, sink};
  const bool is_rows = view.gives == "rows";
  std::string_view before = "[\n";
  auto asked = ask(
      view, store, parameters, now,
      [&](std::string_view piece) {
        if (is_rows) pieces.add(std::exchange(before, ",\n"));
        return pieces.add(piece);
      },
      links);
  if (!asked) return asked;
  if (is_rows) pieces.add(before == "[\n" ? "[]\n" : "\n]\n");
  pieces.flush();
  return {};
}

bool is_text(const View& view) { return view.gives != "application/gzip"; }

std::string_view media_type(const View& view, const Parameters& parameters) {
  for (const Parameter& parameter : view.parameters) {
    const auto given = parameters.find(parameter.name);
    const std::string_view word = given == parameters.end() ? parameter.standard : std::string_view{given->second};
    for (const Choice& choice : parameter.choices) {
      if (choice.word == word && !choice.gives.empty()) return choice.gives;
    }
  }
  return view.gives == "rows" ? "application/json" : view.gives;
}

}  // namespace feedwitness::views
