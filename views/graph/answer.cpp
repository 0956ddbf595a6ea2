#include "views/graph/answer.h"

#include <algorithm>
#include <memory>

#include <boost/json.hpp>

#include "base/json_text.h"
#include "views/graph_error.h"
#include "views/link.h"

namespace feedwitness::views::graph {
namespace {

namespace json = boost::json;

constexpr std::int64_t kMostCounted = 1'000'000;

Error too_much() {
  return graph_error(1, 0, "Please reduce the amount of data you're asking for, then retry your request");
}

Error no_field(std::string_view name, const NodeType& type) {
  return graph_error(
      100, 0,
      "Tried accessing nonexisting field (" + std::string{name} + ") on node type (" + std::string{type.name} + ")");
}

// What is asked of an object or a list that is no edge: its members by name, and how many.
json::value narrowed(const json::value& value, const Item& item) {
  if (const json::array* list = value.if_array()) {
    json::array narrow;
    const auto limit = item.modifiers.find("limit");
    const std::size_t most =
        limit == item.modifiers.end() ? list->size() : std::strtoul(limit->second.c_str(), nullptr, 10);
    for (const json::value& one : *list) {
      if (narrow.size() < most) narrow.push_back(narrowed(one, item));
    }
    return narrow;
  }
  const json::object* object = value.if_object();
  if (object == nullptr) return value;
  json::object narrow;
  for (const auto& [name, member] : *object) {
    if (name == "data" || name == "summary") {
      narrow[name] = name == "data" ? narrowed(member, item) : member;
      continue;
    }
    const auto wanted = std::find_if(item.children.begin(), item.children.end(),
                                     [name = name](const Item& child) { return child.name == std::string_view{name}; });
    if (item.children.empty()) narrow[name] = member;
    if (wanted != item.children.end()) narrow[name] = narrowed(member, *wanted);
  }
  return narrow;
}

std::string narrowed(const std::string& value, const Item* item) {
  if (item == nullptr || value.empty() || (item->children.empty() && item->modifiers.empty())) return value;
  return json::serialize(narrowed(json::parse(value), *item));
}

}  // namespace

// What is asked of nodes of one type, in the order of the answer.
struct Answers::Slot {
  const Item* item = nullptr;  // nullptr: unasked
  const Field* field = nullptr;
  const Edge* edge = nullptr;    // neither: the id
  std::unique_ptr<Wanted> rows;  // of an edge
};

struct Answers::Wanted {
  const NodeType* type = nullptr;
  std::vector<Slot> slots;
};

struct Answers::Page {
  std::vector<Node> nodes;
  Asked asked;
  Ends ends;
  std::optional<std::int64_t> total;
  std::string paging;
};

struct Answers::Node {
  std::string id;
  std::string handle;
  store::GraphPlace place;
  std::vector<std::string> values;           // by slot; empty: not known
  std::vector<std::unique_ptr<Page>> pages;  // by slot; of edges
};

// ---- What is asked

Result<Answers::Wanted> Answers::bind(const NodeType& type, const Items& items, Given unasked) const {
  Wanted wanted{&type, {}};
  if (items.empty()) {
    for (const Field& field : type.fields) {
      if (field.given >= unasked) wanted.slots.push_back({nullptr, &field, nullptr, nullptr});
    }
    return wanted;
  }
  for (const Item& item : items) {
    Slot slot{&item, find_field(type, item.name), find_edge(type, item.name), nullptr};
    if (slot.field == nullptr && slot.edge == nullptr && item.name != "id") return no_field(item.name, type);
    if (slot.edge != nullptr) {
      auto rows = bind(type_of(slot.edge->to), item.children, Given::in_rows);
      if (!rows) return rows.error();
      slot.rows = std::make_unique<Wanted>(*std::move(rows));
    }
    wanted.slots.push_back(std::move(slot));
  }
  return wanted;
}

// ---- Reading

namespace {

template <typename Node>
std::vector<std::string> handles_of(const std::vector<Node*>& nodes) {
  std::vector<std::string> handles(nodes.size());
  std::transform(nodes.begin(), nodes.end(), handles.begin(), [](const Node* node) { return node->handle; });
  return handles;
}

// The supporter's edge has the notes on everything.
store::NotesOf notes_of(const NodeType& type, const Edge& edge) {
  return {type.kind == Kind::me ? std::nullopt : std::optional{type.noted}, std::string{edge.label}};
}

template <typename Node, typename Wanted>
Node node_of(const Wanted& wanted, const Subject& subject, const store::GraphPlace& place) {
  Node node;
  node.id = wanted.type->id(subject);
  node.handle = wanted.type->handle(subject);
  node.place = place;
  node.values.resize(wanted.slots.size());
  node.pages.resize(wanted.slots.size());
  for (std::size_t i = 0; i < wanted.slots.size(); ++i) {
    const auto& slot = wanted.slots[i];
    if (slot.field == nullptr || slot.field->write == nullptr) continue;
    slot.field->write(node.values[i], subject);
    node.values[i] = narrowed(node.values[i], slot.item);
  }
  return node;
}

}  // namespace

Result<Answers::Node> Answers::read(const Named& named, const Wanted& wanted) const {
  Node node;
  const auto is_there =
      read_node(store_, named, [&](const Subject& subject) { node = node_of<Node>(wanted, subject, {}); });
  if (!is_there) return is_there.error();
  if (!*is_there) return no_object();
  if (named.kind == Kind::me) node.handle = "";
  return node;
}

Result<void> Answers::walk(const std::vector<Node*>& nodes, const NodeType& type, const Wanted& wanted,
                           std::size_t slot, const store::Range& range) {
  const Edge& edge = *wanted.slots[slot].edge;
  const Wanted& rows = *wanted.slots[slot].rows;
  const auto add = [&](std::size_t from, const store::GraphPlace& place, const Subject& subject) {
    nodes[from]->pages[slot]->nodes.push_back(node_of<Node>(rows, subject, place));
  };
  const auto names = handles_of(nodes);
  switch (edge.reach) {
    case Edge::Reach::rows:
      return store::walk(store_, edge.walk, names, range,
                         [&](std::size_t from, const store::GraphPlace& place, const store::ImpressionRow& row) {
                           add(from, place, {.shown = &row});
                         });
    case Edge::Reach::timelines:
      return store::walk_timelines(store_, range, [&](const store::GraphPlace& place, const store::TimelineRow& row) {
        add(0, place, {.timeline = &row});
      });
    case Edge::Reach::notes:
      return store::walk_annotations(store_, notes_of(type, edge), names, range,
                                     [&](std::size_t from, const store::GraphPlace& place,
                                         const store::AnnotationRow& row) { add(from, place, {.annotation = &row}); });
  }
  return {};
}

Result<void> Answers::add_totals(const std::vector<Node*>& nodes, const NodeType& type, const Wanted& wanted,
                                 std::size_t slot, const Asked& asked) {
  const Edge& edge = *wanted.slots[slot].edge;
  const store::Range range{.limit = kMostCounted, .since = asked.since, .until = asked.until};
  std::vector<std::int64_t> totals(nodes.size());
  const auto names = handles_of(nodes);
  Result<void> done;
  if (edge.reach == Edge::Reach::rows) {
    auto counted = store::count_walk(store_, edge.walk, names, range);
    if (!counted) return counted.error();
    totals = *std::move(counted);
  } else if (edge.reach == Edge::Reach::timelines) {
    done = store::walk_timelines(store_, range, [&](const auto& /*place*/, const auto& /*row*/) { ++totals[0]; });
  } else {
    done =
        store::walk_annotations(store_, notes_of(type, edge), names, range,
                                [&](std::size_t from, const auto& /*place*/, const auto& /*row*/) { ++totals[from]; });
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i]->pages[slot]->total = totals.at(i);
  return done;
}

// ---- Expansion

Result<void> Answers::expand(const std::vector<Node*>& nodes, const Wanted& wanted) {
  if (nodes.empty()) return {};
  for (std::size_t slot = 0; slot < wanted.slots.size(); ++slot) {
    if (wanted.slots[slot].edge == nullptr) continue;
    const auto given = [item = wanted.slots[slot].item](std::string_view name) {
      const auto found = item->modifiers.find(name);
      return found == item->modifiers.end() ? std::string_view{} : std::string_view{found->second};
    };
    if (auto done = expand_edge(nodes, *wanted.type, wanted, slot, given); !done) return done;
  }
  return {};
}

Result<void> Answers::expand_edge(const std::vector<Node*>& nodes, const NodeType& type, const Wanted& wanted,
                                  std::size_t slot, const PageGiven& given) {
  const Slot& wanted_slot = wanted.slots[slot];
  // In links the supporter is me, as they wrote.
  const auto name_of = [&](const Node& node) { return type.kind == Kind::me ? std::string{"me"} : node.id; };
  const auto asked = read_asked(given, bound_to(name_of(*nodes.front()), *wanted_slot.edge), now_);
  if (!asked) return asked.error();
  if (asked->from && nodes.size() > 1)
    return graph_error(100, 0, "a cursor is of one list, not of those of several nodes");
  const auto parents = static_cast<std::int64_t>(nodes.size());
  if (parents > nodes_left_ || asked->limit > nodes_left_ / parents) return too_much();
  nodes_left_ -= parents * asked->limit;
  for (Node* node : nodes) node->pages[slot] = std::make_unique<Page>();
  if (auto walked = walk(nodes, type, wanted, slot, asked->range()); !walked) return walked;
  if (asked->summary) {
    if (auto added = add_totals(nodes, type, wanted, slot, *asked); !added) return added;
  }
  std::vector<Node*> children;
  for (Node* node : nodes) {
    Page& page = *node->pages[slot];
    const bool has_more = static_cast<std::int64_t>(page.nodes.size()) > asked->limit;
    if (has_more) page.nodes.pop_back();
    if (asked->backwards) std::reverse(page.nodes.begin(), page.nodes.end());
    Ends ends{.is_empty = page.nodes.empty(),
              .has_next = asked->backwards || has_more,
              .has_previous = asked->backwards ? has_more : asked->from.has_value() || asked->offset > 0};
    if (!page.nodes.empty()) {
      ends.first = page.nodes.front().place;
      ends.last = page.nodes.back().place;
    }
    page.paging = paging_json(*asked, ends, bound_to(name_of(*node), *wanted_slot.edge),
                              base(name_of(*node), wanted_slot, *asked));
    for (Node& child : page.nodes) children.push_back(&child);
  }
  return expand(children, *wanted_slot.rows);
}

// ---- Links

Bound Answers::bound_to(const std::string& id, const Edge& edge) const {
  const bool by_time = edge.reach != Edge::Reach::rows || edge.walk != store::Walk::orders;
  return {key_, id + "/" + std::string{edge.name}, by_time};
}

std::string Answers::address(const std::string& id, std::string_view edge) const {
  std::string text = links_.address + "/graph";
  if (!links_.version.empty()) text += "/" + links_.version;
  return text.append("/").append(encoded(id)).append("/").append(edge);
}

std::string Answers::base(const std::string& id, const Slot& slot, const Asked& asked) const {
  std::string text = address(id, slot.edge->name) + "?";
  if (!links_.token.empty()) text += "access_token=" + links_.token + "&";
  if (slot.item != nullptr && !slot.item->children.empty()) {
    text += "fields=" + encoded(text_of(slot.item->children)) + "&";
  }
  if (asked.summary) text += "summary=total_count&";
  return text;
}

// ---- Writing

void Answers::append(std::string& out, const Node& node, const Wanted& wanted, bool with_metadata) const {
  JsonObject object{out};
  bool has_id = false;
  for (std::size_t i = 0; i < wanted.slots.size(); ++i) {
    const Slot& slot = wanted.slots[i];
    if (slot.edge != nullptr && node.pages[i] != nullptr) {
      append_page(object.member(slot.edge->name), *node.pages[i], *slot.rows);
    } else if (slot.field != nullptr) {
      object.json_if_any(slot.field->name, node.values[i]);
    } else if (!std::exchange(has_id, true)) {
      object.text("id", node.id);
    }
  }
  if (with_metadata) append_metadata(object.member("metadata"), *wanted.type, node.id);
  if (!has_id) object.text("id", node.id);
  object.close();
}

void Answers::append_page(std::string& out, const Page& page, const Wanted& rows) const {
  JsonObject object{out};
  std::string& data = object.member("data");
  data += '[';
  for (const Node& node : page.nodes) {
    if (&node != &page.nodes.front()) data += ',';
    append(data, node, rows);
  }
  data += ']';
  object.json_if_any("paging", page.paging);
  if (page.total) {
    JsonObject summary{object.member("summary")};
    summary.number("total_count", *page.total);
    summary.close();
  }
  object.close();
}

void Answers::append_metadata(std::string& out, const NodeType& type, const std::string& id) const {
  JsonObject metadata{out};
  std::string& fields = metadata.member("fields");
  fields += '[';
  for (const Field& field : type.fields) {
    if (&field != type.fields.data()) fields += ',';
    JsonObject one{fields};
    one.text("name", field.name);
    one.text("description", field.source);
    one.text("type", field.type);
    one.close();
  }
  fields += ']';
  metadata.text("type", type.name);
  JsonObject connections{metadata.member("connections")};
  for (const Edge& edge : type.edges) connections.text(edge.name, address(id, edge.name));
  connections.close();
  metadata.close();
}

// ---- Answers

Result<std::string> Answers::node(const Named& named, const Items& fields, bool metadata) {
  const auto wanted = bind(type_of(named.kind), fields, Given::in_node);
  if (!wanted) return wanted.error();
  auto node = read(named, *wanted);
  if (!node) return node.error();
  if (auto expanded = expand({&*node}, *wanted); !expanded) return expanded.error();
  std::string text;
  append(text, *node, *wanted, metadata);
  return text;
}

Result<std::string> Answers::edge(const Named& named, std::string_view name, const Items& fields,
                                  const PageGiven& given) {
  const NodeType& type = type_of(named.kind);
  const Items whole{{std::string{name}, {}, fields}};
  const Edge* edge = find_edge(type, name);
  const Field* field = find_field(type, name);
  const bool is_list = field != nullptr && field->type == "list";
  if (edge == nullptr && !is_list) return graph_error(2500, 0, "Unknown path components: /" + std::string{name});
  const auto wanted = bind(type, whole, Given::in_node);
  if (!wanted) return wanted.error();
  auto node = read(named, *wanted);
  if (!node) return node.error();
  if (edge == nullptr) return node->values[0].empty() ? std::string{R"({"data":[]})"} : node->values[0];
  if (auto expanded = expand_edge({&*node}, type, *wanted, 0, given); !expanded) return expanded.error();
  std::string text;
  append_page(text, *node->pages[0], *wanted->slots[0].rows);
  return text;
}

}  // namespace feedwitness::views::graph
