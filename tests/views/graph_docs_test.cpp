// docs/graph.md lists what the tables of nodes.h hold, so that nobody has to read them.
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

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
  std::ifstream file(FEEDWITNESS_SOURCE_DIR "/docs/graph.md");
  const std::string page{std::istreambuf_iterator<char>{file}, {}};
  for (const graph::NodeType& type : graph::node_types()) {
    const std::string section = "### " + std::string{type.name} + "\n\n" + table_of(type);
    CHECK_MESSAGE(page.find(section) != std::string::npos, section);
  }
}
