#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "store/graph.h"

// Every type of node with its fields and edges, in tables: what answers, what metadata=1 tells, and what docs/graph.md
// lists are read from them.
namespace feedwitness::views::graph {

// What a node is read from; the one of its type is set.
struct Subject {
  const store::ImpressionRow* shown = nullptr;
  const store::TimelineRow* timeline = nullptr;
  const store::AnnotationRow* annotation = nullptr;
  const store::Supporter* supporter = nullptr;
};

enum class Kind : std::uint8_t {
  me,
  post,
  photo,
  video,
  source,
  ad_account,
  link,
  timeline,
  impression,
  annotation,
  comment
};

// Unasked: never, where the node is asked for by itself, or also in the rows of an edge.
enum class Given : std::uint8_t { if_asked, in_node, in_rows };

struct Field {
  std::string_view name;
  std::string_view type;    // "string", "time", "number", "boolean", "object", "list" ({"data":[...]})
  std::string_view source;  // a column of docs/store.md, or why a browser cannot know it
  // Appends the JSON value; nothing where it is not known. nullptr: a browser never knows it, and it is left out.
  void (*write)(std::string& out, const Subject& subject) = nullptr;
  Given given = Given::if_asked;
};

struct Edge {
  enum class Reach : std::uint8_t { rows, timelines, notes };

  std::string_view name;
  Kind to = Kind::post;
  Reach reach = Reach::rows;
  store::Walk walk = store::Walk::posts;  // of rows
  std::string_view label = {};            // of notes: only those of this name
  std::string_view help;
};

struct NodeType {
  Kind kind;
  std::string_view name;  // "Post"
  store::Noted noted;     // what an annotation on it is about
  std::string (*id)(const Subject& subject) = nullptr;
  // By what the store knows it: what its edges walk from.
  std::string (*handle)(const Subject& subject) = nullptr;
  std::span<const Field> fields;
  std::span<const Edge> edges;
};

std::span<const NodeType> node_types();
const NodeType& type_of(Kind kind);
const Field* find_field(const NodeType& type, std::string_view name);
const Edge* find_edge(const NodeType& type, std::string_view name);

// A publisher's id: its number where the markup or the address holds it, else its name in the address.
std::string source_id(const store::ImpressionRow& row);
// The id of what an annotation is about: a publisher's is the name in its address.
std::string noted_id(const store::AnnotationRow& row);
// The post's own page.
std::string post_url(const store::ImpressionRow& row);
// The type that a bare post id names: a photo's or a video's own page shows that.
Kind kind_of_post(const store::ImpressionRow& row);

}  // namespace feedwitness::views::graph
