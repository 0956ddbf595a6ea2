#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.h"
#include "views/graph/grammar.h"
#include "views/graph/paging.h"
#include "views/graph/resolve.h"
#include "views/view.h"

// Nodes and edges with what was asked of them, as JSON. An expansion goes level by level: each edge of a level is
// walked from all of its nodes in one statement, however many they are.
namespace feedwitness::views::graph {

// So many nodes may one answer hold. Error 1, as Graph says it, before anything is read.
inline constexpr std::int64_t kMostNodes = 10'000;

class Answers {
 public:
  // `key`: store::cursor_key().
  Answers(store::Store& store, Time now, const Links& links, const identity::Secret& key)
      : store_{store}, now_{now}, links_{links}, key_{key} {}

  // {"created_time":"...","message":"...","id":"..."}. With `metadata`, fields and connections too.
  Result<std::string> node(const Named& named, const Items& fields, bool metadata = false);

  // {"data":[...],"paging":{...},"summary":{"total_count":9}}. `given` finds the parameters of the page.
  Result<std::string> edge(const Named& named, std::string_view name, const Items& fields, const PageGiven& given);

 private:
  struct Node;
  struct Page;
  struct Slot;
  struct Wanted;

  Result<Wanted> bind(const NodeType& type, const Items& items, Given unasked) const;
  Result<void> expand(const std::vector<Node*>& nodes, const Wanted& wanted);
  Result<void> expand_edge(const std::vector<Node*>& nodes, const NodeType& type, const Wanted& wanted,
                           std::size_t slot, const PageGiven& given);
  Result<void> walk(const std::vector<Node*>& nodes, const NodeType& type, const Wanted& wanted, std::size_t slot,
                    const store::Range& range);
  Result<void> add_totals(const std::vector<Node*>& nodes, const NodeType& type, const Wanted& wanted, std::size_t slot,
                          const Asked& asked);
  Result<Node> read(const Named& named, const Wanted& wanted) const;
  void append(std::string& out, const Node& node, const Wanted& wanted, bool with_metadata = false) const;
  void append_page(std::string& out, const Page& page, const Wanted& rows) const;
  void append_metadata(std::string& out, const NodeType& type, const std::string& id) const;
  std::string address(const std::string& id, std::string_view edge) const;
  std::string base(const std::string& id, const Slot& slot, const Asked& asked) const;
  Bound bound_to(const std::string& id, const Edge& edge) const;

  store::Store& store_;
  Time now_;
  const Links& links_;
  identity::Secret key_;
  std::int64_t nodes_left_ = kMostNodes;
};

}  // namespace feedwitness::views::graph
