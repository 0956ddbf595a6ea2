#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "views/graph/nodes.h"

namespace feedwitness::views::graph {

// A node that is there: its type, and by what the store knows it.
struct Named {
  Kind kind = Kind::me;
  std::string handle;
};

// What an id names:
//   me, PSEUDONYM          the supporter            act_SOURCE            an advertiser as its ad account
//   OWNER_POST             a post                   40 hex digits         a timeline
//   POST                   a photo, video or post   TIMELINE_ORDER        an impression
//   a number or a name     a publisher              NODE_noteN            an annotation
//   https://...            a publisher's address, else a link that posts carry
// nullopt: there is no such thing.
Result<std::optional<Named>> resolve(store::Store& store, std::string_view id);

// Reads the node. false: it was deleted meanwhile.
Result<bool> read_node(store::Store& store, const Named& named, const std::function<void(const Subject&)>& use);

Error no_object();

}  // namespace feedwitness::views::graph
