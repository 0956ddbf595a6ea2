// docs/graph.md lists what the tables of nodes.h hold, so that nobody has to read them.
#include <string>

#include <doctest/doctest.h>

#include "tests/support/process.h"
#include "views/graph/nodes.h"

using namespace feedwitness;
namespace graph = feedwitness::views::graph;

namespace {

std::string unasked(graph::Given given) {
  if (given == graph::Given::if_asked) return "";
  return given == graph::Given::in_rows ? "yes" : "of a node";
}

std::string table_of(const graph::NodeType& type) {
  std::string text = "| field | type | unasked | from |\n| --- | --- | --- | --- |\n";
  for (const graph::Field& field : type.fields) {
    const std::string known = field.write == nullptr ? "never known: " : "";
    text += "| " + std::string{field.name} + " | " + std::string{field.type} + " | " + unasked(field.given) + " | " +
            known + std::string{field.source} + " |\n";
  }
  if (type.edges.empty()) return text;
  text += "\n| edge | gives | |\n| --- | --- | --- |\n";
  for (const graph::Edge& edge : type.edges) {
    text += "| " + std::string{edge.name} + " | " + std::string{type_of(edge.to).name} + " | " +
            std::string{edge.help} + " |\n";
  }
  return text;
}

}  // namespace

TEST_CASE("docs/graph.md lists every field and every edge of every type of node") {
  const std::string page = tests::read_text(FEEDWITNESS_SOURCE_DIR "/docs/graph.md");
  for (const graph::NodeType& type : graph::node_types()) {
    const std::string table = "### " + std::string{type.name} + "\n";
    CHECK_MESSAGE(page.find(table) != std::string::npos, table);
    CHECK_MESSAGE(page.find(table_of(type)) != std::string::npos, table + "\n" + table_of(type));
  }
}
