#include "parser/parse.h"

#include <array>
#include <utility>

#include "parser/evidence.h"
#include "parser/excerpt.h"
#include "parser/mhtml.h"
#include "parser/position.h"
#include "parser/readers.h"

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

Result<Feed> parse_html(std::string_view html, const Context& context) {
  const auto tree = build_tree(html);
  if (!tree) return tree.error();
  const Page page{*tree, context};

  Feed feed;
  feed.language = page.language();
  feed.position = position_of(page);
  const Reader* reader = reader_of(page);
  if (reader == nullptr) return feed;
  feed.era = reader->era;
  for (const NodeIndex post : reader->posts(page)) {
    auto impression = reader->read(page, post);
    if (!impression) continue;
    if (context.with_html && impression->html.empty()) impression->html = excerpt_of(page, post, reader->is_comment);
    add(std::move(*impression), feed);
  }
  if (feed.impressions.empty() && reader->undrawn != nullptr) {
    for (Impression& impression : reader->undrawn(page)) add(std::move(impression), feed);
  }
  return feed;
}

}  // namespace

Result<Feed> parse(std::string_view html, const Context& context) {
  if (!is_mhtml(html)) return parse_html(html, context);
  const auto mhtml = read_mhtml(html);
  if (!mhtml) return mhtml.error();
  Context saved = context;
  if (saved.url.empty()) saved.url = mhtml->url;
  if (!saved.captured_at) saved.captured_at = mhtml->date;
  return parse_html(mhtml->html, saved);
}

}  // namespace feedwitness::parser
