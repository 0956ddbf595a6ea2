#include "parser/parse.h"

#include <array>
#include <utility>

#include "parser/evidence.h"
#include "parser/readers.h"
#include "parser/text.h"

namespace feedwitness::parser {

namespace {

// Each looks only for marks of its own; where a page could be two, the richer markup is asked first.
constexpr std::array kReaders{&kBloksReader, &kTouchReader, &kMbasicReader, &kLegacyReader, &kCometReader};

const Reader* reader_of(const Page& page) {
  for (const Reader* reader : kReaders) {
    if (reader->recognises(page)) return reader;
  }
  return nullptr;
}

void add(Impression impression, Feed& feed) {
  impression.order = static_cast<int>(feed.impressions.size()) + 1;
  impression.metadata.era = feed.era;
  impression.understanding = understanding_of(impression.metadata);
  feed.impressions.push_back(std::move(impression));
}

}  // namespace

Result<Feed> parse(std::string_view html, const Context& context) {
  const auto tree = build_tree(html);
  if (!tree) return tree.error();
  const Page page{*tree, context};

  Feed feed;
  feed.language = page.language();
  const Reader* reader = reader_of(page);
  if (reader == nullptr) return feed;
  feed.era = reader->era;
  for (const NodeIndex post : reader->posts(page)) {
    auto impression = reader->read(page, post);
    if (!impression) continue;
    if (context.with_html && impression->html.empty()) impression->html = serialise(*tree, post);
    add(std::move(*impression), feed);
  }
  if (feed.impressions.empty() && reader->undrawn != nullptr) {
    for (Impression& impression : reader->undrawn(page)) add(std::move(impression), feed);
  }
  return feed;
}

}  // namespace feedwitness::parser
