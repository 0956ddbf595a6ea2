// m.facebook.com since 2023, drawn by the server as boxes: data-mcomponent says what a box is, addresses and ids stay
// on the server (data-action-id). No capture of it is at hand: a post is seen and counted, an advertisement's label is
// believed, everything else is left unknown. Era::touch, since it is that site.
#include "parser/evidence.h"
#include "parser/readers.h"
#include "parser/text.h"

namespace feedwitness::parser {
namespace {

bool is_text(const Tree& tree, NodeIndex node) { return tree.has_class(node, "native-text"); }

bool recognises(const Page& page) {
  const Tree& tree = page.tree();
  return tree.find(0, tree.size(), [&tree](NodeIndex node) { return tree.has(node, Name::data_mcomponent); }) !=
         kNoNode;
}

// The site measures how long each story is on screen, and names it for that.
std::vector<NodeIndex> posts(const Page& page) {
  const Tree& tree = page.tree();
  std::vector<NodeIndex> found;
  for (NodeIndex node = 0; node < tree.size();) {
    const bool story =
        !tree.attribute(node, "data-tracking-duration-id").empty() &&
        tree.find(node, tree.end(node), [&tree](NodeIndex inner) { return is_text(tree, inner); }) != kNoNode;
    if (story) found.push_back(node);
    node = story ? tree.end(node) : node + 1;
  }
  return found;
}

std::optional<Impression> read(const Page& page, NodeIndex post) {
  const Tree& tree = page.tree();
  Testimony<Nature> nature("nature");
  for (NodeIndex node = post; node < tree.end(post); ++node) {
    if (is_text(tree, node) && is_sponsored_label(visible_text(tree, node), page.locale())) {
      nature.hear("label-text", Nature::sponsored, Weight::label);
      break;
    }
  }
  if (is_sponsored_label(page.context().rendered.label, page.locale())) {
    nature.hear("rendered-label", Nature::sponsored, Weight::label);
  }
  Impression impression;
  impression.metadata.nature = verdict(nature, impression.metadata.evidence);
  return impression;
}

}  // namespace

const Reader kBloksReader{Era::touch, recognises, posts, read};

}  // namespace feedwitness::parser
